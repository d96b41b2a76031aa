"""Fixtures of the tests of imports and exports: a data folder, and digits to import."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest


@pytest.fixture
def data_folder(settings: Any, tmp_path: Path) -> None:
    """Let staged digits wait in a folder of this test."""
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def thirty_digits(drawn: Callable[[int], Any]) -> tuple[Any, list[int]]:
    """Return thirty drawings (30, 28, 28) and their labels."""
    pairs = [drawn(number) for number in range(30)]
    return np.stack([drawing for drawing, _ in pairs]), [label for _, label in pairs]
