"""The first page: how well people are read, whether it gets better, what is served, and what needs the administrator.

A script renews its first row. Every figure has its count and its interval, or is a count in words for few digits.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from backend.digits import selectors
from backend.digits.admin import charts
from backend.digits.admin.confusion import confusion_table, digits_address
from backend.digits.admin.figures import accuracy_of
from backend.digits.admin.numerals import numeral
from backend.digits.admin.stored_words import reason_of, said, who, why_by
from backend.digits.admin.times import day_of
from backend.digits.admin.wants import seconds_since, wants
from backend.digits.models import ModelState
from backend.digits.selectors.admin import Happening, Measured
from nn.metrics import FEWEST, Accuracy

N_POINTS = 40  # versions on a chart; more make the page larger, and their whiskers touch
N_DAYS = 30
N_MARKS = 60
PERMISSIONS = ("digits.view_digit", "digits.view_modelstate")


@never_cache
@require_safe
@permission_required(PERMISSIONS, raise_exception=True)
def live(request: HttpRequest) -> HttpResponse:
    """Answer the first row alone, for the script that renews it."""
    return TemplateResponse(request, "admin/digits/live.html", live_context(request))


def live_context(request: HttpRequest, week: selectors.arrivals.Week | None = None) -> dict[str, Any]:
    """Return the figures of the first row and the list of what needs the administrator."""
    served = selectors.admin.newest_deployment()
    if served is None:
        return {"served": None}
    runs = selectors.admin.runs()
    week = week or selectors.arrivals.week()
    detail = served.model_state.test_detail or {}
    found = wants(served, runs=runs)
    is_broken = any(want.is_broken for want in found)
    return {
        "served": served.model_state,
        "deployment": served,
        "standing": selectors.admin.standing_of(served),
        "status": "broken" if is_broken else "wanted" if found else "well",
        "status_words": _("Something is broken") if is_broken else _("You are wanted") if found else _("All is well"),
        "wants": [(want, not want.permission or request.user.has_perm(want.permission)) for want in found],
        "week": week,
        "first_sight": charts.words_of(week.now.network) if week.now.network.count else "",
        "headline": _headline(week.now.network),
        "with_memory": _headline(week.now.hand),
        "before": _headline(week.before.network),
        "difference": _difference(week),
        "held_back": _held_back(accuracy_of(detail.get("people"))),
        "yardstick": accuracy_of(detail.get("reference")),
        "yardstick_words": charts.words_of(yardstick) if (yardstick := accuracy_of(detail.get("reference"))) else "",
        "yardstick_name": said((detail.get("reference") or {}).get("name", "")),
        "runs": runs,
        "workers": [(worker.name, seconds_since(worker.seen_at)) for worker in runs.workers if runs.is_alive(worker)],
        "now": timezone.now(),
    }


def dashboard_context(request: HttpRequest) -> dict[str, Any]:
    """Return everything that the page shows, with a bounded number of queries."""
    days = selectors.admin.digits_per_day(n_days=N_DAYS)
    tally = selectors.admin.tally()
    month = selectors.arrivals.month(n_days=N_DAYS)
    first_row = live_context(request, month.week)
    newest = first_row["served"].pk if first_row["served"] else 0
    points = selectors.admin.measured_versions(newest=newest, n_points=N_POINTS)
    marks = version_marks(selectors.admin.happenings(n_newest=N_MARKS))
    return first_row | {
        "sight_chart": _sight_chart(month.days),
        "yardsticks": measured_charts(points, marks),
        "per_day": charts.bar_chart(
            [day_of(day) for day, _ in days], [n for _, n in days], label=_("digits per day (UTC)"), every=5
        ),
        "n_today": days[-1][1],
        "per_label": charts.bar_chart(
            [str(label) for label in range(10)], tally.per_label, label=_("digits per label")
        ),
        "n_digits": sum(tally.per_label),
        "confusion": confusion_table(
            tally.confusions,
            address=digits_address(state="visible"),
            rows=_("what its label is now"),
            columns=_("what was read on arrival"),
        ),
    }


def measured_charts(points: Sequence[Measured], marks: Sequence[charts.Mark]) -> list[tuple[str, SafeString | str]]:
    """Return a chart for each set of digits that versions were measured on. No chart has two sets."""
    sets: dict[tuple[str, str], list[tuple[int, Accuracy]]] = {}
    for point in points:
        for title, name, accuracy in point.shares:
            sets.setdefault((title, name), []).append((point.version, accuracy))
    found = []
    for (title, name), values in sets.items():
        drawn = [
            charts.share_point(version, _("version %(number)s") % {"number": version}, accuracy)
            for version, accuracy in values
        ]
        x_label = pgettext("of a chart", "version")
        found.append((_(title), charts.chart(_(title), drawn, x_label=x_label, source=name, marks=marks)))
    return found


def version_marks(happenings: Sequence[Happening]) -> list[charts.Mark]:
    words = {
        "rejected": _("version %(version)s was rejected: %(why)s"),
        "back": _("%(by)s went back from version %(version)s to %(to)s: %(why)s"),
        "pinned": _("%(by)s pinned version %(version)s: %(why)s"),
    }
    marks = []
    for one in happenings:
        why = reason_of(one.why) if isinstance(one.why, ModelState) else why_by(one.by, one.why)
        said_of = words[one.kind] % {"version": one.version, "by": who(one.by), "to": one.to, "why": why}
        marks.append(charts.Mark(one.version, one.kind, said_of))
    return marks


def _sight_chart(days: Sequence[tuple[Any, selectors.arrivals.Sight]]) -> SafeString | str:
    points = [charts.share_point(number, day_of(day), sight.network) for number, (day, sight) in enumerate(days)]
    source = _("digits that people verified, read by the network alone as they came (days of UTC)")
    return charts.chart(_("Reads people at first sight"), points, x_label=_("day"), source=source)


def _headline(accuracy: Accuracy) -> str:
    """Return a share with one decimal, or a count for few digits."""
    if not accuracy.count:
        return _("none yet")
    if accuracy.count < FEWEST:
        return _("%(part)s of %(whole)s") % {"part": accuracy.correct, "whole": accuracy.count}
    return numeral(accuracy.fraction, ".1%")


def _difference(week: selectors.arrivals.Week) -> str:
    now, before = week.now.network, week.before.network
    if not before.count:
        return _("There is no week before to compare with.")
    if min(now.count, before.count) < FEWEST:
        return _("The week before: %(share)s; too few to compare.") % {"share": _headline(before)}
    points = 100 * (now.fraction - before.fraction)
    beyond = _("no more than chance")
    if week.is_changed:
        beyond = _("better beyond chance") if points > 0 else _("worse beyond chance")
    count = numeral(before.count)
    figures = {"points": numeral(points, "+.1f"), "share": _headline(before), "count": count, "beyond": beyond}
    return _("%(points)s points on the week before (%(share)s of %(count)s): %(beyond)s.") % figures


def _held_back(people: Accuracy | None) -> str:
    if people is None:
        return _("No digit of people is kept apart for testing yet.")
    if people.count < FEWEST:
        return _("%(part)s of %(whole)s so far: too few to say.") % {"part": people.correct, "whole": people.count}
    return charts.words_of(people)
