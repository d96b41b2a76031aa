"""The queries for visitors: visible digits, versions, the served version."""

from typing import Any
from uuid import UUID

from django.db.models import Case, OuterRef, QuerySet, Subquery, When

from backend.digits.models import MISREAD, Deployment, Digit, ModelState
from backend.digits.selectors import training, versions
from backend.digits.selectors.digits import n_unassigned, of_contributor, visible
from backend.digits.selectors.training import StoredDigits

HEAVY = ("weights", "biases", "receipt", "train_detail")
HEAVY_OF_SERVED = tuple(f"model_state__{field}" for field in HEAVY)


def digits_page(
    *, label: int | None, before: int | None, limit: int, misread: bool = False, contributor: UUID | None = None
) -> list[Digit]:
    """Return up to `limit` visible digits that are older than the digit `before`, newest first.

    The other arguments leave only those of one label, of one contributor, or misread on arrival.
    """
    digits = _digits_shown().defer("picture", "ink", "strokes").order_by("-id")
    if label is not None:
        digits = digits.filter(label=label)
    if misread:
        digits = digits.filter(MISREAD)
    if contributor is not None:
        digits = digits.filter(contributor=contributor)
    if before is not None:
        digits = digits.filter(id__lt=before)
    return list(digits[:limit])


def shown_digit(digit_id: int) -> Digit | None:
    return _digits_shown().filter(id=digit_id).first()


def _digits_shown() -> QuerySet[Digit]:
    """Return visible digits, each with `has_strokes`."""
    return visible().annotate(has_strokes=Case(When(strokes__isnull=False, then=True), default=False))


def newest_digits(*, preprocessing: int, n_newest: int) -> StoredDigits:
    """Return the newest visible digits of all contributors."""
    shown = visible().filter(preprocessing=preprocessing)
    return training.labelled(shown.order_by("-id")[:n_newest])


def own_digits(contributor: UUID | None, *, preprocessing: int, n_newest: int) -> StoredDigits:
    """Return the newest visible digits of one contributor; none where there is no contributor."""
    if contributor is None:
        return training.NO_DIGITS
    digits = of_contributor(contributor, preprocessing=preprocessing) & visible()
    return training.labelled(digits[:n_newest])


def own_readings(contributor: UUID | None, *, n_newest: int) -> list[tuple[int, int, int]]:
    """Return (label, guess on arrival, version that guessed) of one contributor's newest digits, newest first."""
    if contributor is None:
        return []
    rows = _digits_of(contributor).values_list("label", "predicted", "predicted_by_id")[:n_newest]
    return [(label, guess, by) for label, guess, by in rows if guess is not None and by is not None]


def _digits_of(contributor: UUID) -> QuerySet[Digit]:
    return visible().filter(contributor=contributor).order_by("-id")


def served_model(retrain_at: int) -> dict[str, Any] | None:
    """Return the answer of GET /api/model: the served version, its accuracies, and how far the next one is."""
    deployment = Deployment.objects.select_related("model_state").defer(*HEAVY_OF_SERVED).order_by("-id").first()
    if deployment is None:
        return None
    served_version: ModelState = deployment.model_state
    running = versions.version_in_training()
    return {
        "version": served_version.pk,
        "trained_at": served_version.finished_at,
        "served_since": deployment.created_at,
        "is_pinned": deployment.is_pinned,
        "train_accuracy": served_version.train_accuracy,
        "test_accuracy": served_version.test_accuracy,
        "test_detail": served_version.test_detail,
        "is_training": running is not None,
        "progress": running.progress if running else None,
        "new_digits": n_unassigned(),
        "retrain_at": retrain_at,
    }


def version_shown(version: int) -> ModelState | None:
    return _versions_shown().filter(id=version).first()


def _versions_shown() -> QuerySet[ModelState]:
    """Return versions without their heavy columns, each with the time when it was last deployed."""
    newest = Deployment.objects.filter(model_state=OuterRef("pk")).order_by("-id").values("created_at")[:1]
    return ModelState.objects.defer(*HEAVY).annotate(served_since=Subquery(newest))


def versions_page(*, before: int | None, limit: int) -> list[ModelState]:
    versions = _versions_shown().order_by("-id")
    return list((versions.filter(id__lt=before) if before is not None else versions)[:limit])
