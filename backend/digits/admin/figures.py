"""The form in which the pages show accuracies and durations."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backend.digits.admin.numerals import numeral
from backend.digits.models import ModelState
from nn.metrics import FEWEST, Accuracy

MEASURES = (("MNIST test", "mnist"), ("People’s digits kept apart", "people"), ("Yardstick", "reference"))


def accuracy_of(counts: dict[str, Any] | None) -> Accuracy | None:
    """Return a stored measurement, or None where nothing was measured."""
    return Accuracy(counts["correct"], counts["count"]) if counts and counts["count"] else None


def are_alike(one: ModelState, other: ModelState | None, name: str) -> bool:
    """Say whether two versions were measured on the same digits, so that a difference means something.

    People's digits that are kept apart come and go, so that equal counts are not the same digits: their name decides,
    which versions of older releases do not have.
    """
    if other is None:
        return False
    found = [(version.test_detail or {}).get(name) or {} for version in (one, other)]
    if not found[0].get("count") or found[0].get("count") != found[1].get("count"):
        return False
    match name:
        case "reference":
            return one.reference_sha256 == other.reference_sha256
        case "people":
            return bool(found[0].get("set")) and found[0]["set"] == found[1].get("set")
    return True


def measured_apart(one: ModelState, other: ModelState) -> list[str]:
    """Return the titles of what both versions were measured on, though not on the same digits."""
    details = [version.test_detail or {} for version in (one, other)]
    both = [
        (title, name) for title, name in MEASURES if all((detail.get(name) or {}).get("count") for detail in details)
    ]
    return [_(title) for title, name in both if not are_alike(one, other, name)]


def percent(accuracy: float | None) -> str:
    return "–" if accuracy is None else numeral(accuracy, ".2%")


def percent_of_count(counts: dict[str, Any] | None, before: dict[str, Any] | None = None) -> SafeString | str:
    """Return an accuracy with its count, its 95 % interval as a title, and its difference from another.

    Of fewer digits than FEWEST it is a count alone, as on the dashboard.
    """
    if not counts or not counts["count"]:
        return "–"
    if counts["count"] < FEWEST:
        few = {"part": numeral(counts["correct"]), "whole": numeral(counts["count"])}
        return format_html('<span class="figure">{}</span>', _("%(part)s of %(whole)s") % few)
    return format_html(
        '<span class="figure" title="{}">{} {} <small>{}</small></span>',
        interval_words(counts),
        percent(counts["accuracy"]),
        _difference(counts["accuracy"], before["accuracy"] if before else None),
        _("of %(count)s") % {"count": numeral(counts["count"])},
    )


def interval_words(counts: dict[str, Any] | None) -> str:
    """Return the 95 % interval of an accuracy in words, and none for few digits, where it says nothing."""
    if not counts or counts["count"] < FEWEST:
        return ""
    low, high = counts["interval"]
    return _("95 %% interval %(low)s to %(high)s") % {"low": percent(low), "high": percent(high)}


def duration(state: ModelState) -> str:
    if state.started_at is None or state.finished_at is None:
        return "–"
    return f"{numeral((state.finished_at - state.started_at).total_seconds(), '.1f')} s"


def _difference(now: float | None, before: float | None) -> SafeString | str:
    """Return the difference of two accuracies in percentage points, coloured."""
    if now is None or before is None or abs(now - before) < 5e-5:
        return ""
    css_class = "better" if now > before else "worse"
    return format_html('<span class="difference {}">{}</span>', css_class, numeral(100 * (now - before), "+.2f"))
