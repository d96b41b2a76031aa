"""Changes of real digits 0 to 4.

Each takes lines, 100 high, y down, and returns None if the strokes have no place for the change.
"""

import numpy as np
from numpy.typing import NDArray

from nn.data.strokes import Points
from nn.data.styles.changed_strokes import Lines, box, shift
from nn.data.styles.curves import Piece, Rng, smooth


def marked_zero(lines: Lines, rng: Rng, *, angles: tuple[float, float], reach: tuple[float, float]) -> Lines | None:
    """Return a 0 with a straight line through its middle.

    `angles` are its direction in degrees from the right, `reach` its ends as shares of the way to the ring.
    """
    if len(lines) != 1:
        return None
    middle = np.mean(box(lines), axis=0)
    offsets = lines[0] - middle
    directions = np.arctan2(offsets[:, 1], offsets[:, 0])
    angle = np.radians(rng.uniform(*angles))
    rims = (_nearest_direction(offsets, directions, angle + turn) for turn in (0, np.pi))
    return [*lines, np.array([middle + rim * rng.uniform(*reach) for rim in rims], np.float32)]


def zero_in_halves(lines: Lines, rng: Rng) -> Lines | None:
    if len(lines) != 1 or len(lines[0]) < 8 or lines[0][0, 1] > 30:
        return None
    lowest = int(lines[0][:, 1].argmax())
    halves = lines[0][: lowest + 1], lines[0][lowest:][::-1]
    return None if min(map(len, halves)) < 3 else [half + shift(rng, 2.5, 2.5) for half in halves]


def flagged_one(lines: Lines, rng: Rng, *, drop: tuple[float, float], footed: bool = False) -> Lines | None:
    """Return a 1 with another flag, which falls by `drop`."""
    stem = _stem(lines)
    if stem is None:
        return None
    fall = rng.uniform(*drop)
    beside = stem[np.abs(stem[:, 1] - stem[0, 1] - fall).argmin(), 0]
    flag = np.array([(beside - fall * rng.uniform(0.45, 0.85), stem[0, 1] + fall)], np.float32)
    flagged = [np.concatenate([flag, stem])]
    return footed_one(flagged, rng) if footed else flagged


def bar_one(lines: Lines, _rng: Rng) -> Lines | None:
    stem = _stem(lines)
    return None if stem is None or len(stem) == len(lines[0]) else [stem]


def footed_one(lines: Lines, rng: Rng) -> Lines | None:
    points = np.concatenate(lines)
    if np.ptp(points[points[:, 1] > points[:, 1].max() - 15, 0]) > 15:
        return None
    x, y = points[points[:, 1].argmax()]
    tilt = rng.uniform(-4, 4)
    foot = [(x - rng.uniform(12, 28), y + tilt), (x + rng.uniform(12, 28), y - tilt)]
    return [*lines, np.array(foot, np.float32)]


def two_with_foot(lines: Lines, rng: Rng, *, foot: str) -> Lines | None:
    """Return a 2 whose line from the lower left corner on is a loop, a swan's neck, a tail or straight."""
    line = lines[0]
    corner = int((line[:, 0] - line[:, 1]).argmin())
    x, y = (float(value) for value in line[corner])
    right = float(line[:, 0].max())
    if len(lines) != 1 or y < 75 or x > 25 or corner < len(line) // 2:
        return None
    end, size = right + rng.uniform(-6, 8), rng.uniform(0.7, 1.3)
    feet: dict[str, Piece] = {
        "straight": [(end, y + rng.uniform(-3, 3))],
        "loop": [(x + size * dx, y + size * dy) for dx, dy in [(-8, -4), (-7, -13), (4, -14), (18, -8)]] + [(end, y)],
        "swan": [(x + 14, y - 8 * size), (x + 30, y), (end - 8, y + 3), (end + 4, y - 6 * size)],
        "tail": [(x + 20, y - 3), ((x + end) / 2 + 8, y + 2), (end, y + rng.uniform(6, 16))],
    }
    return [_joined(line[: corner + 1], feet[foot])]


