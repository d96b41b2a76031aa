"""Versions and their networks."""

from django.db.models import Case, Max, When

from backend.digits.models import Kind, ModelState, Status
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION
from nn.serialization import PackedNetwork, unpack

RUN_COLUMNS = ("id", "status", "parent_id", "token", "attempts", "lease_until", "progress")


def load_network(version: int) -> Network | None:
    """Return the network of a version.

    None where its weights are not kept, and where it was trained on other pictures than this program makes.
    Raises CorruptNetworkError where what is stored does not have the SHA-256 that was stored with it.
    """
    versions = ModelState.objects.filter(id=version, preprocessing=PREPROCESSING_VERSION, weights__isnull=False)
    row = versions.values_list("layout", "weights", "biases", "sha256").first()
    if row is None:
        return None
    layout, weights, biases, sha256 = row
    return unpack(PackedNetwork(layout, bytes(weights or b""), bytes(biases or b"")), sha256=sha256)


def version_details(version: int) -> ModelState | None:
    """Return a version with everything but the weights, and whether they are kept."""
    return (
        ModelState.objects.filter(id=version)
        .annotate(has_weights=Case(When(weights__isnull=False, then=True), default=False))
        .defer("weights", "biases")
        .first()
    )


def version_with_parent(version: int) -> ModelState | None:
    return ModelState.objects.only("parent_id").filter(id=version).first()


def version_with_receipt(version: int) -> ModelState | None:
    return ModelState.objects.only("kind", "sha256", "receipt").filter(id=version).first()


def version_in_training() -> ModelState | None:
    """Return the run under way with its progress and its lease, or None."""
    return ModelState.objects.filter(status=Status.TRAINING).only(*RUN_COLUMNS).first()


def newest_version() -> int:
    """Return the number of the newest version, 0 before the base network is installed."""
    return ModelState.objects.aggregate(newest=Max("id"))["newest"] or 0


def n_queued() -> int:
    return ModelState.objects.filter(status=Status.QUEUED).count()


def oldest_queued() -> ModelState | None:
    return ModelState.objects.filter(status=Status.QUEUED).only(*RUN_COLUMNS).order_by("id").first()


def version_taking_tens() -> ModelState | None:
    """Return the queued version that further tens join; None where there is none."""
    found = ModelState.objects.filter(takes_tens=True).only("id")
    return next(iter(found[:1]), None)  # in no order: for the order of ids SQLite would read the whole table


def best_on(reference_sha256: str) -> tuple[int, tuple[int, ...]] | None:
    """Return the highest number of reference digits that an accepted version has read, in total and for each digit.

    Each accepted version carries the best so far, so the newest one is enough. None if none was measured on this set.
    """
    newest = ModelState.objects.filter(status=Status.PROMOTED, reference_sha256=reference_sha256).order_by("-id")
    detail = newest.values_list("test_detail", flat=True).first()
    return (detail["reference"]["best_correct"], tuple(detail["reference"]["best_per_digit"])) if detail else None


def newest_base(*, preprocessing: int) -> int | None:
    """Return the id of the newest base network that can be used: it has seen no digit that was drawn here."""
    bases = ModelState.objects.filter(kind=Kind.BASE, weights__isnull=False, preprocessing=preprocessing)
    return bases.order_by("-id").values_list("id", flat=True).first()


def is_there(version: int) -> bool:
    return ModelState.objects.filter(id=version).exists()
