"""The base network that ships, put into the tables at the first start, and again when a release brings another."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from backend.digits import selectors
from backend.digits.models import Kind, ModelState, Status
from backend.digits.services.learning import evaluation as measurement
from backend.digits.services.learning.datasets import load_datasets
from backend.digits.services.learning.evaluation import Floor, floor_of
from backend.digits.services.learning.promotion import as_columns, deploy
from backend.digits.services.locking import lock_writers
from nn.base import base_blob, base_network, base_receipt
from nn.metrics import Accuracy
from nn.preprocessing import PREPROCESSING_VERSION


def install_base() -> bool:
    """Store and deploy the base network that ships, unless it is there; return whether it was installed now.

    Over a version that is pinned and can be served, nothing is deployed. Where digits were learned before, a newer base
    network knows nothing of them: a version that learns them is queued.
    What it reads of MNIST is taken from its receipt, measured when it was trained. The rest, from which the gate and
    the accuracies of later versions start, is measured here on what this machine has.
    """
    packed, receipt = base_blob(), base_receipt()
    if selectors.training.deployed_base_sha256() == packed.sha256 or selectors.training.is_pinned(
        preprocessing=PREPROCESSING_VERSION
    ):
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
        if selectors.training.deployed_base_sha256() == packed.sha256:  # another process was first
            return False
        deploy(base.pk, by=selectors.training.INSTALLATION, reason="The base network that ships with the program.")
        if selectors.training.has_trainable_digits():
            ModelState.objects.create(kind=Kind.MANUAL, reason="The stored digits, learned by a new base network.")
    return True


def _measured(receipt: dict[str, Any]) -> dict[str, Any]:
    datasets = load_datasets()
    tested = measurement.test_readings(base_network(), datasets, selectors.training.NO_DIGITS)
    best = selectors.training.best_on(datasets.reference_sha256)
    floor = Floor(*best).raised_by(tested.reference) if best else floor_of(tested.reference)
    detail = measurement.as_test_detail(tested, datasets, floor=floor)
    train, mnist = (_accuracy(receipt["accuracies"][name]) for name in ("train", "mnist_test"))
    return {
        "train_accuracy": measurement.fraction(train),
        "train_detail": {"mnist": measurement.as_counts(train)},
        "test_accuracy": measurement.fraction(mnist),
        "test_detail": detail | {"mnist": measurement.as_counts(mnist)},
        "reference_sha256": datasets.reference_sha256,
        "reason": "It ships with the program.",
    }


def _accuracy(counts: dict[str, Any]) -> Accuracy:
    return Accuracy(correct=counts["correct"], count=counts["count"])
