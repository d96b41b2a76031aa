"""Old weights are let go, receipts stay, and what is served is never touched."""

from typing import Any

import pytest
from django.utils import timezone

from backend.digits import inference
from backend.digits.models import Kind, ModelState, Status
from backend.digits.services.deployments import deploy, drop_old_weights, roll_back
from backend.digits.services.learning.promotion import as_columns
from nn.base import base_blob


@pytest.fixture
def versions(installed: None, settings: Any) -> None:
    """A base network and 249 versions, of which ten are to be kept."""
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


def test_the_newest_each_hundredth_and_the_base_network_keep_their_weights(versions: None) -> None:
    for newest in range(1, 251):
        drop_old_weights(newest)
    assert kept() == {1, 100, 200, *range(241, 251)}
    assert ModelState.objects.filter(receipt__isnull=False).count() == 250


def test_what_is_served_keeps_its_weights_however_old(versions: None, monkeypatch: pytest.MonkeyPatch) -> None:
    deploy(7, by="the gate", reason="why")
    roll_back(to=7, by="an administrator", reason="why")
    for newest in range(1, 251):
        drop_old_weights(newest)
    assert 7 in kept()
    monkeypatch.setattr(inference, "_cached", None)
    assert inference.served().version == 7


def test_few_versions_lose_nothing(versions: None, settings: Any) -> None:
    settings.DIGITS_KEEP_WEIGHTS = 1000
    assert drop_old_weights(250) == 0
    assert len(kept()) == 250
