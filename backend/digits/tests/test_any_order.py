"""Whatever happens in whatever order: the invariants hold after every step, and what comes late changes nothing.

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
from backend.digits.models import Deployment, Digit, DigitState, Kind, ModelState, Status
from backend.digits.services import lease as leases
from backend.digits.services import serving
from backend.digits.services.base import install_base
from backend.digits.services.digits import add_digit, withdraw_digit
from backend.digits.services.invariants import INVARIANTS, Asked
from backend.digits.services.lease import Lease, LeaseLostError
from backend.digits.services.promotion import Candidate, ServedNetworkChangedError, Verdict, conclude
from nn.base import base_blob
from nn.pseudo_digits import load_generator

N_DRAWINGS = 40
_drawings: list[Any] = []
WORKERS = st.sampled_from(["a", "b", "c"])


def drawing(number: int) -> tuple[Any, int]:
    if not _drawings:
        import numpy as np

        X, labels = load_generator().sample(N_DRAWINGS, np.random.default_rng(9))
        pictures = np.rint(X * 255).astype(np.uint8).reshape(-1, 28, 28)
        _drawings.extend(zip(pictures, labels.tolist(), strict=True))
    found: tuple[Any, int] = _drawings[number % N_DRAWINGS]
    return found


class Life(RuleBasedStateMachine):
    """One installation, from its first start on."""

    keys = Bundle("keys")
    runs = Bundle("runs")

    def __init__(self) -> None:
        super().__init__()
        Digit.objects.all().delete()
        Deployment.objects.all().delete()
        ModelState.objects.update(parent=None)
        ModelState.objects.all().delete()
        install_base()
        self.model: dict[UUID, tuple[int, int]] = {}  # key → (drawing, digit)
        self.withdrawn: set[UUID] = set()
        self.promoted: set[int] = set()
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
            assert (again.digit.pk, again.is_new, again.n_tens) == (digit, False, 0)

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

    @rule(target=runs, worker=WORKERS)
    def claim(self, worker: str) -> Any:
        run = self.claim_now(worker)
        return multiple(*([run] if run else []))

    def claim_now(self, worker: str) -> tuple[Lease, int] | None:
        lease = leases.claim(owner=worker)
        return (lease, selectors.newest_deployment().pk) if lease else None

    @rule(run=runs)
    def beat(self, run: tuple[Lease, int]) -> None:
        if self.holds(run[0]):
            leases.beat(run[0], progress=0.5)
        else:
            with pytest.raises(LeaseLostError):
                leases.beat(run[0], progress=0.5)

    @rule(target=runs, run=runs, worker=WORKERS)
    def sleep_past_the_lease(self, run: tuple[Lease, int], worker: str) -> Any:
        """Whoever holds a run sleeps, and another takes it over: both are there afterwards."""
        self.now += timedelta(seconds=10)
        heir = self.claim_now(worker)
        return multiple(*([run, heir] if heir else [run]))

    @rule(seconds=st.sampled_from([1, 9, 20]))
    def time_passes(self, seconds: int) -> None:
        """A worker that crashed or sleeps says nothing meanwhile, and its lease may end."""
        self.now += timedelta(seconds=seconds)

    @rule(run=runs)
    def give_back(self, run: tuple[Lease, int]) -> None:
        leases.give_back(run[0])

    @rule(run=runs)
    def break_down(self, run: tuple[Lease, int]) -> None:
        leases.fail(run[0], error="poison")

    @rule(run=runs, is_accepted=st.booleans())
    def conclude(self, run: tuple[Lease, int], is_accepted: bool) -> None:
        lease, judged_against = run
        newest = selectors.newest_deployment()
        may = self.holds(lease) and newest.pk == judged_against and not newest.is_pinned
        try:
            conclude(lease, self.candidate(judged_against, is_accepted))
        except (LeaseLostError, ServedNetworkChangedError):
            assert not may
            return
        assert may
        assert lease.version not in self.promoted
        if is_accepted:
            self.promoted.add(lease.version)
            assert selectors.served()[1] == lease.version

    def candidate(self, judged_against: int, is_accepted: bool) -> Candidate:
        base = ModelState.objects.filter(kind=Kind.BASE).latest("id")
        return Candidate(
            packed=base_blob(),
            verdict=Verdict(is_accepted=is_accepted, reason="as drawn"),
            judged_against=judged_against,
            parent=Deployment.objects.get(pk=judged_against).model_state_id,
            measurements={"reference_sha256": base.reference_sha256, "test_detail": base.test_detail},
            suspects={},
        )

    def holds(self, lease: Lease) -> bool:
        row = ModelState.objects.get(pk=lease.version)
        return (row.status, row.token) == (Status.TRAINING, lease.token)

    # --- The administrator -------------------------------------------------------------------------------------------

    @rule(which=st.integers(0, 100))
    def roll_back(self, which: int) -> None:
        served = list(Deployment.objects.values_list("model_state_id", flat=True).distinct().order_by("model_state_id"))
        serving.roll_back(to=served[which % len(served)], by="anna", reason="it drew worse")

    @rule()
    def unpin(self) -> None:
        if selectors.newest_deployment().is_pinned:
            serving.unpin(by="anna", reason="looked into it")

    # --- What must hold after every step -----------------------------------------------------------------------------

    @invariant()
    def everything_holds(self) -> None:
        asked = Asked(acknowledged=frozenset(self.model), patience=timedelta(days=1))
        assert {each.name: list(each.breaches(asked)) for each in INVARIANTS if any(each.breaches(asked))} == {}

    @invariant()
    def what_is_there_is_what_was_sent(self) -> None:
        rows = dict(Digit.objects.values_list("idempotency_key", "id"))
        assert rows == {key: digit for key, (_, digit) in self.model.items()}
        gone = set(Digit.objects.filter(state=DigitState.WITHDRAWN).values_list("idempotency_key", flat=True))
        assert gone == self.withdrawn

    @invariant()
    def numbers_of_deployments_rise_and_none_is_lost(self) -> None:
        served = list(Deployment.objects.order_by("id").values_list("model_state_id", flat=True))
        assert self.promoted <= set(served)
        assert all(a <= b for a, b in itertools.pairwise(Deployment.objects.order_by("id").values_list("created_at")))


@pytest.mark.usefixtures("transactional_db")
def test_the_invariants_hold_in_whatever_order_things_happen() -> None:
    """`HYPOTHESIS_EXAMPLES` asks for more sequences than the few of every day."""
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
