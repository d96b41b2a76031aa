"""Tests of events in any order: the invariants hold after every step, and late actions change nothing.

A state machine (Hypothesis, *Stateful testing*) drives the services as people, workers and an administrator would, with
training that takes no time and a clock of its own. A model beside it, a dictionary of keys, says what must be there.
"""

import itertools
import os
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule, run_state_machine_as_test

from backend.digits import selectors
from backend.digits.errors import GoneError, IdempotencyConflictError
from backend.digits.models import AuditEntry, Deployment, Digit, DigitState, Kind, ModelState, Status
from backend.digits.services import deployments
from backend.digits.services.digits import add_digit, withdraw_digit
from backend.digits.services.invariants import INVARIANTS, Asked
from backend.digits.services.learning import lease as leases
from backend.digits.services.learning.gate import Verdict
from backend.digits.services.learning.install import install_base
from backend.digits.services.learning.lease import Lease, LeaseLostError
from backend.digits.services.learning.promotion import Candidate, ServedNetworkChangedError, conclude
from backend.digits.why import Why
from nn.base import base_blob
from nn.data.pseudo_digits import load_generator

N_DRAWINGS = 40
_drawings: list[Any] = []
ACTIONS = st.sampled_from(
    ["claim", "claim", "sleep", "overtake", "promote", "promote", "reject", "beat", "give back", "break"]
)


def drawing(number: int) -> tuple[Any, int]:
    if not _drawings:
        import numpy as np

        X, labels = load_generator().sample(N_DRAWINGS, np.random.default_rng(9))
        pictures = np.rint(X * 255).astype(np.uint8).reshape(-1, 28, 28)
        _drawings.extend(zip(pictures, labels.tolist(), strict=True))
    found: tuple[Any, int] = _drawings[number % N_DRAWINGS]
    return found


def digits_of(version: int) -> set[int]:
    return set(Digit.objects.filter(model_state_id=version).values_list("id", flat=True))


