"""The answers of `insight_views`: each serializer shapes one dataclass of `insights`."""

import base64
from typing import Any

from rest_framework import serializers

from backend.digits import drawings
from backend.digits.api.answer_schemas import PredictionSerializer
from backend.digits.insights.networks import Activations
from backend.digits.insights.steps import HINTS, Steps
from backend.digits.insights.units import Unit, Units
from backend.digits.models import ModelState, Status
from nn.network import Network

STEP_SIDE = 256
"""The most pixels of a side of a step's picture. If larger, noise takes longer: a third of a second with 1,024."""


def a_digit() -> serializers.IntegerField:
    return serializers.IntegerField(min_value=0, max_value=9)


class StepSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    image = serializers.CharField(help_text=f"A grey PNG as a data URL, ink white, a side at most {STEP_SIDE} pixels.")


class StepsSerializer(serializers.Serializer[Any]):
    """Every step of preprocessing, in order; the last is the 28×28 picture that the network sees."""

    steps = StepSerializer(many=True)
    hints = serializers.ListField(child=serializers.ChoiceField(HINTS), help_text="What may be wrong on the paper.")


class ActivationsSerializer(PredictionSerializer):
    hidden = serializers.ListField(
        child=serializers.FloatField(min_value=0, max_value=1), help_text="How far each hidden unit is lit."
    )
    picture = serializers.CharField(help_text="What the network sees: a grey PNG of 28×28 as a data URL.")
    pixels = serializers.CharField(help_text="The same as base64 of 784 bytes, rows of 28, white ink (255) on black.")


class WeightsSerializer(serializers.Serializer[Any]):
    version = serializers.IntegerField()
    n_hidden = serializers.IntegerField()
    hidden_weights = serializers.CharField(
        help_text="Base64 of little-endian float32: for each of 784 inputs, the weight to every hidden unit."
    )
    hidden_biases = serializers.ListField(child=serializers.FloatField())
    output_weights = serializers.ListField(
        child=serializers.ListField(child=serializers.FloatField(), min_length=10, max_length=10),
        help_text="For each hidden unit, the weight to every output.",
    )
    output_biases = serializers.ListField(child=serializers.FloatField(), min_length=10, max_length=10)


class CurvePointSerializer(serializers.Serializer[Any]):
    cost = serializers.FloatField(help_text="The cross-entropy of the newest part of the training, in nats.")
    accuracy = serializers.FloatField(
        min_value=0, max_value=1, help_text="Share read of the people's digits it learns from."
    )


class TrainingSerializer(serializers.Serializer[Any]):
    """The training of a version: so far while it is under way, whole once it has ended."""

    version = serializers.IntegerField()
    status = serializers.ChoiceField(Status.choices)
    progress = serializers.FloatField(min_value=0, max_value=1)
    curve = CurvePointSerializer(many=True, help_text="After each part of the training; empty where none is kept.")


class LitSerializer(serializers.Serializer[Any]):
    label = a_digit()  # type: ignore[assignment]  # the name of an attribute
    activation = serializers.FloatField(min_value=0, max_value=1, help_text="How far the unit is lit.")


class LitByPseudoDigitSerializer(LitSerializer):
    picture = serializers.CharField(help_text="A made-up digit: a grey PNG of 28×28 as a data URL.")


class LitByDrawingSerializer(LitSerializer):
    id = serializers.IntegerField(help_text="A verified drawing of `/api/digits`.")


class UnitSerializer(serializers.Serializer[Any]):
    pseudo_digits = LitByPseudoDigitSerializer(many=True, help_text="Those that light the unit most, best first.")
    drawings = LitByDrawingSerializer(many=True, help_text="Of the newest, those that light the unit most, best first.")


class UnitsSerializer(serializers.Serializer[Any]):
    """What each hidden unit looks for."""

    version = serializers.IntegerField()
    patterns = serializers.CharField(
        help_text="Base64 of little-endian float32: for each hidden unit, how much whiter each of 784 pixels is for one"
        " standard deviation of the unit's input."
    )
    units = UnitSerializer(many=True)


class ChangeSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    label = a_digit()  # type: ignore[assignment]  # the name of an attribute
    before = a_digit()
    after = a_digit()


