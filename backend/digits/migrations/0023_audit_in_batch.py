"""The index of decisions with their actions: a decision on many digits that is looked for by one of them is found."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("digits", "0022_audited_wall")]

    operations = [
        migrations.RemoveIndex("auditentry", "audit_in_batch"),
        migrations.AddIndex("auditentry", models.Index(fields=["batch", "action"], name="audit_in_batch")),
    ]
