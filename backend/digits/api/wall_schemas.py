"""The answer of `wall_views`, shaped from the dataclasses of `insights.wall`."""

from dataclasses import asdict
from typing import Any

from rest_framework import serializers

from backend.digits.api import fields
from backend.digits.api.answer_schemas import InsideSerializer, PredictionSerializer, ServedModelSerializer, as_inside
from backend.digits.api.insight_schemas import a_digit
from backend.digits.api.schemas import Query
from backend.digits.insights.wall import Lit, WallNow


class WallQuery(Query):
    after = fields.AddressInteger(min_value=0, help_text="The newest digit whose drawing the page has.")


class OnWallSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    label = a_digit()  # type: ignore[assignment]  # the name of an attribute
    hand = serializers.CharField(help_text="The same for digits of the same hand; it opens nothing.")


class NewDrawingSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    strokes = serializers.ListField(
        child=serializers.ListField(child=serializers.ListField(child=serializers.IntegerField())),
        allow_null=True,
        help_text="Points (x, y, milliseconds) as `/api/digits/{id}/strokes` has them; null for a picture.",
    )


class LitByNewestSerializer(PredictionSerializer):
    inside = InsideSerializer()


class WallSerializer(serializers.Serializer[Any]):
    """What a class sees on its projector."""

    address = serializers.CharField(
        allow_null=True, help_text="Where other machines find the page; null if only this one can."
    )
    model = ServedModelSerializer()
    is_frozen = serializers.BooleanField(help_text="An administrator lets the wall stand still.")
    shows_drawings = serializers.BooleanField(help_text="False where visitors are not shown everybody's drawings.")
    digits = OnWallSerializer(many=True, help_text="Read as what their person said, or reviewed; newest first.")
    drawings = NewDrawingSerializer(many=True, help_text="Those after the digit `after`.")
    lit = LitByNewestSerializer(allow_null=True, help_text="The network as the newest lights it; null if none is new.")


def as_wall(now: WallNow, served: dict[str, Any], *, address: str | None) -> dict[str, Any]:
    """Return the answer. Its rows are plain already: serializers would take longer than all the rest."""
    return {
        "address": address,
        "model": ServedModelSerializer(served).data,
        "is_frozen": now.is_frozen,
        "shows_drawings": now.shows_drawings,
        "digits": [asdict(digit) for digit in now.digits],
        "drawings": [asdict(drawing) for drawing in now.drawings],
        "lit": None if now.lit is None else _as_lit(now.lit),
    }


def _as_lit(lit: Lit) -> dict[str, Any]:
    return asdict(lit.activations.prediction) | {"inside": as_inside(lit.picture, lit.activations.hidden)}
