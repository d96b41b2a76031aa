"""`python -m benchmarks.serving.preprocessing`: time the way from pen strokes to a picture, and that from a PNG.

Both begin with what a request holds, numbers of JSON and bytes of a PNG, of the same drawing with a hundred points.
Times are of one thread's processor, medians; the ratio is of the two ways, taken by turns in one run.
"""

import io
import statistics
import time
from collections.abc import Callable

import numpy as np
from PIL import Image

from nn.data.strokes import Points, clean, fit, render
from nn.preprocessing import place_strokes, preprocess, stroke_points

N = 300
Lists = list[list[list[float]]]


def main(n: int = N) -> None:
    lists = five()
    arrays = as_arrays(lists)
    cleaned, png = clean(arrays), as_png(arrays)
    ways: dict[str, Callable[[], object]] = {
        "from strokes": lambda: place_strokes(clean(as_arrays(lists))),
        "  numbers to arrays": lambda: as_arrays(lists),
        "  clean": lambda: clean(arrays),
        "  place_strokes": lambda: place_strokes(cleaned),
        "    of which grains": lambda: stroke_points(cleaned),
        "from a PNG of 280 × 280": lambda: preprocess(np.asarray(Image.open(io.BytesIO(png)))),
    }
    times = {name: 1000 * median for name, median in zip(ways, medians(list(ways.values()), n), strict=True)}
    for name, milliseconds in times.items():
        print(f"{name:32}{milliseconds:8.3f} ms")
    print(f"{'strokes : PNG':32}{times['from strokes'] / times['from a PNG of 280 × 280']:8.2f}")


def five() -> Lists:
    """Return a 5 of two strokes, of 80 and 20 points x, y, t, as a browser reports them every 8 ms."""
    down, turn = np.linspace(0, 1, 30), np.linspace(-2.2, 2.4, 50)
    x = np.concatenate([100 - 8 * down, 108 + 46 * np.cos(turn)])
    y = np.concatenate([60 + 62 * down, 160 + 50 * np.sin(turn)])
    belly = [[float(column), float(row), 8.0 * at] for at, (column, row) in enumerate(zip(x, y, strict=True))]
    bar = [[100.0 + 3 * at, 60.0 - 0.2 * at, 900.0 + 8 * at] for at in range(20)]
    return [belly, bar]


def as_arrays(lists: Lists) -> list[Points]:
    return [np.array(stroke, np.float32) for stroke in lists]


def as_png(strokes: list[Points]) -> bytes:
    file = io.BytesIO()
    Image.fromarray(render(fit(strokes))).save(file, "PNG")
    return file.getvalue()


def medians(ways: list[Callable[[], object]], n: int) -> list[float]:
    """Return the median seconds of each way, taken by turns, so that a busy machine slows all of them."""
    times = [[_seconds(way) for way in ways] for _ in range(n)]
    return [statistics.median(of_way) for of_way in zip(*times, strict=True)]


def _seconds(do: Callable[[], object]) -> float:
    started = time.thread_time()
    do()
    return time.thread_time() - started


if __name__ == "__main__":
    main()
