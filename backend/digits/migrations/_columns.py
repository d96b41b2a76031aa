"""An operation that several migrations share. Django reads no module here whose name begins with an underscore."""

from typing import Any

from django.db import migrations


class AddColumnWithConstraint(migrations.SeparateDatabaseAndState):
    """Add a column and its constraint: on SQLite in the one statement that is given, which copies no row.

    Django would copy the whole table on SQLite to add a constraint to it. One that comes with its column costs nothing.
    """

    def __init__(self, field: migrations.AddField, constraint: migrations.AddConstraint, *, on_sqlite: str) -> None:
        super().__init__(database_operations=[field, constraint], state_operations=[field, constraint])
        self.on_sqlite = on_sqlite

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(self.on_sqlite)
        else:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