class ChangesSerializer(serializers.Serializer[Any]):
    """One's own newest drawings, read by two versions."""

    version = serializers.IntegerField()
    since = serializers.IntegerField(help_text="The earlier version.")
    n_digits = serializers.IntegerField()
    correct_before = serializers.IntegerField()
    correct_after = serializers.IntegerField()
    changed = ChangeSerializer(many=True, help_text="The drawings whose guess is another one now, newest first.")


class ReadAsSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    label = a_digit()  # type: ignore[assignment]  # the name of an attribute
    guess = a_digit()


class ConfusionSerializer(serializers.Serializer[Any]):
    """The newest verified drawings, at most 1,000, as a version reads them."""

    version = serializers.IntegerField()
    n_digits = serializers.IntegerField()
    n_correct = serializers.IntegerField()
    matrix = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()), help_text="Rows are the true digits."
    )
    readings = ReadAsSerializer(many=True, help_text="Those that the gallery shows to this visitor, newest first.")


class MomentSerializer(serializers.Serializer[Any]):
    cost = serializers.FloatField(help_text="Cross-entropy for the drawing, in nats.")
    outputs = serializers.ListField(child=serializers.FloatField(), min_length=10, max_length=10)
    others_correct = serializers.IntegerField()


class SandboxSerializer(serializers.Serializer[Any]):
    model = serializers.IntegerField(help_text="The version that was copied.")
    n_others = serializers.IntegerField(help_text="Known digits that it should go on reading.")
    moments = MomentSerializer(many=True, help_text="Before the first step, and after each.")
    moved = serializers.ListField(
        child=serializers.FloatField(), help_text="For each hidden unit, the length by which its weights moved."
    )
    guesses_before = serializers.ListField(child=a_digit(), help_text="For each of the known digits, before.")
    guesses_after = serializers.ListField(child=a_digit(), help_text="For each of the known digits, at the end.")


class KnownDigitsSerializer(serializers.Serializer[Any]):
    """Made-up digits that every version knows, the same at every call."""

    labels = serializers.ListField(child=a_digit())
    pixels = serializers.CharField(help_text="Base64 of 784 bytes for each digit, rows of 28, white ink on black.")


def as_steps(steps: Steps) -> dict[str, Any]:
    pictures = [{"name": name, "image": _data_url(picture, most=STEP_SIDE)} for name, picture in steps.pictures.items()]
    return {"steps": pictures, "hints": steps.hints}


def as_activations(activations: Activations, picture: Any) -> dict[str, Any]:
    pixels = base64.b64encode(picture.tobytes()).decode("ascii")
    shown = {"hidden": activations.hidden, "picture": _data_url(picture), "pixels": pixels}
    return dict(PredictionSerializer(activations.prediction).data) | shown


def as_weights(version: int, network: Network) -> dict[str, Any]:
    (hidden_weights, output_weights), (hidden_biases, output_biases) = network.weights, network.biases
    return {
        "version": version,
        "n_hidden": len(hidden_biases),
        "hidden_weights": base64.b64encode(hidden_weights.astype("<f4").tobytes()).decode("ascii"),
        "hidden_biases": hidden_biases.tolist(),
        "output_weights": output_weights.tolist(),
        "output_biases": output_biases.tolist(),
    }


def as_known_digits(pictures: Any, labels: Any) -> dict[str, Any]:
    return {"labels": labels.tolist(), "pixels": base64.b64encode(pictures.tobytes()).decode("ascii")}


def as_training(version: ModelState) -> dict[str, Any]:
    curve = (version.train_detail or {}).get("curve", [])
    return {"version": version.pk, "status": version.status, "progress": version.progress, "curve": curve}


def as_units(units: Units) -> dict[str, Any]:
    return {
        "version": units.version,
        "patterns": base64.b64encode(units.patterns.astype("<f4").tobytes()).decode("ascii"),
        "units": [_as_unit(unit) for unit in units.units],
    }


def _as_unit(unit: Unit) -> dict[str, Any]:
    lit = [
        {"label": of.label, "activation": of.activation, "picture": _data_url(of.picture)} for of in unit.pseudo_digits
    ]
    return {"pseudo_digits": lit, "drawings": LitByDrawingSerializer(unit.drawings, many=True).data}


def _data_url(picture: Any, *, most: int | None = None) -> str:
    return drawings.DATA_URL + base64.b64encode(drawings.to_png(picture, most=most)).decode("ascii")
