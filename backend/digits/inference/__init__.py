"""The served network, which reads every drawing. It is cached by deployment.

Each process keeps the network of the newest deployment that it has seen. A request costs one small query; when the
answer names another deployment, that network is loaded, checked and put in place by one assignment, which threads see
whole or not at all. A network that does not match its SHA-256 is never served: the newest sound one before it is.
While the database is away, drawings are read for a while with the network and the memories that the process has.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

import numpy as np
from django.db import InterfaceError, OperationalError
from numpy.typing import NDArray

from backend.digits import selectors
from backend.digits.base import base_receipt
from backend.digits.drawings import Drawing
from backend.digits.errors import BlankDrawingRefusedError, UnavailableError
from backend.digits.inference import away, memories
from backend.digits.inference.memories import HandMemory
from backend.observability import event
from nn.base.thresholds import Guesses, is_certain
from nn.data.likelihoods import shipped_likelihoods
from nn.network import Network
from nn.online.second_opinion import pen_likelihoods, with_second_opinion
from nn.preprocessing import (
    BlankDrawingError,
    as_inputs,
    find_ink_and_doubt,
    n_digits_in_ink,
    n_digits_in_strokes,
    place,
    place_strokes,
)
from nn.serialization import CorruptNetworkError

T = TypeVar("T")
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Served:
    """The network that is served, and the deployment and version that it belongs to."""

    deployment: int
    version: int
    network: Network
    sha256: str


@dataclass(frozen=True)
class Guess:
    """A guess, and the ten outputs that it comes from."""

    digit: int
    confidences: list[float]


@dataclass(frozen=True)
class Memorized:
    """The memory that a guess was made with: how many digits it holds, and whether it changed the guess."""

    n_digits: int
    changed: bool


@dataclass(frozen=True)
class OwnDigit:
    """A verified digit of the same hand, which decided a guess."""

    id: int
    label: int


@dataclass(frozen=True)
class Prediction(Guess):
    """The guess for one drawing by the served network and the memory of the hand, and whether it is certain.

    It is never certain where several digits are seen, or lines that may be rules of the paper.
    """

    certain: bool
    model: int
    n_seen: int
    network: Guess  # by the served network alone
    hand: Memorized | None = None  # None where nothing of a hand is known
    because: list[OwnDigit] = field(default_factory=list)  # the digits that changed the guess most, most first


@dataclass(frozen=True)
class Preprocessed:
    """A drawing as it is stored and as the network sees it, and what makes a guess about it uncertain."""

    ink: Drawing  # cleaned strokes, or grey pixels, at most 128×128
    picture: NDArray[np.uint8]  # (28, 28)
    has_rules: bool = False  # lines on it may be rules of the paper, or ink of a number is in no digit

    @cached_property
    def n_seen(self) -> int:
        """Return the number of digits on it. A guess needs it; a digit that is stored does not."""
        with _preprocess_lock:
            return n_seen(self.ink)


KEPT_S = 60.0
"""Seconds that a process reads without its database. If longer, people are longer shown guesses by a network that may
no longer be the served one."""

LOOK_AGAIN_S = 5.0
"""Seconds until a sound network is looked for again where there was none. If longer, one that was put back into the
database is served later; if shorter, damaged ones are loaded and logged more often."""

_cached: Served | None = None
_unsound: tuple[int, float] | None = None  # the newest deployment when no network was sound, and when that was
_asked_at = 0.0  # when the database last said what is served
_preprocess_lock = Lock()
CERTAIN: dict[str, Any] = base_receipt()["certain"]


def served() -> Served:
    """Return the network of the newest deployment, from the cache when nothing newer was deployed."""
    global _cached, _asked_at  # noqa: PLW0603  # the one cache of a process
    newest = selectors.deployments.served()
    _asked_at = time.monotonic()
    if newest is None:
        raise UnavailableError("No network is installed yet. Try again in a moment.")
    cached = _cached
    if cached is None or cached.deployment != newest[0]:
        _cached = cached = _load_newest_sound(newest[0])
    return cached


def served_or_kept() -> Served:
    """Return the served network; while the database is away, for a while, the one that was served last."""
    try:
        return _unless_away(served)
    except (OperationalError, InterfaceError):
        if _cached is None or time.monotonic() - _asked_at > KEPT_S:
            raise
        return _cached


def memory_or_kept(contributor: UUID | None, by: Served) -> HandMemory | None:
    """Return what a hand has taught; while the database is away, what this process last knew of it."""
    try:
        return _unless_away(lambda: memory_of(contributor, by=by))
    except (OperationalError, InterfaceError):
        return memories.kept_of(contributor, deployment=by.deployment)


def _unless_away(ask: Callable[[], T]) -> T:
    return ask() if _cached is None else away.unless_away(ask)


def preprocess(drawing: Drawing) -> Preprocessed:
    """Find the ink and place it, or place the strokes."""
    with preprocessing():
        if isinstance(drawing, list):
            return Preprocessed(drawing, place_strokes(drawing))
        ink, has_rules = find_ink_and_doubt(drawing)
        return Preprocessed(ink, place(ink), has_rules)


@contextmanager
def preprocessing() -> Iterator[None]:
    """Let one thread at a time preprocess. Raises BlankDrawingRefusedError where a drawing turns out to be blank.

    Larger NumPy calls release the interpreter's lock and must win it back from all other threads: ten threads at once
    did two thirds of the work that they did one after the other.
    """
    try:
        with _preprocess_lock:
            yield
    except BlankDrawingError as error:
        raise BlankDrawingRefusedError("The drawing is blank. Draw a digit and send it again.") from error


def n_seen(ink: Drawing) -> int:
    """Return the number of digits that are seen in strokes or on an ink."""
    return n_digits_in_strokes(ink) if isinstance(ink, list) else n_digits_in_ink(ink)


def predict(
    picture: NDArray[np.uint8],
    by: Served | None = None,
    *,
    contributor: UUID | None = None,
    n_seen: int = 1,
    has_rules: bool = False,
) -> Prediction:
    """Return the guess for one 28×28 picture by a network, by default the one that is served now.

    With a contributor, the memory of that hand corrects it.
    """
    now = by or served_or_kept()
    return predict_with(now, memory_or_kept(contributor, by=now), picture, n_seen=n_seen, has_rules=has_rules)


def predict_with(
    now: Served,
    known: HandMemory | None,
    picture: NDArray[np.uint8],
    *,
    n_seen: int,
    has_rules: bool,
    is_in_number: bool = False,
) -> Prediction:
    """Return the guess for one 28×28 picture by a network and the memory of a hand.

    In a number the likelihoods of pen digits give a second opinion; a digit that they change is never certain.
    """
    x = as_inputs(picture.reshape(1, 784))
    alone, corrected, outputs = _outputs(now, known, x, is_in_number=is_in_number)
    guesses = Guesses.of(corrected, shipped_likelihoods()(x))
    network = _guess(alone)
    guess = network if outputs is alone else _guess(outputs)
    changed = int(corrected[0].argmax()) != network.digit
    deciding = known.memory.deciding(x, alone) if known and changed else []
    return Prediction(
        digit=guess.digit,
        confidences=guess.confidences,
        certain=n_seen == 1
        and not has_rules
        and guess.digit == int(guesses.digits[0])
        and bool(is_certain(guesses, CERTAIN)[0]),
        model=now.version,
        n_seen=n_seen,
        network=network,
        hand=None if known is None else Memorized(len(known.examples), changed),
        because=[OwnDigit(*known.examples[row]) for row in deciding] if known else [],
    )


def guesses_for(
    picture: NDArray[np.uint8], *, contributor: UUID | None, is_in_number: bool
) -> tuple[Served, Guess, Guess]:
    """Return the served network, its own guess for a picture, and the guess that its contributor is shown.

    Both are the guesses of `predict_with`. Whether the guess is certain is left out: it takes longer and is not stored.
    """
    now = served_or_kept()
    known = memory_or_kept(contributor, by=now)
    alone, _, outputs = _outputs(now, known, as_inputs(picture.reshape(1, 784)), is_in_number=is_in_number)
    return now, _guess(alone), _guess(outputs)


def _outputs(now: Served, known: HandMemory | None, x: Floats, *, is_in_number: bool) -> tuple[Floats, Floats, Floats]:
    """Return outputs (1, 10): of the network alone, with the memory of the hand, and with a number's second opinion."""
    alone = now.network.outputs(x)
    corrected = alone if known is None else known.memory.correct(x, alone)
    outputs = with_second_opinion(alone, corrected, pen_likelihoods()(x)) if is_in_number else corrected
    return alone, corrected, outputs


