"""All styles by their names, and digits written in them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial

from nn.data.strokes import Points
from nn.data.styles import fives_and_sixes, sevens_to_nines, twos_to_fours, zeros_and_ones
from nn.data.styles.curves import Plan, Rng
from nn.data.styles.hands import write


@dataclass(frozen=True)
class Style:
    """One way to write a digit: what it is called, the digit, and what plans its strokes."""

    name: str
    label: int
    plan: Callable[[Rng], list[Plan]]

    def write(self, rng: Rng) -> list[Points]:
        """Return the strokes (n, 2) of one digit, y down, about 100 high, no two digits alike."""
        return write(self.plan(rng), rng)


@dataclass(frozen=True)
class StyledDigit:
    """A digit made up or changed by rules: strokes of points (n, 2), x to the right and y down, about 100 high."""

    label: int
    style: str
    strokes: list[Points]


STYLES = (
    Style("plain 0 begun anywhere", 0, zeros_and_ones.plain_zero),
    Style("0 open at the top", 0, zeros_and_ones.open_zero),
    Style("0 of two halves", 0, zeros_and_ones.zero_of_halves),
    Style("0 slashed inside", 0, partial(zeros_and_ones.slashed_zero, reach=(0.5, 1.0))),
    Style("0 slashed across", 0, partial(zeros_and_ones.slashed_zero, reach=(1.0, 1.5))),
    Style("0 slashed backwards inside", 0, partial(zeros_and_ones.slashed_zero, reach=(0.5, 1.0), backwards=True)),
    Style("0 slashed backwards across", 0, partial(zeros_and_ones.slashed_zero, reach=(1.0, 1.4), backwards=True)),
    Style("0 slashed without a lift", 0, zeros_and_ones.zero_slashed_without_lift),
    Style("0 with a dot", 0, zeros_and_ones.dotted_zero),
    Style("0 with a bar", 0, zeros_and_ones.barred_zero),
    Style("0 with a loop at the top", 0, zeros_and_ones.looped_zero),
    Style("1 as a bar", 1, zeros_and_ones.bar_one),
    Style("1 with a short flag", 1, partial(zeros_and_ones.flagged_one, drop=(10, 24))),
    Style("1 with a long flag", 1, partial(zeros_and_ones.flagged_one, drop=(26, 52))),
    Style("1 with a curved flag", 1, partial(zeros_and_ones.flagged_one, drop=(18, 46), bend=4.0)),
    Style("1 with a loose flag", 1, zeros_and_ones.one_with_loose_flag),
    Style("1 with a hook", 1, zeros_and_ones.hooked_one),
    Style("1 with a foot", 1, zeros_and_ones.footed_one),
    Style("1 with flag and foot", 1, partial(zeros_and_ones.footed_one, drop=(10, 38))),
    Style("1 with flag and foot without a lift", 1, partial(zeros_and_ones.footed_one, drop=(10, 38), lifted=False)),
    Style("1 with a flick", 1, zeros_and_ones.one_with_flick),
    Style("2 with a straight foot", 2, twos_to_fours.round_two),
    Style("2 with a loop", 2, twos_to_fours.looped_two),
    Style("2 as a Z", 2, twos_to_fours.z_two),
    Style("2 with a swan's neck", 2, twos_to_fours.swan_two),
    Style("2 with a curl", 2, twos_to_fours.curled_two),
    Style("2 of two strokes", 2, twos_to_fours.two_in_two),
    Style("2 with a tail", 2, twos_to_fours.tailed_two),
    Style("3 with a corner", 3, twos_to_fours.round_three),
    Style("3 with a flat top", 3, twos_to_fours.flat_three),
    Style("3 with a loop", 3, twos_to_fours.looped_three),
    Style("3 without a corner", 3, twos_to_fours.shallow_three),
    Style("3 with curls", 3, twos_to_fours.curled_three),
    Style("3 with a tail", 3, twos_to_fours.tailed_three),
    Style("3 with a small head", 3, twos_to_fours.three_with_small_head),
    Style("3 with a large head", 3, twos_to_fours.three_with_large_head),
    Style("open 4 crossed high", 4, partial(twos_to_fours.open_four, level=(38, 54), stem_top=(-4, 14))),
    Style("open 4 crossed low", 4, partial(twos_to_fours.open_four, level=(60, 78), stem_top=(-4, 24))),
    Style("4 of an L and a short stem", 4, partial(twos_to_fours.open_four, level=(52, 66), stem_top=(18, 34))),
    Style("4 of a cup and a stem", 4, twos_to_fours.cup_four),
    Style("open 4 without a lift", 4, twos_to_fours.open_four_without_lift),
    Style("4 with a loop", 4, twos_to_fours.looped_four),
    Style("closed 4 with a long tail", 4, partial(twos_to_fours.closed_four, level=(44, 60))),
    Style("closed 4 with a low bar", 4, partial(twos_to_fours.closed_four, level=(62, 78))),
    Style("closed 4 without a lift", 4, twos_to_fours.closed_four_without_lift),
    Style("4 of three strokes", 4, twos_to_fours.four_in_three),
    Style("5 with its bar apart", 5, partial(fives_and_sixes.five_with_loose_bar, away=(9, 22), above=(-4, 8))),
    Style("5 with its bar above", 5, partial(fives_and_sixes.five_with_loose_bar, away=(-2, 10), above=(4, 13))),
    Style("5 with its bar joined", 5, partial(fives_and_sixes.five_with_loose_bar, away=(-5, 1), above=(-2, 2))),
    Style("5 without a lift", 5, fives_and_sixes.five_without_lift),
    Style("5 as an S", 5, fives_and_sixes.s_five),
    Style("5 with corners", 5, fives_and_sixes.angular_five),
    Style("5 with a curl", 5, fives_and_sixes.curled_five),
    Style("5 with a big belly", 5, fives_and_sixes.big_bellied_five),
    Style("5 with a small belly", 5, fives_and_sixes.small_bellied_five),
    Style("6 of one curve", 6, fives_and_sixes.curved_six),
    Style("6 with a curl", 6, fives_and_sixes.curled_six),
    Style("6 with a straight stem", 6, fives_and_sixes.straight_six),
    Style("6 with a small bowl", 6, partial(fives_and_sixes.curved_six, bowl=(28, 38))),
    Style("6 with a large bowl", 6, partial(fives_and_sixes.curved_six, bowl=(54, 61))),
    Style("6 as a spiral", 6, fives_and_sixes.spiral_six),
    Style("6 of two strokes", 6, fives_and_sixes.six_in_two),
    Style("6 with its bowl turned", 6, fives_and_sixes.six_with_bowl_turned),
    Style("plain 7", 7, sevens_to_nines.seven),
    Style("7 with a curved stem", 7, partial(sevens_to_nines.seven, bend=(5, 13))),
    Style("crossed 7", 7, partial(sevens_to_nines.seven, crossed=True)),
    Style("serifed 7", 7, partial(sevens_to_nines.seven, serifed=True)),
    Style("crossed and serifed 7", 7, partial(sevens_to_nines.seven, crossed=True, serifed=True)),
    Style("crossed 7 with a curved stem", 7, partial(sevens_to_nines.seven, crossed=True, bend=(5, 13))),
    Style("hooked 7", 7, sevens_to_nines.hooked_seven),
    Style("crossed and hooked 7", 7, partial(sevens_to_nines.hooked_seven, crossed=True)),
    Style("7 with a wave", 7, sevens_to_nines.waved_seven),
    Style("7 of two strokes", 7, sevens_to_nines.seven_in_two),
    Style("8 of two circles", 8, sevens_to_nines.eight_of_circles),
    Style("8 begun at the upper right", 8, partial(sevens_to_nines.eight_of_one_stroke, start=(0.0, 0.15))),
    Style("8 begun at the upper left", 8, partial(sevens_to_nines.eight_of_one_stroke, start=(0.15, 0.38))),
    Style("8 begun in the middle or below", 8, partial(sevens_to_nines.eight_of_one_stroke, start=(0.38, 0.95))),
    Style("8 open at the top", 8, sevens_to_nines.open_eight),
    Style("8 of two halves", 8, sevens_to_nines.eight_of_halves),
    Style("8 with a waist", 8, sevens_to_nines.eight_with_waist),
    Style("8 with straight crossing", 8, sevens_to_nines.straight_crossed_eight),
    Style("9 with a straight stem", 9, sevens_to_nines.nine),
    Style("9 with a bent stem", 9, partial(sevens_to_nines.nine, foot="bent")),
    Style("9 with a flat foot", 9, partial(sevens_to_nines.nine, foot="flat")),
    Style("9 with a curled foot", 9, partial(sevens_to_nines.nine, foot="curled")),
    Style("9 with a turned foot", 9, partial(sevens_to_nines.nine, foot="turned")),
    Style("9 with a large bowl", 9, partial(sevens_to_nines.nine, bowl=(56, 66))),
    Style("9 with a small bowl", 9, partial(sevens_to_nines.nine, bowl=(28, 38))),
    Style("9 of two strokes", 9, sevens_to_nines.nine_in_two),
    Style("9 with an open bowl", 9, sevens_to_nines.open_nine),
    Style("9 with a hooked top", 9, sevens_to_nines.hooked_nine),
)
NAMES = tuple(style.name for style in STYLES)


def styled_digits(n: int, rng: Rng, *, digits: Collection[int] | None = None) -> list[StyledDigit]:
    """Return n random digits, only of `digits` if given; labels are equally likely, and so are the styles of a label.

    >>> import numpy as np
    >>> {digit.label for digit in styled_digits(20, np.random.default_rng(0), digits=(1, 7))}
    {1, 7}
    """
    by_label = [
        [style for style in STYLES if style.label == label] for label in (range(10) if digits is None else digits)
    ]
    chosen = (
        styles[int(rng.integers(len(styles)))]
        for styles in map(by_label.__getitem__, rng.integers(len(by_label), size=n))
    )
    return [StyledDigit(style.label, style.name, style.write(rng)) for style in chosen]
