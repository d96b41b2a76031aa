"""Charts as SVG, drawn on the server, since the content security policy allows neither script nor style in a page.

Colours are classes of the style sheet, so that a chart follows the light and the dark theme.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 12, 26


@dataclass(frozen=True)
class Line:
    """A named line: its y at each x, or None for a gap, and with `band` the interval around it."""

    name: str
    y: Sequence[float | None]
    band: Sequence[tuple[float, float] | None] | None = None


@dataclass(frozen=True)
class Frame:
    """A conversion from values to pixels."""

    left: float
    right: float
    low: float
    high: float

    def x(self, value: float) -> float:
        return LEFT + (value - self.left) / ((self.right - self.left) or 1) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        return HEIGHT - BOTTOM - (inside - self.low) / ((self.high - self.low) or 1) * (HEIGHT - TOP - BOTTOM)


def line_chart(x: Sequence[float], series: Sequence[Line], *, x_label: str, is_share: bool = True) -> SafeString | str:
    """Return a line chart with a legend, or nothing if every value is None."""
    values = [y for line in series for y in line.y if y is not None]
    if not values:
        return ""
    frame = Frame(min(x), max(x), *_bounds(values, is_share=is_share))
    parts = [
        _y_axis(frame, is_share=is_share),
        _x_axis(frame, x_label),
        *(_band(x, line, frame, number) for number, line in enumerate(series) if line.band),
        *(_line(x, line, frame, number) for number, line in enumerate(series)),
    ]
    shown = [(number, line.name) for number, line in enumerate(series) if any(y is not None for y in line.y)]
    legend = format_html_join("", '<li class="series-{}">{}</li>', shown)
    label = f"{', '.join(name for _, name in shown)}, by {x_label}"
    return format_html('<figure class="chart">{}<ul class="legend">{}</ul></figure>', _svg(label, parts), legend)


def bar_chart(names: Sequence[str], values: Sequence[int], *, label: str, every: int = 1) -> SafeString:
    """Return a bar for each value, with a name below every n-th bar (n = `every`)."""
    highest = max([*values, 1])
    frame = Frame(0, len(values), 0, highest)
    step = (WIDTH - LEFT - RIGHT) / max(len(values), 1)
    drawn = format_html_join(
        "",
        '<rect class="bar" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
        (
            (
                _px(LEFT + i * step + 1),
                _px(frame.y(v)),
                _px(step - 2),
                _px(HEIGHT - BOTTOM - frame.y(v)),
                f"{names[i]}: {v:,}",
            )
            for i, v in enumerate(values)
        ),
    )
    texts = format_html_join(
        "",
        '<text class="tick" x="{}" y="{}" text-anchor="middle">{}</text>',
        ((_px(LEFT + (i + 0.5) * step), HEIGHT - 8, names[i]) for i in range(0, len(names), every)),
    )
    axis = _y_axis(frame, is_share=False)
    return format_html('<figure class="chart">{}</figure>', _svg(label, [axis, drawn, texts]))


def _svg(label: str, parts: Sequence[SafeString]) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH,
        HEIGHT,
        label,
        SafeString("".join(parts)),
    )


def _bounds(values: Sequence[float], *, is_share: bool) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = max((high - low) * 0.1, 0.005 if is_share else 1e-9)
    return max(0.0, low - room), (min(1.0, high + room) if is_share else high + room)


def _line(x: Sequence[float], line: Line, frame: Frame, number: int) -> SafeString:
    points = [(_px(frame.x(a)), _px(frame.y(y))) for a, y in zip(x, line.y, strict=True) if y is not None]
    if len(points) == 1:
        return format_html('<circle class="dot series-{}" cx="{}" cy="{}" r="3.5"/>', number, *points[0])
    drawn = " ".join(f"{a},{b}" for a, b in points)
    return format_html('<polyline class="line series-{}" points="{}"/>', number, drawn)


def _band(x: Sequence[float], line: Line, frame: Frame, number: int) -> SafeString:
    known = [(_px(frame.x(a)), band) for a, band in zip(x, line.band or [], strict=True) if band is not None]
    upper = [f"{a},{_px(frame.y(high))}" for a, (_, high) in known]
    lower = [f"{a},{_px(frame.y(low))}" for a, (low, _) in reversed(known)]
    return format_html('<polygon class="band series-{}" points="{}"/>', number, " ".join(upper + lower))


def _y_axis(frame: Frame, *, is_share: bool) -> SafeString:
    return format_html_join(
        "",
        '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="tick" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (LEFT, WIDTH - RIGHT, _px(at), _px(at), LEFT - 6, _px(at + 4), _tick_label(y, is_share=is_share))
            for y, at in ((y, frame.y(y)) for y in _ticks(frame.low, frame.high))
        ),
    )


def _x_axis(frame: Frame, x_label: str) -> SafeString:
    whole = [x for x in _ticks(frame.left, frame.right) if x == int(x)]
    return format_html_join(
        "",
        '<text class="tick" x="{}" y="{}" text-anchor="{}">{}</text>',
        [
            *((_px(frame.x(x)), HEIGHT - 8, "middle", f"{int(x):,}") for x in whole if frame.x(x) < WIDTH - RIGHT - 90),
            (WIDTH - RIGHT, HEIGHT - 8, "end", x_label),
        ],
    )


def _ticks(low: float, high: float) -> list[float]:
    """Return three to seven round numbers from low to high.

    >>> _ticks(0, 10)
    [0, 2, 4, 6, 8, 10]
    """
    if high <= low:
        return [low]
    step = 10.0 ** floor(log10((high - low) / 3))
    step *= next(factor for factor in (5, 2, 1) if (high - low) / (step * factor) >= 3)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    ticks = [round(number * step, 10) for number in range(first, last + 1)]
    return [int(tick) if tick == int(tick) else tick for tick in ticks]


def _tick_label(y: float, *, is_share: bool) -> str:
    return f"{100 * y:g} %" if is_share else f"{y:,g}" if y < 10_000 else f"{y / 1000:,g}k"


def _px(value: float) -> str:
    return f"{value:.1f}"