def memory_of(contributor: UUID | None, by: Served | None = None) -> HandMemory | None:
    """Return the memory of a hand for a network, by default the served one; None if the hand has taught nothing."""
    memories.forget_unused()
    if contributor is None:
        return None
    now = by or served()
    return memories.memory_of(contributor, deployment=now.deployment, network=now.network)


def _guess(outputs: NDArray[np.float32]) -> Guess:
    return Guess(int(outputs[0].argmax()), [round(float(output), 6) for output in outputs[0]])


def _load_newest_sound(newest: int) -> Served:
    global _unsound  # noqa: PLW0603  # one state for the process
    none = UnavailableError("No sound network is installed. The administrator has to look.")
    if _unsound is not None and _unsound[0] == newest and time.monotonic() - _unsound[1] < LOOK_AGAIN_S:
        raise none
    for version, sha256 in selectors.deployments.deployed_versions():
        try:
            network = selectors.versions.load_network(version)
        except CorruptNetworkError as error:
            event(
                "damaged", "version %d is damaged and is not served: %s", version, error,
                level=logging.ERROR, version=version,
            )  # fmt: skip
            continue
        if network is None:
            continue
        # An older version, too, is filed under the newest deployment, so that nothing is loaded again before the
        # next deployment.
        return Served(deployment=newest, version=version, network=network, sha256=sha256)
    _unsound = newest, time.monotonic()
    raise none
