"""The queries for visitors: visible digits, versions, the served version."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When

from backend.digits.models import BY_WATCH, MISREAD, Deployment, Digit, ModelState
from backend.digits.selectors import deployments, training, versions, wall
from backend.digits.selectors.digits import n_unassigned, of_contributor, visible
from backend.digits.selectors.training import StoredDigits

HEAVY = ("weights", "biases", "receipt", "train_detail")
HEAVY_OF_SERVED = tuple(f"model_state__{field}" for field in HEAVY)


def digits_page(
    *,
    visitor: UUID | None,
    label: int | None,
    before: int | None,
    limit: int,
    misread: bool = False,
    contributor: UUID | None = None,
) -> list[Digit]:
    """Return up to `limit` digits of the visitor's gallery that are older than the digit `before`, newest first.

    The other arguments leave only those of one label, of one contributor, or misread on arrival.
    """
    digits = _with_has_strokes(_gallery_of(visitor)).defer("picture", "ink", "strokes").order_by("-id")
    if label is not None:
        digits = digits.filter(label=label)
    if misread:
        digits = digits.filter(MISREAD)
    if contributor is not None:
        digits = digits.filter(contributor=contributor)
    if before is not None:
        digits = digits.filter(id__lt=before)
    return list(digits[:limit])


def shown_digit(digit_id: int, *, visitor: UUID | None) -> Digit | None:
    """Return a digit if the visitor may see it, else None. One's own visible digits may be seen with every setting."""
    return _with_has_strokes(_shown_to(visitor)).filter(id=digit_id).first()


def shown_labels(digit_ids: Sequence[int], *, visitor: UUID | None) -> list[tuple[int, int]]:
    """Return the ids and labels of those of these digits that the visitor may see, the oldest first."""
    return list(_shown_to(visitor).filter(id__in=digit_ids).order_by("id").values_list("id", "label"))


def newest_digits(*, preprocessing: int, n_newest: int) -> StoredDigits:
    """Return the newest visible digits of all contributors, to be counted: they may not be shown to everyone."""
    return training.labelled(visible().filter(preprocessing=preprocessing).order_by("-id")[:n_newest])


def newest_in_gallery(visitor: UUID | None, *, preprocessing: int, n_newest: int) -> StoredDigits:
    """Return the newest digits of the visitor's gallery."""
    # Excluding other preprocessings, not naming this one, makes SQLite use the index of the contributor.
    shown = _gallery_of(visitor).exclude(~Q(preprocessing=preprocessing))
    return training.labelled(shown.order_by("-id")[:n_newest])


def gallery_filter(visitor: UUID | None) -> Callable[[UUID | None], bool]:
    """Return a function that says whether the visible digits of a contributor are in the visitor's gallery."""
    gallery = wall.gallery()
    if gallery == "own":
        return lambda contributor: visitor is not None and contributor == visitor
    return lambda _: gallery == "everyone"


def _shown_to(visitor: UUID | None) -> QuerySet[Digit]:
    """Return the visible digits that a visitor may see: everyone's, or the visitor's own."""
    return _shown(wall.gallery(), visitor)


def _gallery_of(visitor: UUID | None) -> QuerySet[Digit]:
    """Return the digits that are listed for a visitor; none where DIGITS_GALLERY is "none"."""
    gallery = wall.gallery()
    return visible().none() if gallery == "none" else _shown(gallery, visitor)


def _shown(gallery: str, visitor: UUID | None) -> QuerySet[Digit]:
    if gallery == "everyone":
        return visible()
    return visible().none() if visitor is None else visible().filter(contributor=visitor)


def _with_has_strokes(digits: QuerySet[Digit]) -> QuerySet[Digit]:
    return digits.annotate(has_strokes=Case(When(strokes__isnull=False, then=True), default=False))


def own_digits(contributor: UUID | None, *, preprocessing: int, n_newest: int) -> StoredDigits:
    """Return the newest visible digits of one contributor; none where there is no contributor."""
    if contributor is None:
        return training.NO_DIGITS
    digits = of_contributor(contributor, preprocessing=preprocessing) & visible()
    return training.labelled(digits[:n_newest])


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
        "undone": deployments.served_before(deployment.pk) if deployment.by == BY_WATCH else None,
        "train_accuracy": served_version.train_accuracy,
        "test_accuracy": served_version.test_accuracy,
        "test_detail": served_version.test_detail,
        "is_training": running is not None,
        "progress": running.progress if running else None,
        "new_digits": n_unassigned(),
        "retrain_at": retrain_at,
        "gallery": wall.gallery(),
    }


def version_shown(version: int) -> ModelState | None:
    return next(iter(_with_is_undone(list(_versions_shown().filter(id=version)))), None)


def version_with_curve(version: int) -> ModelState | None:
    """Return a version with the curve of its training so far, in `train_detail`, without other heavy columns."""
    return ModelState.objects.only("status", "progress", "train_detail").filter(id=version).first()


def _versions_shown() -> QuerySet[ModelState]:
    """Return versions without their heavy columns, each with the time when it was last deployed."""
    newest = Deployment.objects.filter(model_state=OuterRef("pk")).order_by("-id").values("created_at")[:1]
    return ModelState.objects.defer(*HEAVY).annotate(served_since=Subquery(newest))


def versions_page(*, before: int | None, limit: int) -> list[ModelState]:
    versions = _versions_shown().order_by("-id")
    return _with_is_undone(list((versions.filter(id__lt=before) if before is not None else versions)[:limit]))


def _with_is_undone(shown: list[ModelState]) -> list[ModelState]:
    """Note of each version whether the watch took it back lately."""
    undone = training.undone()
    for version in shown:
        version.is_undone = version.pk in undone  # type: ignore[attr-defined]
    return shown
