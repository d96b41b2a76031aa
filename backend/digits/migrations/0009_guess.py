from django.db import migrations, models

from backend.digits.migrations._columns import AddColumnWithConstraint

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


class Migration(migrations.Migration):
    dependencies = [
        ("digits", "0008_strokes"),
    ]

    operations = [
        AddColumnWithConstraint(FIELD, CONSTRAINT, on_sqlite=ON_SQLITE),
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
