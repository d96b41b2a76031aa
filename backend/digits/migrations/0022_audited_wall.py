from django.db import migrations, models

ACTIONS = [
    "keep", "relabel", "hold", "exclude", "restore", "rollback", "pin", "unpin", "retrain", "retrain without", "undo",
    "export", "import", "archive", "account", "wall",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("digits", "0021_confused_in_order")]

    operations = [
        migrations.RemoveConstraint("auditentry", "known_action"),
        migrations.AlterField(
            "auditentry",
            "action",
            models.CharField(choices=[(name, name.title()) for name in ACTIONS], max_length=15),
        ),
        migrations.AddConstraint(
            "auditentry",
            models.CheckConstraint(condition=models.Q(("action__in", ACTIONS)), name="known_action"),
        ),
    ]
