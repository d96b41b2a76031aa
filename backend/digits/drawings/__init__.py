"""Drawings: strokes of a pen, or pictures. They are read with strict checks, and stored as packed strokes and a PNG."""

import hashlib
import math
import struct
import zlib
from collections.abc import Sequence
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from backend.digits.drawings import png
from backend.digits.errors import InvalidImageError
from nn.data.strokes import clean, pack, unpack
from nn.preprocessing import place, place_strokes

STRIP = 128 * 1024  # pixels turned grey at once; if it is larger, the copies of a large drawing take more memory
DATA_URL = "data:image/png;base64,"

MAX_STROKES = 64  # of a drawing; if it is larger, a drawing may take more time
MAX_POINTS = 4096  # in all strokes; if it is larger, a drawing may take more time and room
INK_SIDE = 128  # pixels of the longer side of an ink; if it is larger, inks take more room in the database
MOST_INK = 4.0  # sheets that ink may cover before the pen gets finer; if it is larger, scribbles take longer
PEN = 0.08  # the width of the pen that draws an ink, as a share of its longer side; if larger, loops close
FINER = 2  # an ink is drawn this much larger and then shrunk; if it is larger, edges are smoother and it takes longer

Grey = NDArray[np.uint8]  # (H, W) grey, or (H, W, 2) with opacity
Strokes = list[NDArray[np.float32]]  # each (n, 3): x right, y down, ms since the first point; cleaned by `nn.data`
Drawing = Grey | Strokes
Stored = bytes | memoryview  # as a database returns bytes


def from_points(points: NDArray[np.float64], lengths: Sequence[int]) -> Strokes:
    """Return cleaned strokes from all their points (N, 3), x, y and t, and the number of points in each stroke.

    They are moved and scaled before they become float32, which has no digits for a small drawing far from the origin.
    """
    xy = points[:, :2] - points[:, :2].min(axis=0)
    extent = xy.max()
    xy = xy / extent * 1000 if extent else xy  # the division first: it cannot overflow
    moved = np.column_stack([xy, points[:, 2] - points[0, 2]]).astype(np.float32)
    return clean(np.split(moved, np.cumsum(lengths[:-1])))


def from_png(data: bytes) -> Grey:
    """Return the drawing in a PNG of at most 1024×1024 pixels, 8 bits, one frame, or raise InvalidImageError.

    It is turned upright, as the PNG's Exif says.
    """
    try:
        with Image.open(BytesIO(png.checked(data)), formats=("PNG",)) as image:
            return _upright(_grey(image), png.orientation(data))
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error) as error:
        raise InvalidImageError("The PNG is damaged and cannot be read. Save it again, or draw it again.") from error


def to_png(grey: NDArray[np.uint8], *, most: int | None = None) -> bytes:
    """Return a grey picture (H, W) as PNG bytes, reduced where its longer side has more than `most` pixels."""
    out = BytesIO()
    image = Image.fromarray(grey)
    if most is not None:
        image = image.reduce(math.ceil(max(grey.shape) / most))
    image.save(out, format="PNG")
    return out.getvalue()


def picture_png(picture: bytes) -> bytes:
    """Return a stored picture (784 bytes) as a PNG of 28×28."""
    return to_png(np.frombuffer(picture, dtype=np.uint8).reshape(28, 28))


def sha256_of(drawing: Drawing | bytes, *also: int) -> str:
    """Return the SHA-256 of all that a drawing holds, and of the numbers `also`. Strokes may be packed already."""
    if isinstance(drawing, list):
        drawing = pack(drawing)
    if isinstance(drawing, bytes):
        return hashlib.sha256(repr(("strokes", also)).encode() + drawing).hexdigest()
    return hashlib.sha256(repr((drawing.shape, also)).encode() + drawing.tobytes()).hexdigest()


