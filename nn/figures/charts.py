"""Charts as pictures (H, W, 3): curves and confusion matrices. matplotlib, a development package, draws them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Pixels = NDArray[np.uint8]

MISSING = (
    "charts are drawn by matplotlib, which is not installed: `make check` installs it with the development packages"
)


def curves(lines: Mapping[str, tuple[ArrayLike, ArrayLike]], *, across: str, up: str) -> Pixels:
    """Return a chart of named lines, each given by its x and its y; `across` and `up` name the axes.

    Raises ValueError without matplotlib.
    """
    figure = _figure(5.6, 3)
    axes = figure.add_subplot(xlabel=across, ylabel=up)
    for name, (x, y) in lines.items():
        axes.plot(x, y, label=name)
    axes.grid(alpha=0.3)
    axes.legend()
    return _drawn(figure)


def confusion_chart(matrix: NDArray[np.integer]) -> Pixels:
    """Return a chart of counts (10, 10) of digits (rows) read as digits (columns): right in blue, mistakes in red.

    A square is as dark as its share of the row. Mistakes have their own scale, else none could be seen.
    Raises ValueError without matplotlib.
    """
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    is_right = np.eye(len(matrix), dtype=bool)
    figure = _figure(4.8, 4.8)
    axes = figure.add_subplot(xlabel="read as", ylabel="is", xticks=range(10), yticks=range(10))
    for colours, is_shown in (("Blues", is_right), ("Reds", ~is_right)):
        most = max(float(shares[is_shown].max()), 1e-12)
        axes.imshow(np.ma.masked_array(shares, ~is_shown), colours, vmin=0, vmax=1.3 * most)
    for (digit, guess), count in np.ndenumerate(matrix):
        if count:
            axes.text(guess, digit, str(count), ha="center", va="center", fontsize=8)
    return _drawn(figure)


def _figure(width: float, height: float) -> "Figure":
    """Return an empty figure of this many inches, at 100 pixels each."""
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415 - a program without charts runs without matplotlib
    except ModuleNotFoundError as error:
        raise ValueError(MISSING) from error
    return Figure((width, height), dpi=100, layout="constrained")


def _drawn(figure: "Figure") -> Pixels:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - as above

    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.array(canvas.buffer_rgba())[..., :3]
