"""Tests of the end of a run: the holder of the lease stores a result, whole and once."""

from collections.abc import Callable

import numpy as np
import pytest

from backend.digits import inference, selectors
from backend.digits.models import Deployment, Digit, DigitState, Kind, ModelState, Status
from backend.digits.services.deployments import deploy
from backend.digits.services.learning.gate import Verdict
from backend.digits.services.learning.lease import Lease, LeaseLostError, claim
from backend.digits.services.learning.promotion import Candidate, ServedNetworkChangedError, conclude
from backend.digits.services.moderation.review import keep
from backend.digits.suspicion import AGREED
from backend.digits.why import Why
from nn.base import base_network
from nn.network import Network
from nn.serialization import pack


@pytest.fixture
def lease(installed: None) -> Lease:
    ModelState.objects.create(kind=Kind.TEN)
    claimed = claim(owner="test")
    assert claimed is not None
    return claimed


def shifted_base() -> Network:
    network = base_network().copy()
    network.biases[1] += 0.25
    return network


def candidate(
    *, is_accepted: bool = True, judged_against: int | None = None, suspects: dict[int, str] | None = None
) -> Candidate:
    served = selectors.deployments.served()
    assert served is not None
    return Candidate(
        packed=pack(shifted_base()),
        verdict=Verdict(is_accepted=is_accepted, why=Why("not_finite")),
        judged_against=judged_against or served[0],
        parent=served[1],
        suspects=suspects or {},
        measurements={"test_accuracy": 0.9, "train_accuracy": 0.95},
    )


def test_an_accepted_candidate_is_served_from_the_next_prediction_on(lease: Lease) -> None:
    assert inference.served().version == 1
    conclude(lease, candidate())
    assert inference.served().version == lease.version
    np.testing.assert_array_equal(inference.served().network.biases[1], shifted_base().biases[1])
    row = ModelState.objects.get(pk=lease.version)
    assert (row.status, row.is_training, row.test_accuracy, row.parent_id) == (Status.PROMOTED, False, 0.9, 1)


def test_a_rejected_candidate_keeps_its_reason_and_is_not_served(lease: Lease) -> None:
    conclude(lease, candidate(is_accepted=False))
    assert inference.served().version == 1
    row = ModelState.objects.get(pk=lease.version)
    assert (row.status, row.reason) == (Status.REJECTED, "It has weights that are not finite numbers.")


def test_a_late_result_is_refused_by_the_token(lease: Lease) -> None:
    ModelState.objects.filter(pk=lease.version).update(token=lease.token + 1)
    with pytest.raises(LeaseLostError):
        conclude(lease, candidate())
    assert Deployment.objects.count() == 1
    assert ModelState.objects.get(pk=lease.version).sha256 == ""


def test_a_result_is_concluded_once(lease: Lease) -> None:
    done = candidate()
    conclude(lease, done)
    with pytest.raises((LeaseLostError, ServedNetworkChangedError)):
        conclude(lease, done)
    assert Deployment.objects.filter(model_state_id=lease.version).count() == 1


def test_a_candidate_judged_against_another_network_than_the_served_one_is_not_served(lease: Lease) -> None:
    judged_before = candidate()
    deploy(1, by="an administrator", reason="rolled back")
    with pytest.raises(ServedNetworkChangedError):
        conclude(lease, judged_before)
    assert ModelState.objects.get(pk=lease.version).status == Status.TRAINING


def test_a_candidate_whose_run_began_under_a_pin_is_not_served(lease: Lease) -> None:
    Deployment.objects.create(model_state_id=1, by="an administrator", reason="back", is_pinned=True)
    with pytest.raises(ServedNetworkChangedError):
        conclude(lease, candidate())
    assert inference.served().version == 1


@pytest.mark.parametrize("is_accepted", [True, False])
def test_suspects_are_held_with_their_reason_whether_the_candidate_is_accepted_or_not(
    lease: Lease, add: Callable[..., Digit], *, is_accepted: bool
) -> None:
    suspect, other = add(0), add(1)
    conclude(lease, candidate(is_accepted=is_accepted, suspects={suspect.pk: AGREED}))
    suspect.refresh_from_db()
    other.refresh_from_db()
    assert (suspect.state, suspect.state_reason) == (DigitState.HELD, AGREED)
    assert other.state == DigitState.COUNTED


def test_a_suspect_that_an_administrator_kept_meanwhile_is_not_held(lease: Lease, add: Callable[..., Digit]) -> None:
    suspect = add(0)
    judged = candidate(is_accepted=False, suspects={suspect.pk: AGREED})
    keep([suspect.pk], by="anna")
    conclude(lease, judged)
    suspect.refresh_from_db()
    assert suspect.state == DigitState.COUNTED
    assert suspect.reviewed_at is not None
