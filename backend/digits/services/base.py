"""Version 1: the base network that ships, put into the tables at the first start."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from backend.digits import selectors
from backend.digits.models import Kind, ModelState, Status
from backend.digits.services import measurement
from backend.digits.services.knowledge import knowledge
from backend.digits.services.promotion import as_columns, deploy
from nn.base import base_blob, base_receipt
from nn.metrics import Accuracy
from nn.preprocessing import PREPROCESSING_VERSION
from nn.serialization import unpack


def install_base() -> bool:
    """Store and deploy the base network unless it is there; return whether it was installed now.

    Its accuracies are those of its receipt, measured when it was trained; its score on this machine's reference digits,
    from which the gate starts, is measured here.
    """
    if selectors.base_exists():
        return False
    packed, receipt = base_blob(), base_receipt()
    if receipt["preprocessing_version"] != PREPROCESSING_VERSION:
        raise RuntimeError(
            f"the base network was trained with preprocessing {receipt['preprocessing_version']}, "
            f"the program has {PREPROCESSING_VERSION}: train it again with `python -m nn train`"
        )
    columns = as_columns(packed) | _measured(receipt)
    with transaction.atomic():
        if selectors.base_exists():  # another process was first
            return False
        now = timezone.now()
        base = ModelState.objects.create(
            kind=Kind.BASE,
            status=Status.PROMOTED,
            started_at=now,
            finished_at=now,
            receipt=receipt,
            progress=1.0,
            **columns,
        )
        deploy(base.pk, by="installation", reason="The base network that ships with the program.")
    return True


def _measured(receipt: dict[str, Any]) -> dict[str, Any]:
    known = knowledge()
    network = unpack(base_blob(), sha256=receipt["sha256"])
    reference = measurement.read(network, known.reference).accuracy
    train, mnist = (_accuracy(receipt["accuracies"][name]) for name in ("train", "mnist_test"))
    return {
        "train_accuracy": measurement.fraction(train),
        "train_detail": {"mnist": measurement.as_counts(train)},
        "test_accuracy": measurement.fraction(mnist),
        "test_detail": {
            "mnist": measurement.as_counts(mnist),
            "people": measurement.as_counts(Accuracy(correct=0, count=0)),
            "reference": measurement.as_counts(reference)
            | {"name": known.reference.name, "best_correct": reference.correct},
            "per_digit": [_per_digit(row, digit) for digit, row in enumerate(receipt["confusion_matrix_mnist_test"])],
            "confusion_matrix": receipt["confusion_matrix_mnist_test"],
        },
        "reference_sha256": known.reference_sha256,
        "reason": "It ships with the program.",
    }


def _accuracy(counts: dict[str, Any]) -> Accuracy:
    return Accuracy(correct=counts["correct"], count=counts["count"])


def _per_digit(row: list[int], digit: int) -> dict[str, Any]:
    return measurement.as_counts(Accuracy(correct=row[digit], count=sum(row)))
