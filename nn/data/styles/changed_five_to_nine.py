"""Changes of real digits 5 to 9.

Each takes lines, 100 high, y down, and returns None if the strokes have no place for the change.
"""

import numpy as np

from nn.data.strokes import Points
from nn.data.styles.changed_strokes import Lines, box, shift
from nn.data.styles.curves import Rng, smooth
from nn.data.styles.sevens_to_nines import FEET, foot_of_nine


def five_with_moved_bar(lines: Lines, rng: Rng) -> Lines | None:
    parts = _bar_and_body(lines)
    if parts is None:
        return None
    bar, body = parts
    bar = _turned(bar, rng.uniform(-0.2, 0.15), rng.uniform(0.75, 1.3))
    return [body, bar + np.array([rng.uniform(0, 15), rng.uniform(-12, 2)], np.float32)]


def five_with_joined_bar(lines: Lines, _rng: Rng) -> Lines | None:
    parts = _bar_and_body(lines)
    if parts is None or len(lines) != 2:
        return None
    bar, body = parts
    bar = bar[::-1] if bar[0, 0] < bar[-1, 0] else bar
    return [np.concatenate([bar - bar[-1] + body[0], body[1:]]).astype(np.float32)]


def curled_six(lines: Lines, rng: Rng) -> Lines | None:
    x, y = (float(value) for value in lines[0][0])
    if y > 20:
        return None
    size = rng.uniform(0.6, 1.2)
    curl = [(x + size * dx, y + size * dy) for dx, dy in [(12, 14), (13, 4), (6, -2)]]
    return [smooth([np.array([*curl, *lines[0][:2]], np.float32), lines[0][2:]]), *lines[1:]]


def straight_six(lines: Lines, rng: Rng) -> Lines | None:
    line = lines[0]
    below = np.flatnonzero(line[:, 1] > rng.uniform(45, 65))
    if line[0, 1] > 20 or not len(below) or below[0] < 3:
        return None
    n = int(below[0]) + 1
    chord = line[0] + (line[n - 1] - line[0]) * np.linspace(0, 1, n, dtype=np.float32)[:, None]
    share = np.float32(rng.uniform(0.6, 1.0))
    return [np.concatenate([share * chord + (1 - share) * line[:n], line[n:]]), *lines[1:]]


def crossed_seven(lines: Lines, rng: Rng) -> Lines | None:
    """Return a 7 with a bar through its stem; a bar that it has already is replaced."""
    others, _ = _without_cross(lines)
    points = np.concatenate(others)
    level = rng.uniform(40, 60)
    nearest = points[np.abs(points[:, 1] - level).argmin()]
    if np.abs(nearest[1] - level) > 12:
        return None
    x, tilt = float(nearest[0]), rng.uniform(-6, 6)
    bar = [(x - rng.uniform(10, 24), level + tilt), (x + rng.uniform(10, 24), level - tilt)]
    return [*others, np.array(bar, np.float32)]


def uncrossed_seven(lines: Lines, _rng: Rng) -> Lines | None:
    others, cross = _without_cross(lines)
    return others if cross is not None and _has_level_bar(others) else None


def serifed_seven(lines: Lines, rng: Rng, *, crossed: bool) -> Lines | None:
    """Return a 7 whose bar begins with a tick from below, with or without a bar through its stem."""
    others, _ = _without_cross(lines)
    x, y = others[0][0]
    if not _has_level_bar(others) or x > box(others)[0][0] + 12:
        return None
    tick = np.array([(x - rng.uniform(-1, 5), y + rng.uniform(8, 18))], np.float32)
    serifed = [np.concatenate([tick, others[0]]), *others[1:]]
    return crossed_seven(serifed, rng) if crossed else serifed


def eight_in_two(lines: Lines, rng: Rng) -> Lines | None:
    if len(lines) != 1 or len(lines[0]) < 20:
        return None
    cut = int(len(lines[0]) * rng.uniform(0.35, 0.65))
    return [lines[0][: cut + 1], lines[0][cut:] + shift(rng, 1.5, 1.5)]


def nine_with_foot(lines: Lines, rng: Rng) -> Lines | None:
    """Return a 9 whose stem ends in another way."""
    *others, stem = lines
    above = np.flatnonzero(stem[:, 1] < 58)
    if stem[-1, 1] < 80 or not len(above) or above[-1] < 2:
        return None
    end = int(above[-1]) + 1
    foot = foot_of_nine(rng, FEET[int(rng.integers(len(FEET)))], float(stem[end - 1, 0]))
    rest = smooth([stem[end - 1 : end], *(np.array(piece, np.float32) for piece in foot)])
    return [*others, np.concatenate([stem[:end], rest[1:]])]


def _bar_and_body(lines: Lines) -> tuple[Points, Points] | None:
    """Return the upper bar of a 5 and the rest, or None if they cannot be told apart."""
    if len(lines) == 2:
        bar, body = sorted(lines, key=lambda line: float(np.ptp(line[:, 1])))
        return (bar, body) if np.ptp(bar[:, 1]) < 30 and bar[:, 1].mean() < 35 else None
    line = lines[0]
    first_half = line[: len(line) // 2 + 1]
    corner = int((first_half[:, 0] + 0.6 * first_half[:, 1]).argmin())
    if len(lines) > 2 or corner < 3 or line[0, 0] - line[corner, 0] < 15 or np.ptp(line[: corner + 1, 1]) > 18:
        return None
    return line[: corner + 1], line[corner:]


def _without_cross(lines: Lines) -> tuple[Lines, Points | None]:
    """Return a 7 without the bar through its stem, and that bar, or None if it has none."""
    for place, line in enumerate(lines):
        width, height = np.ptp(line, axis=0)
        if len(lines) > 1 and width > height and line[:, 1].mean() > 28:
            return lines[:place] + lines[place + 1 :], line
    return lines, None


def _has_level_bar(lines: Lines) -> bool:
    """Tell whether a 7 has a wide bar on top; without it only the cross tells it from a 1."""
    top = lines[0][lines[0][:, 1] < box(lines)[0][1] + 18]
    return len(top) > 1 and float(np.ptp(top[:, 0])) > 32


def _turned(line: Points, angle: float, scale: float) -> Points:
    """Return a line turned (radians) and scaled about its left end."""
    pivot = line[line[:, 0].argmin()]
    c, s = np.cos(angle) * scale, np.sin(angle) * scale
    turned: Points = ((line - pivot) @ np.array([[c, s], [-s, c]]) + pivot).astype(np.float32)
    return turned
