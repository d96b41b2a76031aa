"""Tests of the queries of the administrator's pages."""

from collections.abc import Callable

from backend.digits import selectors
from backend.digits.models import Digit, DigitState


def test_the_digits_of_today_are_those_that_the_tally_counts(add: Callable[..., Digit]) -> None:
    first, second, *_ = [add(number) for number in range(5)]
    Digit.objects.filter(pk=first.pk).update(state=DigitState.EXCLUDED)
    Digit.objects.filter(pk=second.pk).update(state=DigitState.WITHDRAWN)
    days = selectors.admin.digits_per_day(n_days=3)
    assert [n for _, n in days] == [0, 0, 3]
    assert sum(selectors.admin.tally().per_label) == 3
