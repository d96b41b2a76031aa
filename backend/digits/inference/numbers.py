"""Several digits on one drawing, read from left to right as a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.digits import inference
from backend.digits.drawings import Drawing, Strokes
from backend.digits.errors import InvalidRequestError
from backend.digits.inference import CERTAIN, Prediction, Preprocessed, Served, memory_or_kept, served_or_kept
from backend.digits.inference.memories import HandMemory
from nn.base.thresholds import Guesses, margins
from nn.data.likelihoods import shipped_likelihoods
from nn.data.strokes import clean
from nn.preprocessing import as_inputs, place, place_strokes, split_picture, split_strokes

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Part:
    """One digit of a drawing: its strokes, by their indices, or its box in the picture."""

    seen: Preprocessed
    strokes: list[int] | None
    box: Box | None  # left, top, width and height in pixels; None for strokes


@dataclass(frozen=True)
class ReadPart(Part):
    prediction: Prediction


def read_number(drawing: Drawing, contributor: UUID | None, *, by: Served) -> list[ReadPart]:
    """Return the digits on a drawing from left to right, each read by a network with the memory of the hand.

    Digits that touch and cannot be told apart come as one, which is never certain. In a number `predict_with` asks for
    a second opinion on each digit, since one misread digit spoils it; one digit alone is read as by `predict`.
    """
    known = memory_or_kept(contributor, by=by)
    parts = _take_apart(drawing, by, known)
    return [
        ReadPart(
            part.seen,
            part.strokes,
            part.box,
            inference.predict_with(
                by,
                known,
                part.seen.picture,
                n_seen=part.seen.n_seen,
                has_rules=part.seen.has_rules,
                is_in_number=len(parts) > 1,
            ),
        )
        for part in parts
    ]


def take_apart(drawing: Drawing, contributor: UUID | None) -> list[Part]:
    """Return the digits on a drawing from left to right, as `read_number` finds them."""
    now = served_or_kept()
    return _take_apart(drawing, now, memory_or_kept(contributor, by=now))


def parts_of(strokes: Strokes, split: Sequence[Sequence[int]]) -> list[Part]:
    """Return the digits whose strokes `split` names by their indices. Raises InvalidRequestError for a wrong split."""
    named = [index for digit in split for index in digit]
    if not all(split) or len(set(named)) < len(named) or not set(named) <= set(range(len(strokes))):
        raise InvalidRequestError(
            f"split must name strokes 0 to {len(strokes) - 1}, none twice, at least one for each digit.",
            fields={"split": "not a split of the strokes"},
        )
    with inference.preprocessing():
        return [_of_strokes(strokes, digit) for digit in split]


def _take_apart(drawing: Drawing, now: Served, known: HandMemory | None) -> list[Part]:
    def how_sure(pictures: NDArray[np.uint8]) -> Sequence[float]:
        """Return how sure the network or the memory, whichever is surer, is that each picture is one digit."""
        X = as_inputs(pictures)
        alone, log_likelihoods = now.network.outputs(X), shipped_likelihoods()(X)
        sure = margins(Guesses.of(alone, log_likelihoods), CERTAIN)
        if known is not None:
            corrected = known.memory.correct(X, alone)
            sure = np.maximum(sure, margins(Guesses.of(corrected, log_likelihoods), CERTAIN))
        of_each: list[float] = sure.tolist()
        return of_each

    with inference.preprocessing():
        if isinstance(drawing, list):
            return [_of_strokes(drawing, digit) for digit in split_strokes(drawing, how_sure)]
        inks, has_rules = split_picture(drawing, how_sure)
        return [Part(Preprocessed(digit.ink, place(digit.ink), has_rules), None, digit.box) for digit in inks]


def _of_strokes(strokes: Strokes, indices: Sequence[int]) -> Part:
    """Return one digit: its strokes are cleaned again, so that it is stored as if it had been drawn alone."""
    own = clean([strokes[index] for index in sorted(indices)])
    return Part(Preprocessed(own, place_strokes(own)), sorted(indices), None)
