"""Fixtures shared by the tests of the network."""

import os
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nn.data.corpora import Mnist, PenDigit, load_mnist, pendigits_path, read_pendigits
from nn.data.strokes import fit, render
from nn.preprocessing import preprocess


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Return the folder of the real corpora; skip the test where there is none."""
    folder = os.environ.get("DIGITS_CORPORA")
    if not folder:
        pytest.skip("needs real data: DIGITS_CORPORA does not name the folder of the corpora")
    return Path(folder)


@pytest.fixture(scope="session")
def mnist(corpora: Path) -> Mnist:
    return load_mnist(corpora)


@pytest.fixture(scope="session")
def mnist_test_pictures(mnist: Mnist) -> NDArray[np.uint8]:
    return np.array([preprocess(picture) for picture in mnist.test_images])


@pytest.fixture(scope="session")
def pen_digits(corpora: Path) -> list[PenDigit]:
    return read_pendigits(pendigits_path(corpora))


@pytest.fixture(scope="session")
def pen_drawings(pen_digits: list[PenDigit]) -> list[NDArray[np.uint8]]:
    """Return two hundred drawings of real digits on a canvas of 280 × 280, of all writers."""
    return [render(fit(digit.strokes, y_up=True)) for digit in pen_digits[:200]]


@pytest.fixture(scope="session")
def pen_pictures(pen_drawings: list[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Return the pictures of the two hundred drawings."""
    pictures = np.array([preprocess(drawing) for drawing in pen_drawings])
    pictures.setflags(write=False)
    return pictures


@pytest.fixture
def seven() -> NDArray[np.uint8]:
    """Return a seven of two strokes, white on black, 280 × 280."""
    bar = np.array([[80, 70], [200, 75], [130, 220]], np.float32)
    return render([bar, np.array([[120, 140], [190, 140]], np.float32)])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of folders that train networks, which `make check` leaves out."""
    for item in items:
        if any(f"/nn/tests/{folder}/" in item.path.as_posix() for folder in ("base", "cli", "online")):
            item.add_marker("slow")
