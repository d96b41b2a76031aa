"""The ink of a drawing as SVG: its strokes in the order and with the times in which they were written.

`replay.js` writes it again. A reader who asks for less motion gets the number of each stroke at its beginning instead.
"""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from backend.digits.drawings import Strokes
from nn.data.strokes import Points, unpack

MARGIN = 90  # units of strokes, of which the longer side has 1000: less cuts off the width of the pen


def stroke_ink(packed: bytes | memoryview | None, words: str) -> SafeString | str:
    """Return the drawing of packed strokes, and nothing for a digit that was sent as a picture."""
    if not packed:
        return ""
    strokes = unpack(bytes(packed))
    lines = format_html_join("", '<polyline points="{}" data-times="{}"/>', map(_line, strokes))
    numbers = format_html_join(
        "", '<text x="{}" y="{}">{}</text>',
        ((round(float(stroke[0, 0])), round(float(stroke[0, 1])), number)
         for number, stroke in enumerate(strokes, start=1)),
    )  # fmt: skip
    return format_html(
        '<svg class="ink" viewBox="{}" role="img" aria-label="{}">{}<g class="order">{}</g></svg>',
        _view_box(strokes), words, lines, numbers,
    )  # fmt: skip


def _line(stroke: Points) -> tuple[str, str]:
    points = [(round(float(x)), round(float(y)), round(float(t))) for x, y, t in stroke]
    if len(points) == 1:
        points *= 2  # a line of one point is not drawn, one of no length is a dot
    return " ".join(f"{x},{y}" for x, y, _ in points), " ".join(str(t) for _, _, t in points)


def _view_box(strokes: Strokes) -> str:
    width = max(float(stroke[:, 0].max()) for stroke in strokes)
    height = max(float(stroke[:, 1].max()) for stroke in strokes)
    return f"{-MARGIN} {-MARGIN} {width + 2 * MARGIN:.0f} {height + 2 * MARGIN:.0f}"
