"""Charts as SVG, drawn on the server, since the content security policy allows neither script nor style in a page.

A chart shows one line, measured on one set of digits. So no line joins different sets, and no axis serves
two. Each share has its 95 % interval as a whisker; a share of fewer than thirty digits has no place on the axis and is
said in words. Every value is in the table below its chart. Colours are classes of the style sheet, so that a chart
follows the light and the dark theme. Each chart is drawn twice, for a wide and for a narrow page, and one is shown.

Points and marks are many: `html.escape` makes them in a third of the time of Django's `format_html`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backend.digits.admin.numerals import numeral
from nn.metrics import FEWEST, Accuracy


@dataclass(frozen=True)
class Size:
    """The size of a drawing in units of its view box, and the room around the plot."""

    name: str
    width: int
    height: int
    left: int = 56
    right: int = 14
    top: int = 22
    bottom: int = 40


SIZES = (Size("wide", 640, 240), Size("narrow", 340, 240))


@dataclass(frozen=True)
class Point:
    """A value at x, its interval, and the words for it. Without a value it stands below the axis, in words alone."""

    x: float
    name: str
    words: str
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Mark:
    """A thing that happened at x: drawn above the plot as a sign, with its words."""

    x: float
    kind: str  # rejected, back, pinned
    words: str


N_PX = 7  # of a letter below the axis; if smaller, a long name is cut off at the edge of the chart
SIGNS = {"rejected": "✕", "back": "↶", "pinned": "⚑"}


@dataclass(frozen=True)
class Frame:
    """A conversion from values to pixels."""

    size: Size
    left: float
    right: float
    low: float
    high: float

    def x(self, value: float) -> float:
        inner = self.size.width - self.size.left - self.size.right
        return self.size.left + (value - self.left) / ((self.right - self.left) or 1) * inner

    def y(self, value: float) -> float:
        inner = self.size.height - self.size.top - self.size.bottom
        return self.size.height - self.size.bottom - (value - self.low) / ((self.high - self.low) or 1) * inner


def share_point(x: float, name: str, accuracy: Accuracy) -> Point | None:
    """Return the point of a share: None without digits, words alone for a few."""
    if not accuracy.count:
        return None
    words = words_of(accuracy)
    if accuracy.count < FEWEST:
        return Point(x, name, words)
    low, high = accuracy.interval
    return Point(x, name, words, accuracy.fraction, low, high)


def words_of(accuracy: Accuracy) -> str:
    """Return a share as a page says it: in per cent with its interval, or as a count where that would mislead."""
    counts = _("%(part)s of %(whole)s") % {"part": numeral(accuracy.correct), "whole": numeral(accuracy.count)}
    if accuracy.count < FEWEST:
        return _("%(counts)s: too few for a per cent") % {"counts": counts}
    low, high = accuracy.interval
    interval = _("95 %% interval %(low)s to %(high)s") % {"low": numeral(low, ".1%"), "high": numeral(high, ".1%")}
    return f"{numeral(accuracy.fraction, '.2%')}, {counts}, {interval}"


def chart(
    title: str,
    points: Sequence[Point | None],
    *,
    x_label: str,
    source: str,
    marks: Sequence[Mark] = (),
    is_share: bool = True,
) -> SafeString | str:
    """Return a chart of one line with its table, a sentence for a single point, and nothing for none.

    `source` says which digits were read.
    """
    known = [point for point in points if point is not None]
    if not known:
        return ""
    if len(known) < 2:
        return format_html('<p>{}: {}</p><p class="quiet">{}</p>', known[0].name, known[0].words, source)
    drawn = SafeString("".join(_svg(title, known, size, x_label, marks, is_share=is_share) for size in SIZES))
    rows = format_html_join(
        "", '<tr><th scope="row">{}</th><td>{}</td></tr>', ((point.name, point.words) for point in known)
    )
    happened = format_html_join("", "<tr><th>{}</th><td>{}</td></tr>", ((_(mark.kind), mark.words) for mark in marks))
    return format_html(
        '<figure class="chart" data-chart><figcaption>{}</figcaption>{}<output class="value">{}</output>'
        '<details><summary>{}</summary><div class="scrolls" tabindex="0"><table class="plain">'
        "<caption>{}</caption><tbody>{}{}</tbody></table></div></details></figure>",
        source,
        drawn,
        f"{known[-1].name}: {known[-1].words}",
        _("The same as a table"),
        f"{title}, {source}",
        rows,
        happened,
    )


def bar_chart(names: Sequence[str], values: Sequence[int], *, label: str, every: int = 1) -> SafeString:
    """Return a bar for each value, with a name below every n-th bar (n = `every`), and the same as a table."""
    drawn = SafeString("".join(_bars(names, values, size, label, every) for size in SIZES))
    rows = format_html_join(
        "", '<tr><th scope="row">{}</th><td>{}</td></tr>', zip(names, [numeral(value) for value in values], strict=True)
    )
    return format_html(
        '<figure class="chart">{}<details><summary>{}</summary><div class="scrolls" tabindex="0">'
        '<table class="plain"><caption>{}</caption><tbody>{}</tbody></table></div></details></figure>',
        drawn,
        _("The same as a table"),
        label,
        rows,
    )


def _svg(
    title: str, points: list[Point], size: Size, x_label: str, marks: Sequence[Mark], *, is_share: bool
) -> SafeString:
    low, high = _bounds(points, is_share=is_share)
    frame = Frame(size, min(point.x for point in points), max(point.x for point in points), low, high)
    parts = [
        _y_axis(frame, is_share=is_share),
        _x_axis(frame, points, x_label),
        *(_mark(mark, frame) for mark in marks if frame.left <= mark.x <= frame.right),
        _line(points, frame),
        *(_point(point, frame) for point in points),
    ]
    keys = _("%(title)s, by %(x)s: %(n)s values; the arrow keys go from one to the next")
    label = keys % {"title": title, "x": x_label, "n": len(points)}
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>',
        size.name,
        size.width,
        size.height,
        label,
        SafeString("".join(parts)),
    )


def _bounds(points: list[Point], *, is_share: bool) -> tuple[float, float]:
    """Return bounds that no whisker leaves, the lower one round."""
    drawn = [value for point in points for value in (point.low, point.high, point.value) if value is not None]
    if not drawn:
        return 0.0, 1.0
    low, high = min(drawn), max(drawn)
    if not is_share:
        return (0.0 if low >= 0 else low), (high if high > low else low + 1) * 1.05
    step = next(step for step in (0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 1) if high - low <= 4 * step or step == 1)
    return max(0.0, floor(low / step - 1e-9) * step), min(1.0, ceil(high / step + 1e-9) * step)


def _line(points: list[Point], frame: Frame) -> SafeString:
    drawn = [(point.x, point.value) for point in points if point.value is not None]
    return format_html(
        '<polyline class="line" points="{}"/>', " ".join(f"{frame.x(x):.1f},{frame.y(y):.1f}" for x, y in drawn)
    )


def _point(point: Point, frame: Frame) -> SafeString:
    """Draw a value with its whisker; one in words alone as a ring below the axis. Hover and focus read it out."""
    at = _px(frame.x(point.x))
    floor_y = frame.size.height - frame.size.bottom
    if point.value is None:
        shape = f'<circle class="few" cx="{at}" cy="{_px(floor_y + 10)}" r="3.5"/>'
    else:
        shape = f'<circle class="dot" cx="{at}" cy="{_px(frame.y(point.value))}" r="3"/>'
        if point.low is not None and point.high is not None:
            low, high, left = _px(frame.y(point.low)), _px(frame.y(point.high)), _px(frame.x(point.x) - 3)
            shape = f'<path class="whisker" d="M{at} {low}V{high}M{left} {low}h6M{left} {high}h6"/>{shape}'
    words = escape(f"{point.name}: {point.words}")
    left, top, height = _px(frame.x(point.x) - 6), frame.size.top, floor_y - frame.size.top + 16
    return SafeString(
        f'<g class="point" tabindex="-1" role="img" aria-label="{words}">'
        f'<rect class="target" x="{left}" y="{top}" width="12" height="{height}"/>{shape}<title>{words}</title></g>'
    )


def _mark(mark: Mark, frame: Frame) -> SafeString:
    x, top, bottom = _px(frame.x(mark.x)), frame.size.top, frame.size.height - frame.size.bottom
    return SafeString(
        f'<g class="mark {mark.kind}"><path d="M{x} {top}V{bottom}"/>'
        f'<text x="{x}" y="{top - 6}" text-anchor="middle">{SIGNS[mark.kind]}</text>'
        f"<title>{escape(mark.words)}</title></g>"
    )


def _y_axis(frame: Frame, *, is_share: bool) -> SafeString:
    size = frame.size
    lines = format_html_join(
        "",
        '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="tick" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (size.left, size.width - size.right, _px(at), _px(at), size.left - 6, _px(at + 4),
             _tick_label(y, is_share=is_share))
            for y, at in ((y, frame.y(y)) for y in _ticks(frame.low, frame.high))
        ),
    )  # fmt: skip
    if frame.low <= 0:
        return lines
    x, y = size.left, size.height - size.bottom
    broken = format_html("<title>{}</title>", _("The axis does not begin at 0"))
    return lines + format_html('<path class="broken" d="M{} {}l4 -3l-8 -4l8 -4l-4 -3">{}</path>', x, y, broken)


def _x_axis(frame: Frame, points: list[Point], x_label: str) -> SafeString:
    """Name as many points as have room, the first and the last among them."""
    size = frame.size
    most = 9 if size.name == "wide" else 4
    every = max(1, ceil((len(points) - 1) / most))
    chosen = [point for number, point in enumerate(points[:-1]) if number % every == 0]
    room = (size.width - size.left - size.right) / (most + 2)
    chosen = [point for point in chosen if frame.x(points[-1].x) - frame.x(point.x) > room] + [points[-1]]
    names = [(frame.x(point.x), point.name.removeprefix(f"{x_label} ")) for point in chosen]
    texts = SafeString("".join(_name_at(x, 10, name, size) for x, name in names))
    return texts + format_html('<text class="tick" x="{}" y="{}">{}</text>', 0, size.height - 10, x_label)


def _name_at(x: float, above_edge: int, name: str, size: Size) -> SafeString:
    """Return a name centred at x, or ending at the edge of the chart where it would be cut off."""
    at, anchor = (size.width, "end") if len(name) * N_PX > 2 * (size.width - x) else (x, "middle")
    form = '<text class="tick" x="{}" y="{}" text-anchor="{}">{}</text>'
    return format_html(form, _px(at), size.height - above_edge, anchor, name)


def _bars(names: Sequence[str], values: Sequence[int], size: Size, label: str, every: int) -> SafeString:
    highest = max([*values, 4])
    frame = Frame(size, 0, len(values), 0, highest)
    step = (size.width - size.left - size.right) / max(len(values), 1)
    base = size.height - size.bottom
    drawn = format_html_join(
        "",
        '<rect class="bar" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>',
        (
            (_px(size.left + i * step + 1), _px(frame.y(v)), _px(step - 2), _px(base - frame.y(v)),
             f"{names[i]}: {numeral(v)}")
            for i, v in enumerate(values)
        ),
    )  # fmt: skip
    shown = every if size.name == "wide" else every * 2 if every > 1 else every
    last = len(names) - 1
    places = ((i, size.left + (i + 0.5) * step) for i in range(last, -1, -shown))
    texts = SafeString("".join(_name_at(x, 18, names[i], size) for i, x in places))
    parts = [_y_axis(frame, is_share=False), drawn, texts]
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        size.name, size.width, size.height, label, SafeString("".join(parts)),
    )  # fmt: skip


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
    if is_share:
        return f"{numeral(100 * y, 'g')} %"
    return numeral(y, ",g") if y < 10_000 else f"{numeral(y / 1000, ',g')}k"


def _px(value: float) -> str:
    return f"{value:.1f}"
