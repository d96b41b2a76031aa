"""The form of the printed tables: a heading, then rows of a name and cells; counts and 95 % intervals in each."""

from collections.abc import Mapping, Sequence

import numpy as np

from benchmarks.accuracy.readers import Flags, Pens, Reading
from benchmarks.intervals import loss_interval, mean_interval
from nn.metrics import Accuracy

N_SHARE = "n    share    95 % interval"
POINTS_LOST = "points lost    95 % interval"
WIDTH = 56  # of a cell, in characters


def print_heading(title: str, columns: Sequence[str]) -> None:
    print(f"\n{title}\n{'':36}" + "".join(f"{column:>{WIDTH}}" for column in columns))


def print_row(name: str, *cells: Accuracy | str) -> None:
    written = [cell if isinstance(cell, str) else _cell(cell) for cell in cells]
    print(f"{name:36}" + "".join(f"{cell:>{WIDTH}}" for cell in written))


def share(flags: Flags) -> Accuracy:
    """Return how many flags are true, as the `correct` of an Accuracy."""
    return Accuracy(int(flags.sum()), len(flags))


def lost(before: Reading, after: Reading) -> str:
    """Return the points that are lost of the same digits, with their interval."""
    points = 100 * (before.is_right.mean() - after.is_right.mean())
    low, high = (100 * bound for bound in loss_interval(before.is_right, after.is_right))
    return f"{points:.2f}   {low:.2f} to {high:.2f}"


def accuracy_of_writers(pens: Pens, reading: Reading) -> dict[int, Accuracy]:
    return {int(writer): reading.accuracy_of(pens.writers == writer) for writer in np.unique(pens.writers)}


def worst_writer(of_writers: Mapping[int, Accuracy]) -> int:
    """Return the number of the writer of whose digits the least share is read."""
    return min(of_writers, key=lambda writer: of_writers[writer].fraction)


def mean_over_writers(pens: Pens, reading: Reading) -> str:
    fractions = np.array([measured.fraction for measured in accuracy_of_writers(pens, reading).values()])
    low, high = mean_interval(fractions)
    return f"{len(pens.digits):,}{fractions.mean():9.2%}   {low:.2%} – {high:.2%}"


def _cell(measured: Accuracy) -> str:
    low, high = measured.interval
    return f"{measured.count:,}{measured.fraction:9.2%}   {low:.2%} – {high:.2%}" if measured.count else "0"
