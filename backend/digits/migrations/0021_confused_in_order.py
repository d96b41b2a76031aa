"""The index of labels and guesses in the order of arrival: a list under both filters reads no more than it shows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("digits", "0020_deployments_by")]

    operations = [
        migrations.RemoveIndex(model_name="digit", name="digits_confused"),
        migrations.AddIndex(
            model_name="digit",
            index=models.Index(fields=["label", "predicted", "-id", "state"], name="digits_confused"),
        ),
    ]
