"""The index of labels and guesses in the order of arrival: a list under both filters reads no more than it shows.

The new index is built before the old one goes. So on PostgreSQL only writers wait for the build, and readers only for
the moment in which the old one is dropped.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("digits", "0020_deployments_by")]

    operations = [
        migrations.AddIndex(
            model_name="digit",
            index=models.Index(fields=["label", "predicted", "-id", "state"], name="digits_confused_newest"),
        ),
        migrations.RemoveIndex(model_name="digit", name="digits_confused"),
    ]
