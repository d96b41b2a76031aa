"""Tests of the lease: one run at a time; a dead worker is replaced; one that slept changes nothing."""

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest
from django.db import IntegrityError
from django.utils import timezone
from prometheus_client import REGISTRY

from backend.digits.models import Digit, Kind, ModelState, Status
from backend.digits.notice import Notice, NoticeKind
from backend.digits.selectors.training import digits_before
from backend.digits.services.learning import lease as leases
from backend.digits.services.learning.lease import LeaseLostError, claim
from nn.preprocessing import PREPROCESSING_VERSION


@pytest.fixture
def queued(installed: None) -> list[int]:
    return [ModelState.objects.create(kind=Kind.TEN).pk for _ in range(2)]


def let_the_lease_end() -> None:
    ModelState.objects.filter(status=Status.TRAINING).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_nothing_due_is_nothing_claimed(installed: None) -> None:
    assert claim(owner="a") is None


def test_the_oldest_is_claimed_first(queued: list[int]) -> None:
    lease = claim(owner="a")
    assert lease is not None
    assert lease.version == queued[0]
    row = ModelState.objects.get(pk=queued[0])
    assert (row.status, row.is_training, row.owner, row.attempts) == (Status.TRAINING, True, "a", 1)


def test_a_second_worker_gets_nothing_while_one_trains(queued: list[int]) -> None:
    claim(owner="a")
    assert claim(owner="b") is None


def test_the_database_itself_refuses_two_versions_in_training(queued: list[int]) -> None:
    claim(owner="a")
    with pytest.raises(IntegrityError):
        ModelState.objects.filter(pk=queued[1]).update(status=Status.TRAINING)


def test_a_run_whose_lease_has_ended_is_taken_over_with_a_higher_token(queued: list[int]) -> None:
    dead = claim(owner="dead")
    let_the_lease_end()
    heir = claim(owner="heir")
    assert dead is not None
    assert heir is not None
    assert heir.version == dead.version
    assert heir.token > dead.token


def test_whoever_lost_the_lease_can_neither_beat_nor_fail_nor_give_back(queued: list[int]) -> None:
    slept = claim(owner="slept")
    let_the_lease_end()
    claim(owner="heir")
    assert slept is not None
    with pytest.raises(LeaseLostError):
        leases.beat(slept, progress=0.5)
    leases.fail(slept, error="too late")
    leases.give_back(slept)
    row = ModelState.objects.get(pk=slept.version)
    assert (row.status, row.owner, row.error) == (Status.TRAINING, "heir", "")


def test_a_beat_prolongs_the_lease_and_tells_the_progress_and_the_curve(queued: list[int]) -> None:
    lease = claim(owner="a")
    assert lease is not None
    let_the_lease_end()
    curve = [{"cost": 1.5, "accuracy": 0.25}, {"cost": 0.5, "accuracy": 0.75}]
    leases.beat(lease, progress=0.4, curve=curve)
    row = ModelState.objects.get(pk=lease.version)
    assert row.progress == 0.4
    assert row.train_detail == {"curve": curve}
    assert claim(owner="b") is None


def test_a_run_that_is_taken_over_begins_its_curve_anew(queued: list[int]) -> None:
    lease = claim(owner="a")
    assert lease is not None
    leases.beat(lease, progress=0.4, curve=[{"cost": 1.5, "accuracy": 0.25}])
    let_the_lease_end()
    claim(owner="heir")
    assert ModelState.objects.get(pk=lease.version).train_detail is None


def test_a_run_that_is_given_back_is_due_at_once_and_no_attempt_is_spent(queued: list[int]) -> None:
    lease = claim(owner="a")
    assert lease is not None
    leases.give_back(lease)
    again = claim(owner="b")
    assert again is not None
    assert (again.version, again.attempts) == (lease.version, 1)


def n_failed() -> float:
    """Return how often /metrics says that a version failed."""
    return REGISTRY.get_sample_value("ductus_events_total", {"event": "failed"}) or 0.0


def test_a_run_that_breaks_three_times_stays_failed_is_counted_and_the_next_goes_on(queued: list[int]) -> None:
    before = n_failed()
    for _ in range(3):
        assert n_failed() == before
        lease = claim(owner="a")
        assert lease is not None
        assert lease.version == queued[0]
        leases.fail(lease, error="poison")
    row = ModelState.objects.get(pk=queued[0])
    assert (row.status, row.error) == (Status.FAILED, "poison")
    after = claim(owner="a")
    assert after is not None
    assert after.version == queued[1]
    assert n_failed() == before + 1


def test_a_run_whose_worker_dies_three_times_stays_failed_and_the_next_goes_on(queued: list[int]) -> None:
    for _ in range(3):
        claim(owner="dies")
        let_the_lease_end()
    after = claim(owner="a")
    assert after is not None
    assert after.version == queued[1]
    assert "died 3 times" in ModelState.objects.get(pk=queued[0]).error


def test_workers_that_see_the_same_due_run_do_not_both_get_it(
    queued: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen_by_both = ModelState.objects.get(pk=queued[0])
    monkeypatch.setattr("backend.digits.selectors.versions.version_in_training", lambda: None)
    monkeypatch.setattr("backend.digits.selectors.versions.oldest_queued", lambda: seen_by_both)
    assert claim(owner="a") is not None
    assert claim(owner="b") is None


def test_the_digits_of_a_failed_run_are_kept_and_learned_among_the_earlier_ones_as_its_notice_says(
    add: Callable[..., Digit],
) -> None:
    for number in range(10):
        add(number)
    for _ in range(3):
        lease = claim(owner="a")
        assert lease is not None
        leases.fail(lease, error="poison")
    own = Digit.objects.filter(model_state__status=Status.FAILED)
    assert own.count() == 10
    later = ModelState.objects.create(kind=Kind.TEN)
    earlier = digits_before(
        later.pk, preprocessing=PREPROCESSING_VERSION, n_recent=100, n_spread=100, rng=np.random.default_rng(0)
    )
    assert earlier.ids == [digit.pk for digit in own.order_by("id") if digit.is_training_input]
    assert "Later versions learn its digits" in Notice.objects.get(kind=NoticeKind.FAILED).text


def test_a_lease_from_before_the_clock_was_set_back_is_not_believed(queued: list[int]) -> None:
    dead = claim(owner="dead")
    assert dead is not None
    ModelState.objects.filter(pk=dead.version).update(lease_until=timezone.now() + timedelta(hours=1))
    heir = claim(owner="heir")
    assert heir is not None
    assert (heir.version, heir.token) == (dead.version, dead.token + 1)


def test_a_lease_of_a_machine_whose_clock_is_some_seconds_ahead_is_believed(queued: list[int]) -> None:
    lease = claim(owner="ahead")
    assert lease is not None
    ModelState.objects.filter(pk=lease.version).update(lease_until=timezone.now() + timedelta(seconds=8 + 5))
    assert claim(owner="b") is None
