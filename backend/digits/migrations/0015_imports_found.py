"""An index of the imports alone: the page In and out asks for the newest ones, among millions of other entries."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("digits", "0014_outbox")]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(condition=models.Q(("action", "import")), fields=["-id"], name="audit_imports"),
        ),
    ]
