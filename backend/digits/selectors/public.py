"""The queries for visitors: visible digits, versions, the served version."""

from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When

from backend.digits.models import MISREAD, Deployment, Digit, DigitState, ModelState
from backend.digits.selectors import training
from backend.digits.selectors.training import StoredDigits, visible
from backend.digits.suspicion import BY_ADMINISTRATOR, CODES
from nn.preprocessing import PREPROCESSING_VERSION

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
    digits = training.of_contributor(contributor, preprocessing=preprocessing) & visible()
    return training.labelled(digits[:n_newest])


class Arrival(NamedTuple):
    """A digit of one hand: its label, and what was guessed when it arrived."""

    label: int
    predicted: int  # by the network alone
    guess: int  # that was shown
    version: int  # of the network
    state: str


def arrivals(contributor: UUID | None, *, n_newest: int) -> list[Arrival]:
    """Return the newest visible digits of one hand that were guessed on arrival, the newest first.

    Digits of older releases have no guess of their own: what was shown was the network's.
    """
    if contributor is None:
        return []
    rows = _guessed_of(contributor).values_list("label", "predicted", "guess", "predicted_by_id", "state")
    return [
        Arrival(label, predicted, predicted if guess is None else guess, version, state)
        for label, predicted, guess, version, state in rows[:n_newest]
        if predicted is not None and version is not None  # which the query has left out
    ]


def n_arrivals(contributor: UUID | None) -> int:
    """Count the visible digits of one hand that were guessed on arrival."""
    return 0 if contributor is None else _guessed_of(contributor).order_by().count()


class HeldPicture(NamedTuple):
    """A held digit with a code that says why it is held."""

    id: int
    label: int
    picture: bytes
    why: str


def held_digits(contributor: UUID | None, *, n_newest: int) -> list[HeldPicture]:
    """Return the newest digits of one hand that wait for the administrator, the newest first."""
    if contributor is None:
        return []
    rows = _held_of(contributor).exclude(~Q(preprocessing=PREPROCESSING_VERSION))
    columns = rows.order_by("-id").values_list("id", "label", "picture", "state_reason")[:n_newest]
    return [
        HeldPicture(id_, label, bytes(picture), CODES.get(why, BY_ADMINISTRATOR))
        for id_, label, picture, why in columns
    ]


def n_held(contributor: UUID | None) -> int:
    return 0 if contributor is None else _held_of(contributor).count()


def is_known(contributor: UUID | None) -> bool:
    """Say whether there is a hand under this id: a digit that was not taken back."""
    return contributor is not None and _digits_of(contributor).exists()


def _digits_of(contributor: UUID) -> QuerySet[Digit]:
    return visible().filter(contributor=contributor).order_by("-id")


def _guessed_of(contributor: UUID) -> QuerySet[Digit]:
    return _digits_of(contributor).exclude(predicted=None).exclude(predicted_by=None)


def _held_of(contributor: UUID) -> QuerySet[Digit]:
    """Return the held digits of one hand. Excluding other states makes SQLite use the index of the contributor."""
    return Digit.objects.filter(contributor=contributor).exclude(~Q(state=DigitState.HELD))


def served_model(retrain_at: int) -> dict[str, Any] | None:
    """Return the answer of GET /api/model: the served version, its accuracies, and how far the next one is."""
    deployment = Deployment.objects.select_related("model_state").defer(*HEAVY_OF_SERVED).order_by("-id").first()
    if deployment is None:
        return None
    served_version: ModelState = deployment.model_state
    running = training.version_in_training()
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
        "new_digits": training.n_unassigned(),
        "retrain_at": retrain_at,
        "gallery": settings.DIGITS_GALLERY,
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
