"""Let schemathesis send pictures of strokes as image/png, so that digits are stored and found again."""

from io import BytesIO

import schemathesis
from hypothesis import strategies as st
from PIL import Image, ImageDraw

points = st.tuples(st.integers(0, 63), st.integers(0, 63))


def _drawn(stroke: list[tuple[int, int]]) -> bytes:
    image = Image.new("L", (64, 64), 255)
    ImageDraw.Draw(image).line(stroke, fill=0, width=5)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


schemathesis.openapi.media_type("image/png", st.lists(points, min_size=2, max_size=8).map(_drawn))
