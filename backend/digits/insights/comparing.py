"""Two versions compared on one person's drawings, and one version tried on everybody's."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.digits import selectors
from backend.digits.errors import NotFoundError
from backend.digits.insights.networks import network_of
from backend.digits.selectors.training import StoredDigits
from nn.metrics import confusion_matrix
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs

N_OWN = 100
"""How many of a person's newest digits two versions read again. If it is larger, the comparison takes longer."""

N_NEWEST = 1000
"""How many of everybody's newest digits a version reads again. If it is larger, the answer is longer and slower."""


@dataclass(frozen=True)
class Change:
    """A drawing for which two versions guess different digits."""

    id: int
    label: int
    before: int
    after: int


@dataclass(frozen=True)
class Changes:
    """One person's newest drawings, and those of them for which two versions guess different digits."""

    version: int
    since: int
    n_digits: int
    correct_before: int
    correct_after: int
    changed: list[Change]


@dataclass(frozen=True)
class ReadAs:
    """A drawing with its label and a version's guess."""

    id: int
    label: int
    guess: int


@dataclass(frozen=True)
class Confusion:
    """The guesses of a version for everybody's newest drawings. The matrix has a row for each true digit."""

    version: int
    n_digits: int
    n_correct: int
    matrix: list[list[int]]
    readings: list[ReadAs]


def changes(*, version: int, since: int | None, contributor: UUID | None) -> Changes:
    """Compare with an earlier version, by default the parent (itself where it has none). The newest comes first."""
    earlier = since if since is not None else _parent_or_self(version)
    digits = selectors.public.own_digits(contributor, preprocessing=PREPROCESSING_VERSION, n_newest=N_OWN)
    before, after = (_guesses(network_of(number), digits) for number in (earlier, version))
    rows = zip(digits.ids, digits.labels.tolist(), before.tolist(), after.tolist(), strict=True)
    return Changes(
        version=version,
        since=earlier,
        n_digits=len(digits.ids),
        correct_before=int((before == digits.labels).sum()),
        correct_after=int((after == digits.labels).sum()),
        changed=[Change(*row) for row in rows if row[2] != row[3]][::-1],
    )


def confusion(version: int, *, visitor: UUID | None) -> Confusion:
    """Let a version read everybody's newest drawings; name those that the visitor may see, the newest first."""
    digits = selectors.public.newest_digits(preprocessing=PREPROCESSING_VERSION, n_newest=N_NEWEST)
    guesses = _guesses(network_of(version), digits)
    rows = zip(digits.ids, digits.labels.tolist(), guesses.tolist(), digits.contributors, strict=True)
    is_shown = selectors.public.gallery_filter(visitor)
    shown = [ReadAs(*row) for *row, drawn_by in rows if is_shown(drawn_by)]
    return Confusion(
        version=version,
        n_digits=len(digits.ids),
        n_correct=int((guesses == digits.labels).sum()),
        matrix=confusion_matrix(guesses, digits.labels).tolist(),
        readings=shown[::-1],
    )


def _parent_or_self(version: int) -> int:
    found = selectors.versions.version_with_parent(version)
    if found is None:
        raise NotFoundError(f"There is no version {version}.")
    parent: int | None = found.parent_id
    return version if parent is None else parent


def _guesses(network: Network, digits: StoredDigits) -> NDArray[np.intp]:
    if not digits.ids:
        return np.empty(0, np.intp)
    guesses: NDArray[np.intp] = network.outputs(as_inputs(digits.pictures)).argmax(axis=1)
    return guesses
