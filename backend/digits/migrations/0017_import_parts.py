"""The parts of imports that workers share."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("digits", "0016_why"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("job", models.UUIDField()),
                ("number", models.PositiveIntegerField()),
                ("drawings", models.BinaryField()),
                ("staged", models.BinaryField(default=None, null=True)),
                ("refusal", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("refusal", ""), ("staged__isnull", True)),
                        fields=["id"],
                        name="parts_waiting",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("job", "number"), name="each_part_once")],
            },
        ),
    ]
