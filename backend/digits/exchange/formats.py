"""The choice of the reader for a file or folder."""

from pathlib import Path

from backend.digits.errors import RefusedError
from backend.digits.exchange.archive import Archive, is_archive, open_archive
from backend.digits.exchange.folder import read_folder
from backend.digits.exchange.idx import is_idx, mnist_sources, read_idx
from backend.digits.exchange.mnist_csv import read_csv
from backend.digits.exchange.npz import read_npz
from backend.digits.exchange.records import Source

TABLES = (".csv", ".tsv")
"""The ends of the names of files with a digit on each line, in small letters; each may be packed by gzip."""


def open_import(path: Path, *, labels: Path | None = None) -> list[Source] | Archive:
    """Open an archive or sources; a folder with MNIST's files gives a source for each pair. Raises RefusedError."""
    if path.is_dir():
        return mnist_sources(path) or [read_folder(path)]
    if not path.is_file():
        raise RefusedError(f"There is no {path}.")
    if is_archive(path):
        return open_archive(path)
    if is_idx(path) or labels:
        return [read_idx(path, labels)]
    name = path.name.lower()
    if name.removesuffix(".gz").endswith(TABLES):
        return [read_csv(path)]
    if name.endswith(".npz"):
        return [read_npz(path)]
    raise RefusedError(f"{path.name}: an archive (.ductus), IDX, CSV, NPZ or a folder of PNG files is wanted.")