class Life(RuleBasedStateMachine):
    """The life of one installation, from its first start on."""

    keys = Bundle("keys")

    def __init__(self) -> None:
        super().__init__()
        AuditEntry.objects.all().delete()
        Digit.objects.all().delete()
        Deployment.objects.all().delete()
        ModelState.objects.update(parent=None)
        ModelState.objects.all().delete()
        install_base()
        self.model: dict[UUID, tuple[int, int]] = {}  # key → (drawing, digit)
        self.withdrawn: set[UUID] = set()
        self.promoted: set[int] = set()
        self.claimed: dict[int, set[int]] = {}  # version → its digits when it was first claimed
        self.runs: list[tuple[Lease, int]] = []  # every run that a worker ever held, and what it is judged against
        self.now: datetime = timezone.now()
        self.clock = patch("django.utils.timezone.now", self.tick)
        self.clock.start()

    def teardown(self) -> None:
        self.clock.stop()

    def tick(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    # --- People ------------------------------------------------------------------------------------------------------

    @rule(target=keys, numbers=st.lists(st.integers(0, N_DRAWINGS - 1), min_size=6, max_size=14))
    def post(self, numbers: list[int]) -> Any:
        sent = [uuid4() for _ in numbers]
        for key, number in zip(sent, numbers, strict=True):
            self.model[key] = (number, self.sent(key, number).digit.pk)
        return multiple(*sent)

    @rule(key=keys)
    def replay(self, key: UUID) -> None:
        number, digit = self.model[key]
        try:
            again = self.sent(key, number)
        except GoneError:
            assert key in self.withdrawn
        else:
            assert (again.digit.pk, again.is_new, again.n_queued) == (digit, False, 0)

    @rule(key=keys, other=st.integers(1, N_DRAWINGS - 1))
    def replay_with_another_drawing(self, key: UUID, other: int) -> None:
        with pytest.raises(IdempotencyConflictError):
            self.sent(key, self.model[key][0] + other)

    @rule(key=keys)
    def withdraw(self, key: UUID) -> None:
        withdraw_digit(digit_id=self.model[key][1], contributor=key)
        self.withdrawn.add(key)

    def sent(self, key: UUID, number: int) -> Any:
        pixels, label = drawing(number)
        return add_digit(drawing=pixels, label=label, contributor=key, idempotency_key=key)

    # --- Workers -----------------------------------------------------------------------------------------------------

    @rule(shift=st.lists(st.tuples(ACTIONS, st.integers(0, 20)), min_size=3, max_size=10))
    def work(self, shift: list[tuple[str, int]]) -> None:
        """Let workers act in turn, each on a run that one of them held at some time, perhaps too late."""
        for action, which in shift:
            if action == "claim":
                self.claim(f"worker {which % 3}")
            elif action == "sleep":  # a worker that crashed or sleeps says nothing, and its lease may end
                self.now += timedelta(seconds=(1, 9)[which % 2])
            elif action == "overtake":  # it sleeps past its lease, another takes its run over, and both are there
                self.now += timedelta(seconds=9)
                self.claim(f"worker {which % 3}")
            elif self.runs:
                run = self.runs[-1 - which % min(len(self.runs), 4)]
                {"beat": self.beat, "promote": self.promote, "reject": self.reject, "break": self.break_down}.get(
                    action, self.give_back
                )(*run)

    def claim(self, worker: str) -> None:
        if lease := leases.claim(owner=worker):
            self.runs.append((lease, selectors.deployments.newest_deployment().pk))
            self.claimed.setdefault(lease.version, digits_of(lease.version))

    def beat(self, lease: Lease, _: int) -> None:
        if self.holds(lease):
            leases.beat(lease, progress=0.5)
        else:
            with pytest.raises(LeaseLostError):
                leases.beat(lease, progress=0.5)

    def give_back(self, lease: Lease, _: int) -> None:
        leases.give_back(lease)

    def break_down(self, lease: Lease, _: int) -> None:
        leases.fail(lease, error="poison")

    def promote(self, lease: Lease, judged_against: int) -> None:
        self.conclude(lease, judged_against, is_accepted=True)

    def reject(self, lease: Lease, judged_against: int) -> None:
        self.conclude(lease, judged_against, is_accepted=False)

    def conclude(self, lease: Lease, judged_against: int, *, is_accepted: bool) -> None:
        newest = selectors.deployments.newest_deployment()
        may = self.holds(lease) and newest.pk == judged_against and not newest.is_pinned
        try:
            conclude(lease, self.candidate(judged_against, is_accepted))
        except (LeaseLostError, ServedNetworkChangedError):
            assert not may
            return
        assert may, f"{lease} was concluded, and another worker holds that run"
        assert lease.version not in self.promoted
        if is_accepted:
            self.promoted.add(lease.version)
            assert selectors.deployments.served()[1] == lease.version

    def candidate(self, judged_against: int, is_accepted: bool) -> Candidate:
        base = ModelState.objects.filter(kind=Kind.BASE).latest("id")
        return Candidate(
            packed=base_blob(),
            verdict=Verdict(is_accepted=is_accepted, why=Why("not_finite")),
            judged_against=judged_against,
            parent=Deployment.objects.get(pk=judged_against).model_state_id,
            measurements={"reference_sha256": base.reference_sha256, "test_detail": base.test_detail},
            suspects={},
        )

    def holds(self, lease: Lease) -> bool:
        row = ModelState.objects.get(pk=lease.version)
        return (row.status, row.token) == (Status.TRAINING, lease.token)

    # --- The administrator -------------------------------------------------------------------------------------------

    @rule(which=st.integers(0, 100), stays_pinned=st.sampled_from([False, False, False, True]))
    def roll_back(self, which: int, stays_pinned: bool) -> None:
        """Roll back, and mostly unpin at once, since nothing is learned while a version is pinned."""
        served = list(Deployment.objects.values_list("model_state_id", flat=True).distinct().order_by("model_state_id"))
        deployments.roll_back(to=served[which % len(served)], by="anna", reason="it drew worse")
        if not stays_pinned:
            self.unpin()

    @rule()
    def unpin(self) -> None:
        if selectors.deployments.newest_deployment().is_pinned:
            deployments.unpin(by="anna", reason="looked into it")

    # --- What must hold after every step -----------------------------------------------------------------------------

    @invariant()
    def everything_holds(self) -> None:
        asked = Asked(acknowledged=frozenset(self.model), patience=timedelta(days=1))
        assert {name: found for name, breaches in INVARIANTS.items() if (found := list(breaches(asked)))} == {}

    @invariant()
    def what_is_there_is_what_was_sent(self) -> None:
        rows = dict(Digit.objects.values_list("idempotency_key", "id"))
        assert rows == {key: digit for key, (_, digit) in self.model.items()}
        gone = set(Digit.objects.filter(state=DigitState.WITHDRAWN).values_list("idempotency_key", flat=True))
        assert gone == self.withdrawn

    @invariant()
    def no_digit_joins_a_version_that_was_claimed(self) -> None:
        assert {version: digits_of(version) for version in self.claimed} == self.claimed

    @invariant()
    def one_version_at_most_waits_that_was_never_claimed(self) -> None:
        waiting = ModelState.objects.filter(kind=Kind.TEN, status=Status.QUEUED, token=0)
        assert waiting.count() <= 1

    @invariant()
    def numbers_of_deployments_rise_and_none_is_lost(self) -> None:
        served = list(Deployment.objects.order_by("id").values_list("model_state_id", flat=True))
        assert self.promoted <= set(served)
        assert all(a <= b for a, b in itertools.pairwise(Deployment.objects.order_by("id").values_list("created_at")))


@pytest.mark.usefixtures("transactional_db")
def test_the_invariants_hold_in_whatever_order_things_happen() -> None:
    """Try a few sequences, or as many as `HYPOTHESIS_EXAMPLES` says."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")  # it is the order that is tried here, not the disk
    n = int(os.environ.get("HYPOTHESIS_EXAMPLES", "10"))
    quick = settings(
        max_examples=n,
        stateful_step_count=25,
        deadline=None,
        derandomize=n <= 10,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Life, settings=quick)
