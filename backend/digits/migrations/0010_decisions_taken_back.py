from typing import Any

import django.utils.timezone
from django.db import migrations, models

from backend.digits.migrations._columns import AddColumnWithConstraint

ON_SQLITE = (
    'ALTER TABLE "digits_digit" ADD COLUMN "said" smallint unsigned NULL CHECK ("said" >= 0)'
    ' CONSTRAINT "said_is_a_digit" CHECK ("said" IS NULL OR "said" <= 9)'
)
FIELD = migrations.AddField(
    model_name="digit", name="said", field=models.PositiveSmallIntegerField(default=None, null=True)
)
CONSTRAINT = migrations.AddConstraint(
    model_name="digit",
    constraint=models.CheckConstraint(
        condition=models.Q(("said__isnull", True), ("said__lte", 9), _connector="OR"), name="said_is_a_digit"
    ),
)
ACTIONS = [
    "keep", "relabel", "hold", "exclude", "restore", "rollback", "pin", "unpin", "retrain", "retrain without", "undo",
    "export", "import", "archive", "account",
]  # fmt: skip


# On SQLite, Django would copy the whole table to take an index off one column.
WITHOUT_OWN_INDEX = migrations.RunSQL(
    'DROP INDEX "digits_digit_created_at_3727e2c3"',
    'CREATE INDEX "digits_digit_created_at_3727e2c3" ON "digits_digit" ("created_at")',
)


def keep_what_people_said(apps: Any, _editor: Any) -> None:
    """Copy the labels of the digits that came over the page; where one was relabelled, the trail has the first."""
    digits, entries = apps.get_model("digits", "Digit"), apps.get_model("digits", "AuditEntry")
    # An imported digit has no key and no contributor, and its payload names no person's request.
    digits.objects.exclude(state="imported").exclude(state_before="imported").update(said=models.F("label"))
    relabelled = entries.objects.filter(action="relabel", digit__said__isnull=False).order_by("-id")
    for digit_id, before in relabelled.values_list("digit_id", "before"):  # the oldest entry is written last
        if before[:1].isdigit():
            digits.objects.filter(id=digit_id).update(said=int(before[0]))


class Migration(migrations.Migration):
    dependencies = [("digits", "0009_guess")]

    operations = [
        AddColumnWithConstraint(FIELD, CONSTRAINT, on_sqlite=ON_SQLITE),
        migrations.AddField("auditentry", "batch", models.UUIDField(default=None, null=True)),
        migrations.AddField("auditentry", "undoes", models.UUIDField(default=None, null=True)),
        migrations.AddField("auditentry", "rows", models.JSONField(default=None, null=True)),
        migrations.AlterField(
            "auditentry",
            "action",
            models.CharField(choices=[(name, name.title()) for name in ACTIONS], max_length=15),
        ),
        migrations.RemoveConstraint("auditentry", "known_action"),
        migrations.AddConstraint(
            "auditentry",
            models.CheckConstraint(condition=models.Q(("action__in", ACTIONS)), name="known_action"),
        ),
        migrations.AddIndex("auditentry", models.Index(fields=["batch"], name="audit_in_batch")),
        migrations.AddIndex("auditentry", models.Index(fields=["undoes"], name="audit_undone")),
        migrations.RunPython(keep_what_people_said, migrations.RunPython.noop, elidable=True),
        migrations.SeparateDatabaseAndState(
            database_operations=[WITHOUT_OWN_INDEX],
            state_operations=[
                migrations.AlterField(
                    "digit", "created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)
                )
            ],
        ),
        migrations.AddIndex(
            "digit",
            models.Index(
                fields=["created_at", "state", "said", "predicted", "guess", "contributor"], name="digits_arrived"
            ),
        ),
    ]
