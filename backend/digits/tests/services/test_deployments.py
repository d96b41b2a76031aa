"""Tests of rollback, pin and unpin: the newest deployment is served, and the history is only appended to."""

import getpass
from collections.abc import Callable
from io import StringIO
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from backend.digits import inference
from backend.digits.errors import RefusedError
from backend.digits.models import Action, AuditEntry, Deployment, Digit, Kind, ModelState, Status
from backend.digits.services.deployments import deploy, drop_old_weights, roll_back, unpin
from backend.digits.services.learning.promotion import as_columns
from backend.digits.services.learning.run import train_due
from nn.base import base_blob, base_network
from nn.serialization import pack

Add = Callable[..., Digit]


def train() -> int:
    return train_due(owner="test", is_stopping=lambda: False)


@pytest.fixture
def three_versions(installed: None) -> None:
    """Install the base network and two versions that were served after it, none of them trained here."""
    for version in (2, 3):
        network = base_network().copy()
        network.biases[-1] += version / 100
        columns = as_columns(pack(network)) | {"status": Status.PROMOTED, "finished_at": timezone.now()}
        assert ModelState.objects.create(kind=Kind.TEN, **columns).pk == version
        deploy(version, by="the gate", reason="why")
    assert inference.served().version == 3


def outputs(drawn: Any) -> Any:
    picture = inference.preprocess(drawn(50)[0]).picture
    return inference.served().network.outputs(picture.reshape(1, 784).astype(np.float32) / 255)


def test_after_a_rollback_predictions_equal_the_older_version_s_bit_for_bit(add: Add, drawn: Any) -> None:
    before = outputs(drawn)
    for number in range(10):
        add(number)
    train()
    assert not np.array_equal(outputs(drawn), before)
    roll_back(to=1, by="an administrator", reason="it misreads my sevens")
    assert np.array_equal(outputs(drawn), before)


def test_a_rollback_appends_to_the_history_who_and_why(three_versions: None) -> None:
    roll_back(to=2, by="an administrator", reason="it misreads my sevens")
    history = list(Deployment.objects.order_by("id").values_list("model_state_id", "by", "reason"))
    assert [version for version, _, _ in history] == [1, 2, 3, 2]
    assert history[-1] == (2, "an administrator", "it misreads my sevens")


def test_what_is_pinned_stays_served_while_tens_wait(three_versions: None, add: Add) -> None:
    roll_back(to=2, by="an administrator", reason="why")
    for number in range(20, 40):
        add(number)
    assert train() == 0
    assert inference.served().version == 2
    assert ModelState.objects.get(status=Status.QUEUED).digits.count() == 20  # both tens wait in one version


def test_unpinned_the_tens_that_waited_are_learned_from_what_is_served(three_versions: None, add: Add) -> None:
    roll_back(to=2, by="an administrator", reason="why")
    for number in range(20, 30):
        add(number)
    unpin(by="an administrator", reason="looked into it")
    assert inference.served().version == 2
    assert train() == 1
    newest = ModelState.objects.latest("id")
    assert (newest.parent_id, newest.status) == (2, Status.PROMOTED)
    assert inference.served().version == newest.pk


def test_only_a_version_that_was_served_can_be_rolled_back_to(three_versions: None) -> None:
    rejected = ModelState.objects.create(kind="ten", status=Status.REJECTED)
    for version in (rejected.pk, 999):
        with pytest.raises(RefusedError, match="never served"):
            roll_back(to=version, by="an administrator", reason="why")
    assert inference.served().version == 3


def test_a_version_whose_weights_were_dropped_cannot_be_rolled_back_to(three_versions: None) -> None:
    ModelState.objects.filter(pk=2).update(weights=None, biases=None)
    with pytest.raises(RefusedError, match="not kept"):
        roll_back(to=2, by="an administrator", reason="why")


def test_a_version_whose_weights_are_damaged_cannot_be_rolled_back_to(three_versions: None) -> None:
    version = ModelState.objects.get(pk=2)
    ModelState.objects.filter(pk=2).update(weights=bytes(version.weights)[:-1] + b"!")
    with pytest.raises(RefusedError, match="damaged"):
        roll_back(to=2, by="an administrator", reason="why")


def test_a_rollback_needs_a_reason(three_versions: None) -> None:
    with pytest.raises(RefusedError, match="why"):
        roll_back(to=2, by="an administrator", reason="")


def test_nothing_can_be_unpinned_that_is_not_pinned(three_versions: None) -> None:
    with pytest.raises(RefusedError, match="pinned"):
        unpin(by="an administrator", reason="why")


def test_the_commands_roll_back_and_unpin(three_versions: None) -> None:
    out = StringIO()
    call_command("rollback", "2", "--reason", "why", "--by", "me", stdout=out)
    assert inference.served().version == 2
    call_command("unpin", "--by", "me", stdout=out)
    assert not Deployment.objects.latest("id").is_pinned
    assert "Version 2 is served" in out.getvalue()


def test_what_the_commands_decide_is_in_the_audit_trail_by_the_name_of_the_shell_s_user(three_versions: None) -> None:
    call_command("rollback", "2", "--reason", "it misreads my sevens", stdout=StringIO())
    call_command("unpin", "--reason", "looked into it", stdout=StringIO())
    columns = ("action", "by", "version_id", "before", "after", "reason")
    assert list(AuditEntry.objects.order_by("id").values_list(*columns)) == [
        (Action.ROLLBACK, getpass.getuser(), 2, "version 3", "version 2", "it misreads my sevens"),
        (Action.UNPIN, getpass.getuser(), 2, "", "", "looked into it"),
    ]


def test_the_rollback_command_says_why_it_refuses(installed: None) -> None:
    with pytest.raises(CommandError, match="Version 7 was never served"):
        call_command("rollback", "7", "--reason", "why")


# --- Old weights -----------------------------------------------------------------------------------------------------


@pytest.fixture
def many_versions(installed: None, settings: Any) -> None:
    """Store a base network and 249 versions, and keep the weights of the newest ten."""
    settings.DIGITS_KEEP_WEIGHTS = 10
    trained = as_columns(base_blob()) | {
        "status": Status.PROMOTED,
        "finished_at": timezone.now(),
        "receipt": {"seed": 1},
    }
    ModelState.objects.bulk_create(ModelState(kind=Kind.TEN, **trained) for _ in range(249))
    deploy(250, by="the gate", reason="why")


def kept() -> set[int]:
    return set(ModelState.objects.filter(weights__isnull=False).values_list("id", flat=True))


def test_the_newest_each_hundredth_and_the_base_network_keep_their_weights(many_versions: None) -> None:
    for newest in range(1, 251):
        drop_old_weights(newest)
    assert kept() == {1, 100, 200, *range(241, 251)}
    assert ModelState.objects.filter(receipt__isnull=False).count() == 250


def test_what_is_served_keeps_its_weights_however_old(many_versions: None, monkeypatch: pytest.MonkeyPatch) -> None:
    deploy(7, by="the gate", reason="why")
    roll_back(to=7, by="an administrator", reason="why")
    for newest in range(1, 251):
        drop_old_weights(newest)
    assert 7 in kept()
    monkeypatch.setattr(inference, "_cached", None)
    assert inference.served().version == 7


def test_few_versions_lose_nothing(many_versions: None, settings: Any) -> None:
    settings.DIGITS_KEEP_WEIGHTS = 1000
    assert drop_old_weights(250) == 0
    assert len(kept()) == 250
