"""The two rules on a single digit: whether it is held out for testing, and how doubtful its label is."""

from collections.abc import Sequence


def is_held_out(ink_sha256: str) -> bool:
    """Say whether a drawing is kept for testing: one in ten, and the same drawing always on the same side."""
    return int(ink_sha256[:8], 16) % 10 == 0


def doubt_of(outputs: Sequence[float], label: int) -> float:
    """Return how far the strongest other output stands above the label's own, from -1 to 1.

    >>> doubt_of([0.1, 0.7, 0, 0, 0, 0, 0, 0, 0, 0.2], label=9)
    0.5
    """
    return round(max(output for digit, output in enumerate(outputs) if digit != label) - outputs[label], 6)
