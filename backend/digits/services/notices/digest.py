"""The summary of a week or a day, as one notice at its end."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from backend.digits import selectors
from backend.digits.notice import NoticeKind
from backend.digits.services.notices.telling import channels, tell
from nn.metrics import FEWEST, Accuracy

HOUR = 7  # UTC; if it is larger, the digest is told later in the day


def tell_digest(now: datetime | None = None) -> None:
    """Tell how the last whole week (to Monday) or day went, once. Nothing is told where no channel is set up."""
    if settings.DIGITS_DIGEST == "off" or not channels():
        return
    end = _last_end(now or timezone.now())
    start = end - (timedelta(days=7) if settings.DIGITS_DIGEST == "weekly" else timedelta(days=1))
    once = f"{settings.DIGITS_DIGEST} digest to {end:%Y-%m-%d}"
    if selectors.notices.is_told(once) or not selectors.notices.was_installed(before=end):
        return
    summary = selectors.notices.summary(start, end)
    with transaction.atomic():
        tell(
            NoticeKind.DIGEST,
            f"{_day(start)} to {_day(end - timedelta(days=1))}: {summary.n_digits:,} digits, {_share(summary.network)}",
            text=_text(summary),
            once=once,
        )


def _last_end(now: datetime) -> datetime:
    """Return the end of the last period whose digest is due: a midnight at least HOUR hours ago."""
    end = (now - timedelta(hours=HOUR)).replace(hour=0, minute=0, second=0, microsecond=0)
    return end - timedelta(days=end.weekday()) if settings.DIGITS_DIGEST == "weekly" else end


def _day(day: datetime) -> str:
    return f"{day.day} {day:%b}"  # the code for a day without a zero differs between systems


def _share(accuracy: Accuracy) -> str:
    if not accuracy.count:
        return "none read at first sight yet"
    share = f"{accuracy.correct:,} of {accuracy.count:,} read at first sight"
    if accuracy.count < FEWEST:
        return share
    low, high = accuracy.interval
    return f"{share} ({accuracy.fraction:.1%}, 95 % interval {low:.1%} to {high:.1%})"


def _text(summary: selectors.notices.Summary) -> str:
    lines = [
        f"Network alone: {_share(summary.network)}.",
        f"With people's own memories: {_share(summary.hand)}.",
        f"The period before, network alone: {_share(summary.network_before)}.",
        f"Versions: {summary.n_promoted} promoted, {summary.n_rejected} rejected, {summary.n_failed} failed.",
        f"Served now: version {summary.served}{', pinned' if summary.is_pinned else ''}.",
        f"Held digits that wait for a decision: {summary.n_held:,}.",
    ]
    return "\n".join(lines)
