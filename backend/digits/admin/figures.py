"""The form in which the pages show accuracies and durations."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from backend.digits.models import ModelState

MEASURES = (("MNIST test", "mnist"), ("People’s held-out digits", "people"), ("Reference digits", "reference"))


def percent(accuracy: float | None) -> str:
    return "–" if accuracy is None else f"{accuracy:.2%}"


def percent_of_count(counts: dict[str, Any] | None, before: dict[str, Any] | None = None) -> SafeString | str:
    """Return an accuracy with its count, its 95 % interval as a title, and its difference from another."""
    if not counts or not counts["count"]:
        return "–"
    low, high = counts["interval"]
    return format_html(
        '<span class="figure" title="95 % interval: {} to {}">{} {} <small>of {}</small></span>',
        percent(low),
        percent(high),
        percent(counts["accuracy"]),
        _difference(counts["accuracy"], before["accuracy"] if before else None),
        f"{counts['count']:,}",
    )


def percent_with_difference(now: float | None, before: float | None) -> SafeString:
    return format_html('<span class="figure">{} {}</span>', percent(now), _difference(now, before))


def duration(state: ModelState) -> str:
    if state.started_at is None or state.finished_at is None:
        return "–"
    return f"{(state.finished_at - state.started_at).total_seconds():.1f} s"


def _difference(now: float | None, before: float | None) -> SafeString | str:
    """Return the difference of two accuracies in percentage points, coloured."""
    if now is None or before is None or abs(now - before) < 5e-5:
        return ""
    css_class = "better" if now > before else "worse"
    return format_html('<span class="difference {}">{}</span>', css_class, f"{100 * (now - before):+.2f}")
