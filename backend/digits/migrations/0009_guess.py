from typing import Any

from django.db import migrations, models

# Django would copy the whole table on SQLite to add a constraint to it. One that comes with its column costs nothing.
ON_SQLITE = (
    'ALTER TABLE "digits_digit" ADD COLUMN "guess" smallint unsigned NULL CHECK ("guess" >= 0)'
    ' CONSTRAINT "guess_is_a_digit" CHECK ("guess" IS NULL OR "guess" <= 9)'
)
FIELD = migrations.AddField(
    model_name="digit", name="guess", field=models.PositiveSmallIntegerField(default=None, null=True)
)
CONSTRAINT = migrations.AddConstraint(
    model_name="digit",
    constraint=models.CheckConstraint(
        condition=models.Q(("guess__isnull", True), ("guess__lte", 9), _connector="OR"), name="guess_is_a_digit"
    ),
)


class AddColumnWithConstraint(migrations.SeparateDatabaseAndState):
    """Add the column and its constraint: on SQLite in one statement, which copies no row."""

    def __init__(self) -> None:
        super().__init__(database_operations=[FIELD, CONSTRAINT], state_operations=[FIELD, CONSTRAINT])

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(ON_SQLITE)
        else:
            super().database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    dependencies = [
        ("digits", "0008_strokes"),
    ]

    operations = [
        AddColumnWithConstraint(),
        migrations.RemoveIndex(
            model_name="digit",
            name="digits_of_contributor",
        ),
        migrations.AddIndex(
            model_name="digit",
            index=models.Index(
                fields=["contributor", "-id", "state", "label", "preprocessing", "predicted", "guess", "predicted_by"],
                name="digits_of_contributor",
            ),
        ),
    ]
