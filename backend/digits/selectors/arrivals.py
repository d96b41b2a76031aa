"""How people's digits were read at first sight: by the guess made on arrival, before anything learned the drawing.

Each digit is compared with what its person said, never with what an administrator says now. Left out are imported,
held, excluded and withdrawn digits, and all digits of a contributor most of whose recent digits are held or excluded.
Counts come from one index, in ranges of days.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast
from django.utils import timezone

from backend.digits.models import Digit, DigitState
from nn.metrics import Accuracy

SET_ASIDE = (DigitState.HELD, DigitState.EXCLUDED)
N_SUSPECTS = 500  # contributors left out at most; with more the query has more parameters


@dataclass(frozen=True)
class Sight:
    """What was read at first sight, by the network alone and with the person's own memory, of the same digits."""

    network: Accuracy
    hand: Accuracy

    def __add__(self, other: "Sight") -> "Sight":
        return Sight(_sum(self.network, other.network), _sum(self.hand, other.hand))


NOTHING = Sight(Accuracy(0, 0), Accuracy(0, 0))


@dataclass(frozen=True)
class Week:
    """The last seven days beside the seven before."""

    now: Sight
    before: Sight
    n_people: int
    n_left_out: int  # contributors whose digits are not counted

    @property
    def is_changed(self) -> bool:
        """Say whether the network's share differs from the week before by more than chance (95 %)."""
        low, high = self.now.network.interval
        low_before, high_before = self.before.network.interval
        p, q = self.now.network.fraction, self.before.network.fraction
        if not (self.now.network.count and self.before.network.count):
            return False
        # The interval of a difference of shares (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10).
        down = ((p - low) ** 2 + (high_before - q) ** 2) ** 0.5
        up = ((high - p) ** 2 + (q - low_before) ** 2) ** 0.5
        return not p - q - down <= 0 <= p - q + up


@dataclass(frozen=True)
class Month:
    """The sight of each of the last days (UTC), today last, and the week that they end in."""

    days: list[tuple[datetime, Sight]]
    week: Week


def month(*, n_days: int = 30, now: datetime | None = None) -> Month:
    """Return the sight of the last days, and the last seven of them beside the seven before, with two queries."""
    today = (now or timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    days = [today - timedelta(days=n) for n in reversed(range(n_days))]
    suspects, n_people = _contributors(since=days[0], week=days[-7])
    # Excluding other states, not naming this one, makes SQLite use the index of arrivals: else it reads all that count.
    rows = Digit.objects.exclude(~Q(state=DigitState.COUNTED)).filter(said__isnull=False, predicted__isnull=False)
    rows = rows.exclude(contributor__in=suspects) if suspects else rows
    counts = [
        _counts(rows.filter(created_at__gte=day, created_at__lt=day + timedelta(days=1)), number)
        for number, day in enumerate(days)
    ]
    found = dict.fromkeys(range(n_days), NOTHING)
    for number, n, by_network, by_hand in counts[0].union(*counts[1:], all=True):
        found[number] = Sight(Accuracy(by_network or 0, n), Accuracy(by_hand or 0, n))
    by_day = [(day, found[number]) for number, day in enumerate(days)]
    last, before = (sum((sight for _, sight in part), NOTHING) for part in (by_day[-7:], by_day[-14:-7]))
    return Month(by_day, Week(now=last, before=before, n_people=n_people, n_left_out=len(suspects)))


def week(*, now: datetime | None = None) -> Week:
    """Return the last seven days beside the seven before."""
    return month(n_days=14, now=now).week


def _contributors(*, since: datetime, week: datetime) -> tuple[list[UUID], int]:
    """Return the people most of whose digits since `since` were set aside, and how many others drew since `week`."""
    # A cast: for the column itself SQLite would read all digits, in the order of the index of contributors. As text,
    # since making a UUID of each of ten thousand people takes longer than counting their digits.
    rows = Digit.objects.filter(created_at__gte=since).order_by().values(who=Cast("contributor", CharField()))
    groups = rows.annotate(
        n=Count("id"),
        n_aside=Count("id", filter=Q(state__in=SET_ASIDE)),
        n_lately=Count("id", filter=Q(created_at__gte=week, state=DigitState.COUNTED, said__isnull=False)),
    )
    suspects, n_people = [], 0
    for who, n, n_aside, n_lately in groups.values_list("who", "n", "n_aside", "n_lately"):
        if who is None:
            continue
        if 2 * n_aside > n:
            suspects.append(UUID(who))
        elif n_lately:
            n_people += 1
    return suspects[:N_SUSPECTS], n_people


def _counts(rows: QuerySet[Digit], number: int) -> QuerySet[Digit, tuple[int, int, int | None, int | None]]:
    is_read = Case(When(predicted=F("said"), then=1), default=0)
    # Digits of before release 0.3 have no guess of their own: what was shown was the network's.
    is_guessed = Case(When(Q(guess=F("said")) | Q(guess__isnull=True, predicted=F("said")), then=1), default=0)
    grouped = rows.order_by().values(day=Value(number))
    counted = grouped.annotate(n=Count("id"), by_network=Sum(is_read), by_hand=Sum(is_guessed))
    return counted.values_list("day", "n", "by_network", "by_hand")


def _sum(one: Accuracy, other: Accuracy) -> Accuracy:
    return Accuracy(one.correct + other.correct, one.count + other.count)
