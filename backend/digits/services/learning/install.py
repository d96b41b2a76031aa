"""The base network in the tables: installed at the first start, and again when a release brings another one."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from backend.digits import selectors
from backend.digits.base import base_blob, base_network, base_receipt
from backend.digits.models import BY_INSTALLATION, Kind, ModelState, Status
from backend.digits.selectors.training import NO_DIGITS
from backend.digits.services.deployments import deploy
from backend.digits.services.learning.evaluation import as_counts, evaluate, fraction
from backend.digits.services.learning.promotion import as_columns
from backend.digits.services.locking import lock_writers
from backend.digits.why import Why
from nn.metrics import Accuracy
from nn.preprocessing import PREPROCESSING_VERSION


def install_base() -> bool:
    """Store and deploy the base network, unless it is there; return whether it was installed now.

    Nothing is deployed over a pinned version that can be served; over one that cannot, the base network is pinned. A
    newer base network does not know the digits that were learned before, so a version that learns them is queued.
    Its accuracy on MNIST is taken from its receipt, where it was measured after training. Its reading of the reference
    digits, from which the gate starts, is measured here on the datasets of this machine.
    """
    packed, receipt = base_blob(), base_receipt()
    if _is_settled(packed.sha256):
        return False
    if receipt["preprocessing_version"] != PREPROCESSING_VERSION:
        raise RuntimeError(
            f"the base network was trained with preprocessing {receipt['preprocessing_version']}, "
            f"the program has {PREPROCESSING_VERSION}: train it again with `python -m nn train`"
        )
    columns = as_columns(packed) | _measured(receipt) | {"status": Status.PROMOTED, "progress": 1.0}
    with transaction.atomic():
        lock_writers()
        now = timezone.now()
        base, _ = ModelState.objects.get_or_create(
            kind=Kind.BASE,
            sha256=packed.sha256,
            defaults=columns | {"started_at": now, "finished_at": now, "receipt": receipt},
        )
        if _is_settled(packed.sha256):  # another process was first, or an administrator has pinned meanwhile
            return False
        newest = selectors.deployments.newest_deployment()
        is_pinned = newest is not None and newest.is_pinned  # nothing is learned until somebody unpins
        deploy(base.pk, by=BY_INSTALLATION, reason="The base network that ships with the program.", is_pinned=is_pinned)
        if selectors.digits.has_trainable_digits():
            ModelState.objects.create(kind=Kind.MANUAL, **Why("new_base").columns)
    return True


def _is_settled(sha256: str) -> bool:
    """Say whether this base network is deployed already, or a pinned version is served that can be."""
    is_deployed = selectors.deployments.deployed_base_sha256() == sha256
    return is_deployed or selectors.deployments.is_pinned(preprocessing=PREPROCESSING_VERSION)


def _measured(receipt: dict[str, Any]) -> dict[str, Any]:
    train, mnist = (
        Accuracy(counts["correct"], counts["count"])
        for counts in (receipt["accuracies"]["train"], receipt["accuracies"]["mnist_test"])
    )
    columns = evaluate(base_network(), before=None, held_out=NO_DIGITS, judges=NO_DIGITS).columns(is_accepted=True)
    return {
        **columns,
        **Why("shipped").columns,
        "train_accuracy": fraction(train),
        "train_detail": {"mnist": as_counts(train)},
        "test_accuracy": fraction(mnist),
        "test_detail": columns["test_detail"] | {"mnist": as_counts(mnist)},
    }
