"""PNG sheets: digits side by side, a hundred in a row, at most ten thousand on a sheet."""

from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backend.digits.drawings import to_png
from backend.digits.exchange.records import ExportedDigit, ExportedDigits

N_COLUMNS, N_ON_SHEET = 100, 10_000


def write_sheets(folder: Path, digits: ExportedDigits) -> list[Path]:
    """Write `digits-1.png`, `digits-2.png` and so on, white on black."""
    rest = iter(digits)
    paths: list[Path] = []
    while on_sheet := list(islice(rest, N_ON_SHEET)):
        path = folder / f"digits-{len(paths) + 1}.png"
        path.write_bytes(to_png(_sheet(on_sheet)))
        paths.append(path)
    return paths


def _sheet(digits: list[ExportedDigit]) -> NDArray[np.uint8]:
    n_columns = min(N_COLUMNS, len(digits))
    n_rows = -(-len(digits) // n_columns)
    pictures = np.zeros((n_rows * n_columns, 28, 28), np.uint8)
    for number, digit in enumerate(digits):
        pictures[number] = np.frombuffer(digit.picture, np.uint8).reshape(28, 28)
    sheet = pictures.reshape(n_rows, n_columns, 28, 28).swapaxes(1, 2)
    return sheet.reshape(n_rows * 28, n_columns * 28)
