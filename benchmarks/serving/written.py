"""Written digits to send as strokes: pen strokes where the corpora are installed, else a few figures of our own."""

import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import numpy as np

from harness.load import Post, as_json
from nn.data.corpora import pendigits_path, read_pendigits

POINT_MS = 10  # between two points of a pen
N_PEOPLE = 15
FIGURES = {  # strokes of points x, y: what a hand with a ruler would write
    1: [[(50, 10), (50, 90)]],
    7: [[(20, 10), (80, 10), (40, 90)]],
    4: [[(60, 10), (20, 60), (80, 60)], [(60, 40), (60, 95)]],
}


@dataclass(frozen=True)
class Written:
    strokes: list[list[list[float]]]
    label: int


def written(n: int) -> tuple[str, list[Written]]:
    """Return the name of the source and `n` different digits as the page sends them."""
    corpora = os.environ.get("DIGITS_CORPORA")
    if corpora:
        digits = read_pendigits(pendigits_path(Path(corpora)))[:n]
        return "pen strokes of pendigits", [
            Written(_timed([[(x, -y) for x, y in stroke.tolist()] for stroke in digit.strokes]), digit.label)
            for digit in digits
        ]
    rng = np.random.default_rng(1)
    labels = [list(FIGURES)[number % len(FIGURES)] for number in range(n)]
    return "figures with jitter (DIGITS_CORPORA is not set)", [
        Written(_timed([[(x + rng.normal(0, 4), y + rng.normal(0, 4)) for x, y in s] for s in FIGURES[label]]), label)
        for label in labels
    ]


def posts(digits: list[Written], path: str) -> list[Post]:
    """Return the digits as requests of fifteen people, to be stored where `path` is that of digits."""
    stores = path == "/api/digits"
    return [
        as_json(
            path,
            stores=stores,
            cookie=f"contributor={UUID(int=number % N_PEOPLE + 1)}",
            strokes=digit.strokes,
            **({"label": digit.label} if stores else {}),
        )
        for number, digit in enumerate(digits)
    ]


def _timed(strokes: list[list[tuple[float, float]]]) -> list[list[list[float]]]:
    timed, at_ms = [], 0
    for stroke in strokes:
        points = []
        for x, y in stroke:
            points.append([round(x, 1), round(y, 1), at_ms])
            at_ms += POINT_MS
        timed.append(points)
    return timed
