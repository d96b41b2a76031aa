"""Small artificial corpora: thirty writers with pens, and pictures in MNIST's files."""

from pathlib import Path

import numpy as np
import pytest

from nn.data.pseudo_digits import load_generator
from nn.tests.small_corpora import write_mnist

WRITERS = range(1, 31)
ROUND = [(60 + 40 * np.cos(a), 60 + 50 * np.sin(a)) for a in np.linspace(0, 6, 20)]
LINES = {
    0: [ROUND],
    1: [[(40, 70), (60, 100), (60, 50), (60, 0)]],
    4: [[(50, 100), (20, 40), (90, 40)], [(70, 60), (70, 30), (70, 0)]],
    7: [[(10, 100), (70, 100), (40, 0)], [(30, 50), (50, 51), (70, 52)]],
}


@pytest.fixture(scope="session")
def small_corpora(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make corpora: 120 digits to train on, 20 held back, 60 to test on; of each writer four unequal digits."""
    folder = tmp_path_factory.mktemp("corpora")
    write_mnist(folder, *load_generator().sample(140 + 60, np.random.default_rng(0)), n_test=60)
    (folder / "pendigits").mkdir()
    rng = np.random.default_rng(0)
    digits = [_unipen(label, writer, rng) for writer in WRITERS for label in LINES]
    (folder / "pendigits" / "pendigits-orig.tra").write_text("".join(digits))
    return folder


def _unipen(label: int, writer: int, rng: np.random.Generator) -> str:
    lines = [f'.SEGMENT DIGIT 0 ? "{label}"', f".COMMENT {label} {writer} 1"]
    for stroke in LINES[label]:
        points = np.rint(np.array(stroke) * 3 + rng.normal(0, 6, (len(stroke), 2))).astype(int)
        lines += [".PEN_DOWN", *(f"{x} {y}" for x, y in points), ".PEN_UP"]
    return "\n".join(lines) + "\n"
