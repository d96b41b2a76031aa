"""The preprocessing that made a part of an import ready. Parts that wait have none, nor have those of older programs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("digits", "0018_audit_by_day")]

    operations = [
        migrations.AddField("importpart", "preprocessing", models.PositiveSmallIntegerField(default=None, null=True)),
    ]