def sha256_of_ink(ink: Drawing) -> str:
    """Return the SHA-256 that tells whether two inks are the same: of strokes without their times."""
    if isinstance(ink, list):
        return sha256_of([stroke * np.array([1, 1, 0], np.float32) for stroke in ink])
    return sha256_of(ink)


def sha256_of_packed(strokes: bytes) -> str:
    """Return `sha256_of_ink` of packed strokes that `unpack` accepts. The times, which come last, become 0."""
    body = strokes[5:]  # after the version and the CRC-32
    n_counts = 2 + 2 * int.from_bytes(body[:2], "little")
    n_times = (len(body) - n_counts) // 2  # as many bytes as x and y have together
    body = body[: len(body) - n_times] + bytes(n_times)
    without_times = strokes[:1] + zlib.crc32(body).to_bytes(4, "little") + body
    return hashlib.sha256(repr(("strokes", ())).encode() + without_times).hexdigest()


def stored_picture(ink: Stored, strokes: Stored | None) -> Grey:
    """Return the picture (28, 28) of a stored digit: from its strokes if it has any, else from its ink, a PNG."""
    if strokes is not None:
        return place_strokes(unpack(bytes(strokes)))
    with Image.open(BytesIO(bytes(ink)), formats=("PNG",)) as image:
        return place(np.asarray(image, dtype=np.uint8))


def ink_of(strokes: Strokes) -> Grey:
    """Return strokes as a round pen draws them, cropped, at most 128×128, white on black; the pen grows with them."""
    paths = [stroke[:, :2] for stroke in strokes]
    low, high = (edge(np.concatenate(paths), axis=0) for edge in (np.min, np.max))
    extent = float((high - low).max()) or 1.0
    n_sides = sum(float(np.hypot(*np.diff(path, axis=0).T).sum()) for path in paths) / extent
    side = INK_SIDE * FINER
    pen = max(1, round(side * min(PEN, MOST_INK / max(n_sides, 1))))
    scale = (side - pen) / extent
    width, height = (FINER * min(INK_SIDE, math.ceil((axis * scale + pen) / FINER)) for axis in high - low)
    canvas = Image.new("L", (width, height))
    pencil = ImageDraw.Draw(canvas)
    for path in paths:
        points = ((path - low) * scale + pen / 2).tolist()
        pencil.line([*map(tuple, points)], fill=255, width=pen)
        for x, y in points if pen > 2 else ():  # round ends and corners
            pencil.ellipse((x - pen / 2, y - pen / 2, x + pen / 2, y + pen / 2), fill=255)
    return np.asarray(canvas.reduce(FINER))


def _upright(drawing: Grey, orientation: int) -> Grey:
    """Return a drawing turned and mirrored as an orientation of Exif (1 to 8) wants it shown."""
    if orientation == 1:
        return drawing
    turned = drawing.swapaxes(0, 1) if orientation >= 5 else drawing
    down, across = (-1 if orientation in flipped else 1 for flipped in ((3, 4, 7, 8), (2, 3, 6, 7)))
    return np.ascontiguousarray(turned[::down, ::across])


def _grey(image: Image.Image) -> Grey:
    """Return luminance (ITU-R 601), and opacity where there is one; strip by strip, since copies cost memory.

    The two lie one after the other in memory: what is done with one of them takes half the time that way.
    """
    has_alpha = image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info
    width, height = image.size
    n_rows = max(1, STRIP // width)
    planes = np.empty((1 + has_alpha, height, width), np.uint8)
    for top in range(0, height, n_rows):
        strip = image if n_rows >= height else image.crop((0, top, width, min(top + n_rows, height)))
        rows = planes[:, top : top + n_rows]
        if has_alpha:
            painted = strip if strip.mode == "RGBA" else strip.convert("RGBA")
            rows[0], rows[1] = np.asarray(painted.convert("L")), np.asarray(painted.getchannel("A"))
        else:
            rows[0] = np.asarray(strip.convert("L"))
    return np.moveaxis(planes, 0, 2) if has_alpha else planes[0]
