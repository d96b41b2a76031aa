"""Pen strokes: cleaned once on arrival, kept as bytes, and drawn as a round pen would draw them; NumPy only.

A stroke is an array of points (n, 3), x to the right, y down, and milliseconds since the first point of the drawing, or
(n, 2) if times are unknown; one point is a dot. `clean`, `pack` and `unpack` are for what people draw, `fit`
and `render` make drawings of strokes.
"""

import zlib
from collections.abc import Iterable, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]
Floats = NDArray[np.float64]
Complexes = NDArray[np.complex128]
Rows = NDArray[np.intp]

SIDE = 1000
"""Units along the longer side of cleaned strokes. If larger, they keep more of a trembling hand, and more points."""
TOLERANCE = 2.0
"""A point stays if it is more than this many units off the line. If larger, curves become polygons."""
MOST_STEPS = 50
"""Drawings that are not simple after this many steps keep all their points. Digits need about ten. If larger, a drawing
made on purpose to need many steps takes long."""
LAYOUT = 1
"""The version of the bytes that `pack` makes; they begin with it."""


def clean(strokes: Sequence[Points]) -> list[Points]:
    """Return strokes (n, 3) without needless points, in whole units of 0-1000 and whole milliseconds.

    The longer side of the box around all strokes becomes 1000 units; a lone dot is at (0, 0). These are left out:
    repeated points, points within TOLERANCE of the line between their neighbours, and strokes without points. Cleaning
    cleaned strokes changes nothing: the points at the edges of the box stay, and of the others always the farthest from
    the line. Expects finite numbers and times that never fall.
    Source: U. Ramer, *An iterative procedure for the polygonal approximation of plane curves* (1972).
    """
    strokes = [stroke for stroke in strokes if len(stroke)]
    if not strokes:
        return []
    places, times = _quantised(np.concatenate([_with_time(stroke) for stroke in strokes]))
    is_start = np.zeros(len(places), bool)
    is_start[[0, *accumulate(len(stroke) for stroke in strokes[:-1])]] = True
    is_new = is_start.copy()
    is_new[1:] |= places[1:] != places[:-1]
    places, times, is_start = places[is_new], times[is_new], is_start[is_new]
    is_kept = _simplified(places, is_start)
    places, times = places[is_kept], times[is_kept]
    cleaned = np.array([places.real, places.imag, times], np.float32).T.copy()
    starts = is_start[is_kept].nonzero()[0].tolist()
    return [cleaned[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]


def pack(strokes: Sequence[Points]) -> bytes:
    """Return cleaned strokes as bytes: version, CRC-32 of the rest, counts, x and y of all (16 bits each), t (32 bits).

    All numbers are little-endian. Raises ValueError for strokes that are not as `clean` returns them.
    """
    if any(stroke.shape[1:] != (3,) for stroke in strokes):
        raise ValueError(f"expected strokes of points (n, 3), got {[stroke.shape for stroke in strokes]}")
    lengths = np.array([len(stroke) for stroke in strokes])
    points = np.concatenate([*strokes, np.empty((0, 3), np.float32)])
    _check(points, lengths)
    counts = np.array([len(lengths), *lengths], "<u2")
    body = b"".join(part.tobytes() for part in (counts, points[:, :2].T.astype("<u2"), points[:, 2].astype("<u4")))
    return bytes([LAYOUT]) + zlib.crc32(body).to_bytes(4, "little") + body


def unpack(data: bytes) -> list[Points]:
    """Return the strokes in the bytes that `pack` made. Raises ValueError for all other bytes.

    >>> stroke = np.array([[0, 0, 0], [1000, 250, 90]], np.float32)
    >>> unpack(pack([stroke]))[0].tolist()
    [[0.0, 0.0, 0.0], [1000.0, 250.0, 90.0]]
    """
    body = data[5:]
    if data[:1] != bytes([LAYOUT]) or zlib.crc32(body) != int.from_bytes(data[1:5], "little"):
        raise ValueError(f"expected strokes in layout {LAYOUT} with their CRC-32, got {data[:8].hex()} and more")
    n_strokes = int.from_bytes(body[:2], "little")
    lengths = np.frombuffer(body[2 : 2 + 2 * n_strokes].ljust(2 * n_strokes, b"\0"), "<u2").astype(np.intp)
    n_points, rest = int(lengths.sum()), body[2 + 2 * n_strokes :]
    if len(body) < 2 or len(rest) != 8 * n_points:
        raise ValueError(f"expected {n_points} points of 8 bytes in {n_strokes} strokes, got {len(rest)} bytes")
    places = np.frombuffer(rest[: 4 * n_points], "<u2").reshape(2, n_points)
    points = np.column_stack([*places, np.frombuffer(rest[4 * n_points :], "<u4")]).astype(np.float32)
    _check(points, lengths)
    return np.split(points, np.cumsum(lengths)[:-1]) if n_strokes else []


def render(strokes: Sequence[Points], *, side_px: int = 280, width_px: float = 20.0) -> NDArray[np.uint8]:
    """Return the drawing (side, side), white ink (255) on black, of a round pen of this width; edges are anti-aliased.

    A pixel's ink is the share of it that the pen covers, approximated by 0.5 + half the width - distance from the line,
    within 0-1. Strokes outside the canvas are not drawn.
    """
    canvas = np.zeros((side_px, side_px), np.float32)
    for stroke in strokes:
        points = stroke[:, :2]
        for start, end in zip(
            points[: max(1, len(points) - 1)], points[1:] if len(points) > 1 else points, strict=True
        ):
            _draw_segment(canvas, start, end, width_px / 2)
    canvas *= 255
    return np.rint(canvas, out=canvas).astype(np.uint8)


def fit(strokes: Iterable[Points], *, side_px: int = 280, fill: float = 0.75, y_up: bool = False) -> list[Points]:
    """Return strokes (n, 2) moved to the middle of a square canvas and scaled to fill this share, keeping their aspect.

    With `y_up` the strokes' y axis points up, as in pendigits. A lone point, which has no size, is only moved.
    """
    places = [stroke[:, :2] for stroke in strokes]
    points = np.concatenate(places)
    low, high = points.min(axis=0), points.max(axis=0)
    extent = float((high - low).max())
    scale = side_px * fill / extent if extent else 1.0
    axes = np.array([scale, -scale if y_up else scale], np.float32)
    return [((stroke - (low + high) / 2) * axes + np.float32(side_px / 2)).astype(np.float32) for stroke in places]


def _with_time(stroke: Points) -> Points:
    return stroke if stroke.shape[1] == 3 else np.column_stack([stroke, np.zeros(len(stroke), np.float32)])


def _quantised(points: Points) -> tuple[Complexes, Floats]:
    """Return the places x + iy (n,) in whole units, and the times (n,) from the first one, of points (n, 3)."""
    moved = points.T.astype(np.float64)
    moved -= moved.min(axis=1, keepdims=True)
    extent = moved[:2].max()
    moved[:2] *= SIDE / extent if extent else 0.0
    x, y, times = np.rint(moved, out=moved)
    return x + 1j * y, times


def _simplified(places: Complexes, is_start: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which of the places (n,) stay: ends of strokes, edges of the box, then those farthest from the segments.

    Each step keeps, between each two neighbouring kept places, the place farthest from the segment. Places are whole
    numbers, so distances are exact, and the same places stay when the strokes are cleaned again.
    """
    is_kept = is_start.copy()
    is_kept[:-1] |= is_start[1:]
    for axis in (places.real, places.imag):
        is_kept[axis.argmin()] = is_kept[axis.argmax()] = is_kept[-1] = True
    for _ in range(MOST_STEPS):
        kept = is_kept.nonzero()[0]
        piece = is_kept.cumsum() - 1  # each place's piece, which begins at the last kept place
        distances, squared = _distances(places, kept, piece)
        farthest = np.maximum.reduceat(distances, kept)
        farthest[farthest <= TOLERANCE**2 * squared] = np.inf
        is_far = distances == farthest[piece]
        if not is_far.any():
            return is_kept
        is_kept |= is_far
    return np.ones_like(is_kept)


def _distances(places: Complexes, kept: Rows, piece: Rows) -> tuple[Floats, Floats]:
    """Return the squared distances (n,) of places from their segments, and the squared lengths (k,) of the segments.

    The former are multiplied by the latter, which spares the division.
    """
    corners = places[kept]
    pieces = np.conj(np.concatenate([corners[1:], corners[-1:]]) - corners)
    pieces[pieces == 0] = 1  # a length of 0 would make every distance 0, so 1 is taken
    squared = np.square(pieces.real) + np.square(pieces.imag)
    turned = (places - corners[piece]) * pieces[piece]  # the segment lies on the real axis
    beside, across = turned.real, turned.imag
    beyond = beside - np.minimum(np.maximum(beside, 0), squared[piece])
    return beyond * beyond + across * across, squared


def _check(points: Points, lengths: NDArray[np.integer]) -> None:
    """Raise ValueError unless the points (n, 3) are whole, in range, and their times never fall."""
    if not (lengths > 0).all() or max(len(lengths), *lengths, 0) >= 2**16:
        raise ValueError(f"expected at most {2**16 - 1} strokes of 1 to {2**16 - 1} points, got {lengths}")
    places, times = points[:, :2], points[:, 2]
    is_whole = (points == np.rint(points)).all() and (points >= 0).all() and (places <= SIDE).all()
    if not is_whole or (np.diff(times) < 0).any() or (times >= 2**32).any():
        raise ValueError(f"expected cleaned strokes: x and y whole in 0-{SIDE}, and whole times that never fall")


def _draw_segment(canvas: NDArray[np.float32], start: Points, end: Points, radius: float) -> None:
    """Add the ink of one straight piece; only the box around it is computed."""
    reach = radius + 1
    (x0, y0), (x1, y1) = np.minimum(start, end) - reach, np.maximum(start, end) + reach
    left, top, right, bottom = (max(0, int(edge)) for edge in (x0, y0, x1 + 1, y1 + 1))
    window = canvas[top:bottom, left:right]
    if not window.size:
        return
    x = np.arange(left, left + window.shape[1], dtype=np.float32) + np.float32(0.5) - start[0]  # (w,)
    y = (np.arange(top, top + window.shape[0], dtype=np.float32) + np.float32(0.5) - start[1])[:, None]  # (h, 1)
    dx, dy = (float(d) for d in end - start)
    along = (x * dx + y * dy) / (dx * dx + dy * dy or 1.0)
    np.clip(along, 0, 1, out=along)  # 0 at the start … 1 at the end: the nearest point of the segment
    ink = radius + 0.5 - np.hypot(x - along * dx, y - along * dy)
    np.maximum(window, np.clip(ink, 0, 1, out=ink), out=window)
