"""Hands made odd by simple rules on the strokes of real digits, since networks read nearly all hands well.

An odd hand is a writer of pendigits of whose digits one label, sometimes two, is written in another way. The rule gets
the same random numbers for each digit of a writer, so a hand is odd in one way, and varies as its writer does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from nn.data.corpora import PenDigit
from nn.data.strokes import Points
from nn.data.styles.changed_five_to_nine import crossed_seven
from nn.data.styles.curves import smooth
from nn.data.styles.sevens_to_nines import foot_of_nine

Strokes = list[Points]
Change = Callable[[Strokes, np.random.Generator], Strokes | None]

HEIGHT = 100.0
"""The height of the box, y down, in which rules see a digit. It is that of `nn.data.styles`, whose rules are used."""


@dataclass(frozen=True)
class OddHand:
    """A writer's digits in the order of writing, some of them changed; `label` is the digit that is written oddly."""

    writer: int
    oddity: str
    label: int
    digits: list[PenDigit]


def odd_hands(digits: Sequence[PenDigit], writers: Sequence[int]) -> list[OddHand]:
    """Return each of these writers with each oddity; forms that are borrowed come from the writer before in the list.

    A digit that has no place for a change is left out.
    """
    of_writer = {writer: [digit for digit in digits if digit.writer == writer] for writer in writers}
    hands = []
    for place, writer in enumerate(writers):
        own, other = of_writer[writer], of_writer[writers[place - 1]]
        hands += [
            OddHand(writer, "1 as others write 7, 7 crossed", 1, _one_as_seven(own, other)),
            OddHand(writer, "open 4", 4, _changed(own, {4: _open_four})),
            OddHand(writer, "9 with a flat foot", 9, _changed(own, {9: _flat_footed_nine})),
            OddHand(writer, "mirrored 3", 3, _changed(own, {3: _mirrored})),
        ]
    return hands


def _one_as_seven(own: Sequence[PenDigit], other: Sequence[PenDigit]) -> list[PenDigit]:
    """Return own digits, 1s written as the other's 7s without a cross, 7s crossed; 1s left over are left out."""
    sevens = iter([digit for digit in _changed(other, {7: _uncrossed}) if digit.label == 7])
    written = []
    for digit in _changed(own, {7: crossed_seven}):
        if digit.label != 1:
            written.append(digit)
        elif (seven := next(sevens, None)) is not None:
            written.append(replace(digit, strokes=seven.strokes))
    return written


def _changed(digits: Sequence[PenDigit], changes: dict[int, Change]) -> list[PenDigit]:
    written = []
    for digit in digits:
        if digit.label not in changes:
            written.append(digit)
            continue
        strokes = changes[digit.label](_in_box(digit.strokes), np.random.default_rng(digit.writer))
        if strokes is not None:
            flipped = [(stroke * np.array([1, -1])).astype(np.float32) for stroke in strokes]
            written.append(replace(digit, strokes=flipped))
    return written


def _uncrossed(lines: Strokes, _rng: np.random.Generator) -> Strokes | None:
    """Return a 7 without the bar through its stem; None unless the rest is one broad stroke."""
    whole = [line for line in lines if np.ptp(line[:, 1]) > HEIGHT / 2]
    return whole if len(whole) == 1 and np.ptp(whole[0][:, 0]) > HEIGHT / 5 else None


def _open_four(lines: Strokes, rng: np.random.Generator) -> Strokes | None:
    """Return a 4 of two strokes whose short stem hangs at the right end of its arm, so that its top is wide open."""
    if len(lines) != 2:
        return None
    arm, stem = sorted(lines, key=lambda line: float(line[:, 1].max()))
    shorter = stem * np.array([1, 0.6], np.float32)
    place = (float(arm[:, 0].max()) - float(stem[:, 0].mean()), rng.uniform(40, 50))
    return [arm, shorter + np.array(place, np.float32)]


def _flat_footed_nine(lines: Strokes, rng: np.random.Generator) -> Strokes | None:
    """Return a 9 whose stem ends in a foot that goes far to the left and back to the right, as that of a 2 does."""
    *others, stem = lines
    above = np.flatnonzero(stem[:, 1] < 58)
    if stem[-1, 1] < 80 or not len(above) or above[-1] < 2:
        return None
    end = int(above[-1]) + 1
    x = float(stem[end - 1, 0])
    (down,), (left,) = foot_of_nine(rng, "flat", x)
    foot = [np.array([point], np.float32) for point in (down, left, (x + rng.uniform(25, 40), 100))]
    return [*others, np.concatenate([stem[:end], smooth([stem[end - 1 : end], *foot])[1:]])]


def _mirrored(lines: Strokes, _rng: np.random.Generator) -> Strokes:
    return [line * np.array([-1, 1], np.float32) for line in lines]


def _in_box(strokes: Strokes) -> Strokes:
    """Return strokes, y up, flipped and scaled to the height of the box; they begin at its left edge."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    scale = np.array([1, -1], np.float32) * np.float32(HEIGHT / max(float(high[1] - low[1]), 1.0))
    return [((stroke - (low[0], high[1])) * scale).astype(np.float32) for stroke in strokes]