def three_with_flat_top(lines: Lines, rng: Rng) -> Lines | None:
    waist = _waist(lines)
    if waist is None:
        return None
    line = lines[0]
    right, top = float(line[: waist + 1, 0].max()), float(line[: waist + 1, 1].min())
    left = float(line[:waist, 0].min()) + rng.uniform(-4, 6)
    bar: Piece = [(left, top + rng.uniform(0, 6)), (right + rng.uniform(-2, 6), top + rng.uniform(-4, 3))]
    return [np.concatenate([np.array(bar, np.float32), line[waist:]])]


def three_with_loop(lines: Lines, rng: Rng) -> Lines | None:
    waist = _waist(lines)
    if waist is None:
        return None
    line, size = lines[0], rng.uniform(0.6, 1.1)
    loop = [line[waist] + np.array([dx, dy]) * size for dx, dy in [(-2, 1), (-9, -2), (-7, -9), (2, -7), (6, 0)]]
    around = smooth([np.array([line[waist - 1], *loop, line[min(waist + 3, len(line) - 1)]], np.float32)])
    return [np.concatenate([line[: waist - 1], around, line[waist + 4 :]])]


def opened_four(lines: Lines, rng: Rng) -> Lines | None:
    """Return a 4 of two strokes whose stem stands elsewhere: further right, higher or lower."""
    if len(lines) != 2:
        return None
    arm, stem = sorted(lines, key=lambda line: float(line[:, 1].max()))
    room = float(arm[:, 0].max() - stem[len(stem) // 2 :, 0].mean())
    if room < 2:
        return None
    return [arm, stem + np.array([rng.uniform(0, min(12, room)), rng.uniform(-6, 16)], np.float32)]


def four_in_three(lines: Lines, rng: Rng) -> Lines | None:
    if len(lines) != 2:
        return None
    arm, stem = sorted(lines, key=lambda line: float(line[:, 1].max()))
    corner = int((arm[:, 0] - 0.5 * arm[:, 1]).argmin())
    if not 2 < corner < len(arm) - 3:
        return None
    return [arm[: corner + 1], arm[corner:] + shift(rng, 2, 2), stem + shift(rng, 2, 2)]


def _nearest_direction(offsets: Points, directions: NDArray[np.floating], angle: float) -> Points:
    """Return the offset whose direction, in radians, is nearest to this one."""
    nearest: Points = offsets[np.cos(directions - angle).argmax()]
    return nearest


def _stem(lines: Lines) -> Points | None:
    """Return the stem of a 1 of one stroke, downwards and without a flag, or None if it is bent or has a foot."""
    top = int(lines[0][:, 1].argmin())
    stem = lines[0][top:] if lines[0][-1, 1] > lines[0][0, 1] else lines[0][top::-1]
    chord, length = np.hypot(*(stem[-1] - stem[0])), np.hypot(*np.diff(stem, axis=0).T).sum()
    return stem if len(lines) == 1 and len(stem) > 1 and chord > 80 and length < 1.08 * chord else None


def _joined(line: Points, piece: Piece) -> Points:
    """Return a line that goes on through a piece, with a corner where the piece begins."""
    return np.concatenate([line, smooth([line[-1:], np.array(piece, np.float32)])[1:]])


def _waist(lines: Lines) -> int | None:
    """Return the point of a 3 of one stroke that lies furthest left between its arches, or None if it has none."""
    line = lines[0]
    between = np.flatnonzero((line[:, 1] > 28) & (line[:, 1] < 65))
    between = between[(between > 0.2 * len(line)) & (between < 0.75 * len(line))]
    if len(lines) != 1 or not len(between):
        return None
    waist = int(between[line[between, 0].argmin()])
    depth = min(line[:waist, 0].max(), line[waist:, 0].max()) - line[waist, 0]
    return waist if depth > 10 and waist > 2 and waist < len(line) - 6 else None
