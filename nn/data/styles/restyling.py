"""Real digits of pendigits whose strokes are changed by rules to styles that their writers did not use.

`restyled` chooses one of `CHANGES` of the digit. A change finds its place on the strokes (a corner, a waist, a stem),
and returns None if they do not have it, such as a bar to be taken from a 7 that is not crossed.
"""

from collections.abc import Callable
from functools import partial

import numpy as np

from nn.data.corpora import PenDigit
from nn.data.styles import changed_five_to_nine as high
from nn.data.styles import changed_zero_to_four as low
from nn.data.styles.catalogue import StyledDigit
from nn.data.styles.changed_strokes import Lines, box, lengthened_stem, shortened
from nn.data.styles.curves import Rng
from nn.data.styles.hands import finish

Change = Callable[[Lines, Rng], Lines | None]

SLANTS = (-0.1, 0.15)
"""Slant given to a digit besides its own; if wider, a hand that leans already leans too much."""
PROPORTIONS = 0.3
"""Logarithm of the largest power by which proportions change; if larger, one half of a digit nearly vanishes."""
KEPT = 0.25
"""Share of the digits to which no rule is applied; if larger, fewer have another style."""

CHANGES: dict[int, tuple[tuple[str, Change], ...]] = {
    0: (
        ("slash inside", partial(low.marked_zero, angles=(-70, -35), reach=(0.5, 0.95))),
        ("slash across", partial(low.marked_zero, angles=(-70, -35), reach=(1.0, 1.5))),
        ("backward slash", partial(low.marked_zero, angles=(-145, -110), reach=(0.6, 1.35))),
        ("dot", partial(low.marked_zero, angles=(-90, 90), reach=(0.0, 0.12))),
        ("bar", partial(low.marked_zero, angles=(-12, 8), reach=(0.45, 0.95))),
        ("two halves", low.zero_in_halves),
    ),
    1: (
        ("short flag", partial(low.flagged_one, drop=(10, 24))),
        ("long flag", partial(low.flagged_one, drop=(25, 48))),
        ("flag and foot", partial(low.flagged_one, drop=(10, 40), footed=True)),
        ("foot", low.footed_one),
        ("no flag", low.bar_one),
    ),
    2: tuple((f"foot: {foot}", partial(low.two_with_foot, foot=foot)) for foot in ("straight", "loop", "swan", "tail")),
    3: (("flat top", low.three_with_flat_top), ("loop", low.three_with_loop)),
    4: (("stem moved", low.opened_four), ("three strokes", low.four_in_three), ("longer stem", lengthened_stem)),
    5: (("bar moved", high.five_with_moved_bar), ("bar joined", high.five_with_joined_bar)),
    6: (("curl", high.curled_six), ("straight stem", high.straight_six), ("spiral", partial(shortened, end=0.15))),
    7: (
        ("crossed", high.crossed_seven),
        ("not crossed", high.uncrossed_seven),
        ("serif", partial(high.serifed_seven, crossed=False)),
        ("serif and cross", partial(high.serifed_seven, crossed=True)),
    ),
    8: (("open", partial(shortened, start=0.03, end=0.05)), ("two strokes", high.eight_in_two)),
    9: (
        ("other foot", high.nine_with_foot),
        ("open bowl", partial(shortened, start=0.1)),
        ("longer stem", lengthened_stem),
    ),
}
"""The changes of each digit, each with its name."""


def restyled(digit: PenDigit, rng: Rng) -> StyledDigit:
    """Return a digit written in another style, by a rule for its label that its strokes allow.

    Its strokes, y up, are flipped and scaled first. If no rule fits, only its proportions change; a 1 keeps its own.
    """
    lines = _in_box(digit.strokes)
    changes = CHANGES[digit.label]
    style = "other proportions"
    if rng.random() >= KEPT:
        for place in rng.permutation(len(changes)):
            changed = changes[place][1](lines, rng)
            if changed is not None:
                style, lines = changes[place][0], changed
                break
    if digit.label != 1 and (style == "other proportions" or rng.random() < 0.5):  # a 1's flag must not become level
        lines = _proportioned(lines, rng)
    return StyledDigit(digit.label, style, finish(lines, rng, slants=SLANTS))


def _in_box(strokes: Lines) -> Lines:
    """Return strokes flipped to y down, moved and scaled to the box of the plans: 100 high, its middle at (30, 50)."""
    low, high = box(strokes)
    width, height = high - low
    scale = np.array([100, -100], np.float32) / max(height, width / 1.5, 1)
    middle = np.array([30, 50], np.float32)
    return [((stroke - (low + high) / 2) * scale + middle).astype(np.float32) for stroke in strokes]


def _proportioned(lines: Lines, rng: Rng) -> Lines:
    """Return lines with a larger upper or lower part, and a larger left or right one; the other part is smaller."""
    low, high = box(lines)
    size = np.maximum(high - low, 1)
    powers = np.exp(rng.uniform(-1, 1, 2) * (PROPORTIONS / 2, PROPORTIONS))
    return [(low + size * ((line - low) / size) ** powers).astype(np.float32) for line in lines]
