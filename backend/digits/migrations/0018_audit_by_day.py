"""An index of the audit trail by time: its page shows the entries of a day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("digits", "0017_import_parts")]

    operations = [
        migrations.AddIndex(model_name="auditentry", index=models.Index(fields=["at"], name="audit_by_day")),
    ]
