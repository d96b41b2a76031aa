"""What comes in is checked to the letter.

By hand rather than by serializer fields, which accept a 7 in many guises ("7", 7.0, " 7 ", true): a label that trains a
network must be the JSON integer that it claims to be. `serializers` describes the same forms to the OpenAPI document.
"""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict

from backend.digits import drawings
from backend.digits.drawings import Drawing
from backend.digits.errors import InvalidRequestError

CANONICAL_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True)
class LabelledDrawing:
    drawing: Drawing
    label: int


def read_drawing(data: Any) -> Drawing:
    """Return the drawing in what the parsers return: a JSON object (a dict), or PNG bytes."""
    if isinstance(data, bytes):
        return drawings.from_png(data)
    _refuse_unknown(data, known={"image", "pixels"})
    return _drawing_in(data)


def read_labelled_drawing(data: Any, query: QueryDict) -> LabelledDrawing:
    """Return drawing and label, both of a JSON object or, with PNG bytes, the label of the address (?label=7)."""
    if isinstance(data, bytes):
        _refuse_unknown(query.dict(), known={"label"})
        return LabelledDrawing(drawing=drawings.from_png(data), label=_label_in_address(query))
    _refuse_unknown(query.dict(), known=set())
    _refuse_unknown(data, known={"image", "pixels", "label"})
    label = data.get("label")
    if type(label) is not int or not 0 <= label <= 9:  # a bool is an int to isinstance
        problem = "label is missing" if "label" not in data else "label is not a digit"
        raise InvalidRequestError(f"{problem}: it must be a JSON integer from 0 to 9.", fields={"label": problem})
    return LabelledDrawing(drawing=_drawing_in(data), label=label)


def read_idempotency_key(header: str | None) -> UUID | None:
    if header is None:
        return None
    if not CANONICAL_UUID.fullmatch(header):
        raise InvalidRequestError("Idempotency-Key must be a UUID such as 123e4567-e89b-42d3-a456-426614174000.")
    return UUID(header)


@dataclass(frozen=True)
class Page:
    limit: int
    before: int | None
    label: int | None = None
    mine: bool = False
    misread: bool = False


def read_page(query: QueryDict, *, of_digits: bool) -> Page:
    """Return the page that an address asks for: ?limit=1–200 (50), ?cursor= as `next` gave it.

    Of digits, a page may be of one label (?label=0–9), of one's own (?mine=true) and of misread ones (?misread=true).
    """
    _refuse_unknown(query.dict(), known={"limit", "cursor"} | ({"label", "mine", "misread"} if of_digits else set()))
    return Page(
        limit=_whole(query, "limit", low=1, high=200) or 50,
        before=_whole(query, "cursor", low=1, high=2**63 - 1),
        label=_whole(query, "label", low=0, high=9),
        mine=_flag(query, "mine"),
        misread=_flag(query, "misread"),
    )


def read_since(query: QueryDict) -> int | None:
    """Return the version that ?since= names, if it names one."""
    _refuse_unknown(query.dict(), known={"since"})
    return _whole(query, "since", low=1, high=2**63 - 1)


def refuse_any(query: QueryDict) -> None:
    """Refuse an address that asks for something where nothing can be asked for."""
    _refuse_unknown(query.dict(), known=set())


@dataclass(frozen=True)
class Experiment:
    drawing: Drawing
    label: int
    steps: int
    learning_rate: float
    rehearse: bool


def read_experiment(data: Any) -> Experiment:
    """Return what is to be tried in the sandbox: a drawing, its label, how many steps of which length."""
    if isinstance(data, bytes):
        raise InvalidRequestError('The sandbox takes a JSON object such as {"image": …, "label": 7, "steps": 1}.')
    _refuse_unknown(data, known={"image", "pixels", "label", "steps", "learning_rate", "rehearse"})
    rate, rehearse = data.get("learning_rate", 0.03), data.get("rehearse", False)
    if type(rate) not in (int, float) or not 0 < rate <= 10:
        raise InvalidRequestError(
            "learning_rate must be a number above 0, at most 10.", fields={"learning_rate": "not in its range"}
        )
    if type(rehearse) is not bool:
        raise InvalidRequestError("rehearse must be true or false.", fields={"rehearse": "not a boolean"})
    return Experiment(
        drawing=_drawing_in(data),
        label=_whole_field(data, "label", low=0, high=9),
        steps=_whole_field(data, "steps", low=0, high=100),
        learning_rate=float(rate),
        rehearse=rehearse,
    )


def _whole_field(data: dict[str, Any], name: str, *, low: int, high: int) -> int:
    value = data.get(name)
    if type(value) is not int or not low <= value <= high:  # a bool is an int to isinstance
        raise InvalidRequestError(
            f"{name} must be a JSON integer from {low} to {high}.", fields={name: "not a number in its range"}
        )
    return value


def _flag(query: QueryDict, name: str) -> bool:
    given = query.getlist(name)
    if given not in ([], ["true"], ["false"]):
        raise InvalidRequestError(f"{name} must be true or false.", fields={name: "not a boolean"})
    return given == ["true"]


def _drawing_in(data: dict[str, Any]) -> Drawing:
    if ("image" in data) == ("pixels" in data):
        raise InvalidRequestError("Send the drawing as image (a base64 PNG) or as pixels (784 integers): exactly one.")
    return drawings.from_base64(data["image"]) if "image" in data else drawings.from_pixels(data["pixels"])


def _label_in_address(query: QueryDict) -> int:
    label = _whole(query, "label", low=0, high=9)
    if label is None:
        raise InvalidRequestError("With a PNG the label goes into the address: ?label=7.", fields={"label": "missing"})
    return label


def _whole(query: QueryDict, name: str, *, low: int, high: int) -> int | None:
    given = query.getlist(name)
    if not given:
        return None
    text = given[0]
    if len(given) > 1 or not re.fullmatch(r"0|[1-9][0-9]{0,18}", text) or not low <= int(text) <= high:
        raise InvalidRequestError(
            f"{name} must be one whole number from {low} to {high}.", fields={name: "not a number in its range"}
        )
    return int(text)


def _refuse_unknown(fields: dict[str, Any], *, known: set[str]) -> None:
    unknown = [name[:40] for name in fields if name not in known]
    if unknown:
        wanted = f"known are {', '.join(sorted(known))}" if known else "none is known here"
        raise InvalidRequestError(
            f"Unknown field {unknown[0]!r}; {wanted}.", fields=dict.fromkeys(unknown[:10], "unknown")
        )
