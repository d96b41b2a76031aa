"""An index of deployments by who made them: the returns of the watch are sought in each run and on each page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("digits", "0019_part_preprocessing")]

    operations = [
        migrations.AddIndex("deployment", models.Index(fields=["by", "-id"], name="deployments_by")),
    ]
