"""The first page: the served version, its accuracy, the digits that arrive, and the state of training."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from backend.digits import selectors
from backend.digits.admin import charts
from backend.digits.admin.confusion import confusion_table
from backend.digits.selectors.admin import Point

N_POINTS = 150  # versions on the chart of accuracies; more make the page larger
N_DAYS = 30
N_RATES = 10
MANY = 1000  # held digits are counted up to here; a higher limit reads more rows


def dashboard_context() -> dict[str, Any]:
    """Return everything that the page shows, with about fifteen queries of bounded cost."""
    deployment = selectors.admin.newest_deployment()
    days = selectors.admin.digits_per_day(n_days=N_DAYS)
    tally = selectors.admin.tally()
    n_waiting = selectors.admin.n_waiting_for_review(at_most=MANY)
    return {
        "now": timezone.now(),
        "deployment": deployment,
        "served": deployment.model_state if deployment else None,
        "served_since": selectors.admin.served_since(deployment.model_state_id) if deployment else None,
        "accuracies": _accuracies(selectors.admin.accuracy_points(n_points=N_POINTS)),
        "per_day": charts.bar_chart(
            [f"{day:%-d %b}" for day, _ in days], [n for _, n in days], label="digits per day", every=5
        ),
        "n_today": days[-1][1],
        "per_label": charts.bar_chart([str(label) for label in range(10)], tally.per_label, label="digits per label"),
        "n_digits": sum(tally.per_label),
        "confusion": confusion_table(tally.confusions, address=_digits_address),
        "rates": [_as_row(rate) for rate in selectors.admin.live_rates(n_versions=N_RATES)],
        "runs": selectors.admin.runs(),
        "n_waiting": f"{MANY:,} or more" if n_waiting == MANY else n_waiting,
    }


def _accuracies(points: list[Point]) -> SafeString | str:
    versions = [point.version for point in points]
    series = [
        charts.Line("training", [point.train for point in points]),
        charts.Line("test", [point.test for point in points]),
        charts.Line("MNIST test", [point.mnist for point in points]),
        charts.Line(
            "people’s held-out digits (95 % interval)",
            [point.people for point in points],
            [point.people_interval for point in points],
        ),
    ]
    return charts.line_chart(versions, series, x_label="version")


def _as_row(rate: selectors.admin.Rate) -> dict[str, Any]:
    n = rate.confirmed + rate.corrected
    return {
        "version": rate.version,
        "confirmed": rate.confirmed,
        "corrected": rate.corrected,
        "share": rate.confirmed / n,
        "percent": f"{rate.confirmed / n:.1%}",
    }


def _digits_address(label: int, guess: int) -> str:
    return f"{reverse('admin:digits_digit_changelist')}?{urlencode({'label': label, 'guess': guess})}"
