"""The reason of a version as a code and figures, which the page says in its own language. Older rows have none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("digits", "0015_imports_found")]

    operations = [
        migrations.AddField(model_name="modelstate", name="why", field=models.JSONField(default=None, null=True)),
    ]
