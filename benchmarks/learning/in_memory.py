"""The program's learning without a database: its own runs, on digits that lie in arrays.

Choice of digits, training, evaluation, gate and quarantine are the program's own code. Only what reads and writes
tables is replaced. A digit's id is its row + 1; a version is served in the moment in which the gate accepts it.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from benchmarks.learning.database import configure

configure()

# ruff: noqa: E402
from backend.digits import inference, selectors
from backend.digits.inference import Served
from backend.digits.models import Digit, DigitState
from backend.digits.selectors.training import NO_DIGITS, StoredDigits
from backend.digits.services.learning import lease as leases
from backend.digits.services.learning import run
from backend.digits.services.learning.lease import Lease
from benchmarks.learning.program_fixture import shipping
from nn.network import Network
from nn.preprocessing import as_inputs
from nn.serialization import unpack

Pictures = NDArray[np.uint8]
RETRAIN_AT = 10


@dataclass
class InMemory:
    """Digits in arrays, and the network that learns them."""

    network: Network
    pictures: list[Pictures] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    contributors: list[UUID | None] = field(default_factory=list)
    is_held_out: list[bool] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    was_read: list[bool] = field(default_factory=list)  # on arrival
    statuses: list[str] = field(default_factory=lambda: ["promoted"])  # of the versions; the first is the base
    reasons: list[str] = field(default_factory=lambda: [""])
    reference: dict[str, Any] | None = None
    served_version: int = 1

    def add(self, picture: Pictures, label: int, by: UUID | None, *, is_held_out: bool) -> None:
        """Store a digit; learn if it is a tenth."""
        self.pictures.append(picture.reshape(784))
        self.labels.append(label)
        self.contributors.append(by)
        self.is_held_out.append(is_held_out)
        self.states.append(DigitState.COUNTED)
        self.was_read.append(int(self.network.outputs(as_inputs(picture.reshape(1, 784))).argmax()) == label)
        if len(self.labels) % RETRAIN_AT == 0:
            self._learn()

    def n_held(self, rows: NDArray[np.intp]) -> int:
        """Count those of these rows that are held for the administrator."""
        return sum(self.states[row] == DigitState.HELD for row in rows.tolist())

    def _learn(self) -> None:
        version = len(self.statuses) + 1
        with self._instead_of_tables():
            candidate = run._train(Lease(version, 1, 1), lambda: False)
        accepted = candidate.verdict.is_accepted
        self.statuses.append("promoted" if accepted else "rejected")
        self.reasons.append(candidate.verdict.why.sentence)
        for id_ in candidate.suspects:
            if self.states[id_ - 1] == DigitState.COUNTED:
                self.states[id_ - 1] = DigitState.HELD
        if accepted:
            self.network = unpack(candidate.packed)
            self.served_version = version
            self.reference = candidate.measurements["test_detail"]["reference"]

    @contextmanager
    def _instead_of_tables(self) -> Iterator[None]:
        served = Served(1, self.served_version, self.network, "0" * 64)
        replaced = [
            (inference, "served", lambda: served),
            (leases, "beat", lambda *_, **__: None),
            (selectors.training, "digits_of", self._digits_of),
            (selectors.training, "n_digits_of", lambda _: RETRAIN_AT),
            (selectors.training, "digits_before", self._digits_before),
            (selectors.training, "held_out_digits", self._held_out_digits),
            (selectors.versions, "best_on", self._best_on),
            (selectors.digits, "quarantine_candidates", self._quarantine_candidates),
            (selectors.digits, "digits_with_inks", lambda _inks: {}),
            (selectors.digits, "contributors_read", self._contributors_read),
        ]
        with ExitStack() as stack:
            for where, name, instead in replaced:
                stack.enter_context(patch.object(where, name, instead))
            yield

    def _stored(self, rows: NDArray[np.intp]) -> StoredDigits:
        if not len(rows):
            return NO_DIGITS
        chosen = np.sort(rows).tolist()
        return StoredDigits(
            pictures=np.array([self.pictures[row] for row in chosen]),
            labels=np.array([self.labels[row] for row in chosen], np.int64),
            ids=[row + 1 for row in chosen],
            contributors=[self.contributors[row] for row in chosen],
            is_unreviewed_reject=np.array([self._status(row) == "rejected" for row in chosen], np.bool_),
            is_vouched=np.zeros(len(chosen), np.bool_),
        )

    def _status(self, row: int) -> str:
        """Return the status of the version that a digit helped to make."""
        place = _version_of(row) - 1
        return self.statuses[place] if place < len(self.statuses) else "training"

    def _rows(self, *, held_out: bool) -> NDArray[np.intp]:
        is_counted = np.array([state == DigitState.COUNTED for state in self.states])
        return np.flatnonzero(is_counted & (np.array(self.is_held_out) == held_out))

    def _digits_of(self, version: int, **_: Any) -> StoredDigits:
        rows = self._rows(held_out=False)
        return self._stored(rows[_version_of(rows) == version])

    def _digits_before(
        self, version: int, *, n_recent: int, n_spread: int, rng: np.random.Generator, **_: Any
    ) -> StoredDigits:
        rows = self._rows(held_out=False)
        rows = rows[_version_of(rows) < version]
        older, recent = rows[:-n_recent], rows[-n_recent:]
        spread = rng.choice(older, min(n_spread, len(older)), replace=False)
        return self._stored(np.concatenate([spread, recent]))

    def _held_out_digits(self, *, n_newest: int, **_: Any) -> StoredDigits:
        return self._stored(self._rows(held_out=True)[-n_newest:])

    def _best_on(self, _sha256: str) -> tuple[int, tuple[int, ...]] | None:
        best = self.reference
        return (best["best_correct"], tuple(best["best_per_digit"])) if best else None

    def _contributors_read(self, contributors: set[UUID | None], *, at_least: int) -> set[UUID | None]:
        read = Counter(by for by, is_read in zip(self.contributors, self.was_read, strict=True) if is_read)
        return {by for by in contributors if read[by] >= at_least}

    def _quarantine_candidates(self, version: int, *, n_newest: int, **_: Any) -> list[Digit]:
        rows = np.flatnonzero([state == DigitState.COUNTED for state in self.states])
        chosen = set(rows[_version_of(rows) == version].tolist())
        for by in {self.contributors[row] for row in chosen} - {None}:
            chosen |= {row for row in rows.tolist() if self.contributors[row] == by}
        return [
            Digit(
                id=row + 1,
                picture=self.pictures[row].tobytes(),
                label=self.labels[row],
                contributor=self.contributors[row],
            )
            for row in sorted(chosen)
        ]


def _version_of(row: Any) -> Any:
    """Return the version of a row or of an array of rows: 1 is the base, 2 is made of the first ten."""
    return row // RETRAIN_AT + 2


@contextmanager
def in_memory(base: Network) -> Iterator[InMemory]:
    """Yield the program with this base network and no digits; it rehearses pseudo-digits."""
    with shipping_pseudo_digits(base):
        yield InMemory(base.copy())


def shipping_pseudo_digits(base: Network) -> AbstractContextManager[None]:
    """Let the program have this base network and rehearse pseudo-digits."""
    return shipping(base, has_corpora=False)
