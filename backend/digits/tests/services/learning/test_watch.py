"""Tests of the watch: a version that reads people worse goes back, with its reason, and nothing else does."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from django.utils import timezone

from backend.digits import inference, selectors
from backend.digits.models import (
    BY_GATE,
    BY_WATCH,
    Action,
    AuditEntry,
    Deployment,
    Digit,
    DigitState,
    Kind,
    ModelState,
    Status,
)
from backend.digits.notice import Notice, NoticeKind
from backend.digits.services.deployments import deploy
from backend.digits.services.learning import watch
from backend.digits.services.learning.promotion import as_columns
from backend.digits.services.learning.run import train_due
from backend.digits.tests.services.learning.people import PEOPLE, damaged
from nn.base import base_network
from nn.network import Network
from nn.serialization import pack

Add = Callable[..., Digit]


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_looked_at", None)


def promote(network: Network, by: str = BY_GATE) -> int:
    columns = as_columns(pack(network)) | {"status": Status.PROMOTED, "finished_at": timezone.now()}
    version = ModelState.objects.create(kind=Kind.MANUAL, **columns).pk
    deploy(version, by=by, reason="why")
    return version


def nearly(network: Network, seed: int) -> Network:
    """Return a version as honest digits make it: a little different."""
    copy = network.copy()
    noise = np.random.default_rng(seed).normal(size=copy.weights[0].shape)
    copy.weights[0] += (0.01 * noise).astype(np.float32)
    return copy


def people_draw(add: Add, n: int = 50, first: int = 0, **changed: Any) -> list[Digit]:
    return [add(number, contributor=PEOPLE[number % 5], **changed) for number in range(first, first + n)]


def test_a_version_that_reads_people_worse_goes_back_and_says_why(add: Add) -> None:
    worse = promote(damaged(base_network()))
    assert inference.served().version == worse
    people_draw(add)
    went_back = watch.look_back()
    assert went_back is not None
    assert (went_back.served, went_back.worse, went_back.to) == (worse, worse, 1)
    assert inference.served().version == 1
    newest = selectors.deployments.newest_deployment()
    assert (newest.by, newest.is_pinned) == (BY_WATCH, False)
    assert newest.reason == went_back.reason
    assert f"misreads {went_back.found.n_lost} that version 1 reads" in newest.reason
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.by, entry.version_id) == (Action.ROLLBACK, BY_WATCH, worse)
    assert (entry.before, entry.after, entry.reason) == (f"version {worse}", "version 1", went_back.reason)
    notice = Notice.objects.get()
    assert (notice.kind, notice.version, notice.text) == (NoticeKind.RETURNED, worse, went_back.reason)


def test_an_honest_version_stays(add: Add) -> None:
    for seed in range(3):
        honest = promote(nearly(base_network(), seed))
    people_draw(add)
    assert watch.look_back() is None
    assert inference.served().version == honest


def test_a_fault_is_found_in_a_version_that_others_have_followed(add: Add) -> None:
    promote(nearly(base_network(), 0))
    worse = promote(damaged(base_network()))
    after = promote(nearly(damaged(base_network()), 1))
    people_draw(add)
    went_back = watch.look_back()
    assert went_back is not None
    assert (went_back.served, went_back.worse, went_back.to) == (after, worse, worse - 1)
    assert selectors.training.undone() == {worse, after}


def test_what_a_person_left_before_is_not_undone_with_it(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    """An administrator went back from one version to the first; the next one is worse, and goes back alone."""
    questioned: list[int] = []
    monkeypatch.setattr(watch, "digits_to_quarantine", lambda version, _: questioned.append(version) or [])
    promote(nearly(base_network(), 0))
    deploy(1, by="an administrator", reason="it misreads my sevens")
    worse = promote(damaged(base_network()))
    people_draw(add)
    went_back = watch.look_back()
    assert went_back is not None
    assert (went_back.served, went_back.worse, went_back.to) == (worse, worse, 1)
    assert (questioned, selectors.training.undone()) == ([worse], {worse})


def test_what_a_person_serves_stays(add: Add) -> None:
    promote(damaged(base_network()), by="an administrator")
    people_draw(add)
    assert watch.look_back() is None


def test_what_is_pinned_stays(add: Add) -> None:
    worse = promote(damaged(base_network()))
    people_draw(add)
    Deployment.objects.filter(model_state_id=worse).update(is_pinned=True)
    assert watch.look_back() is None
    assert inference.served().version == worse


def test_nothing_goes_back_past_what_was_deployed_meanwhile(add: Add) -> None:
    promote(damaged(base_network()))
    people_draw(add)
    found = watch._worst(selectors.deployments.newest(3))
    assert found is not None
    before = selectors.deployments.served()[0]
    deploy(1, by="an administrator", reason="it misreads my sevens")
    assert watch._go_back(found, deployment=before) is None
    assert not Deployment.objects.filter(by=BY_WATCH).exists()


@pytest.mark.parametrize("why", ["held", "their contributors have others that are held", "drawn before"])
def test_digits_do_not_judge_that_are(add: Add, why: str) -> None:
    if why != "drawn before":
        promote(damaged(base_network()))
    digits = people_draw(add)
    if why == "held":
        Digit.objects.update(state=DigitState.HELD, contributor=None)
    elif why == "drawn before":
        promote(damaged(base_network()))
    else:
        Digit.objects.filter(pk__in=[digit.pk for digit in digits[-5:]]).update(state=DigitState.HELD)
    assert watch.look_back() is None


def test_it_looks_again_only_where_something_is_new(add: Add, django_assert_max_num_queries: Any) -> None:
    promote(nearly(base_network(), 0))
    people_draw(add, 10)
    watch.look_back()
    with django_assert_max_num_queries(2):
        assert watch.look_back() is None
    assert watch._looked_at[1] == Digit.objects.latest("id").pk


def test_a_version_that_all_its_first_digits_let_pass_is_not_compared_again_and_a_fault_after_it_is_found(
    add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "N_DIGITS", 50)
    compared: list[int] = []
    compare = watch.compare

    def counted(*given: Any) -> Any:
        compared.append(1)
        return compare(*given)

    monkeypatch.setattr(watch, "compare", counted)
    passed = promote(nearly(base_network(), 0))
    people_draw(add, 49)
    watch.look_back()
    people_draw(add, 1, first=49)
    watch.look_back()
    assert len(compared) == 2
    worse = promote(damaged(base_network()))
    people_draw(add)
    went_back = watch.look_back()
    assert went_back is not None
    assert (went_back.worse, went_back.to, len(compared)) == (worse, passed, 3)


def test_digits_of_an_undone_version_count_as_those_of_a_rejected_one(add: Add) -> None:
    digits = people_draw(add, 20)
    version = promote(damaged(base_network()))
    people_draw(add, 50, first=20)
    Digit.objects.filter(pk__in=[digit.pk for digit in digits]).update(model_state=version)
    assert not selectors.training.digits_with_ids([digit.pk for digit in digits]).is_unreviewed_reject.any()
    assert watch.look_back() is not None
    stored = selectors.training.digits_with_ids([digit.pk for digit in digits])
    assert stored.is_unreviewed_reject.all()


def test_the_worker_looks_back_before_it_trains(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    promote(damaged(base_network()))
    people_draw(add)
    ModelState.objects.filter(status=Status.QUEUED).update(
        status=Status.FAILED, takes_tens=False, finished_at=timezone.now()
    )
    assert train_due(owner="test", is_stopping=lambda: False) == 0
    assert inference.served().version == 1
