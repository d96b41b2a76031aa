from django.db import migrations, models

from backend.digits.migrations._columns import AddColumnWithConstraint

# Django would copy the whole table on SQLite, with all weights, for the column and again for its constraint.
ON_SQLITE = (
    'ALTER TABLE "digits_modelstate" ADD COLUMN "takes_tens" bool NOT NULL DEFAULT 0'
    ' CONSTRAINT "only_a_queued_ten_takes_tens"'
    """ CHECK (NOT "takes_tens" OR ("kind" = 'ten' AND "status" = 'queued'))"""
)
FIELD = migrations.AddField(model_name="modelstate", name="takes_tens", field=models.BooleanField(default=False))
CONSTRAINT = migrations.AddConstraint(
    model_name="modelstate",
    constraint=models.CheckConstraint(
        condition=models.Q(("takes_tens", False), models.Q(("kind", "ten"), ("status", "queued")), _connector="OR"),
        name="only_a_queued_ten_takes_tens",
    ),
)


class Migration(migrations.Migration):
    dependencies = [
        ("digits", "0010_decisions_taken_back"),
    ]

    operations = [
        AddColumnWithConstraint(FIELD, CONSTRAINT, on_sqlite=ON_SQLITE),
        migrations.AddConstraint(
            model_name="modelstate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("takes_tens", True)), fields=("takes_tens",), name="one_takes_tens"
            ),
        ),
    ]
