"""Pictures that are made once and kept in var/cache/pictures, since many networks read the same ones.

A file is named by what it was made from: the code of preprocessing, of strokes and of the ways of drawing, and the
digits. A change of any of these makes it again.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from harness.program import ROOT
from nn.preprocessing import as_inputs

Picture = NDArray[np.uint8]

FOLDER = ROOT / "var" / "cache" / "pictures"
CODE = ("nn/preprocessing", "nn/data/strokes.py", "benchmarks/variants.py", "benchmarks/accuracy/ways.py")


def inputs(pictures: Iterable[Picture], n: int, title: str) -> NDArray[np.float32]:
    """Return n pictures (28, 28) as inputs (n, 784), showing under a title how many are done."""
    return as_inputs(_made(pictures, n, title))


def kept_inputs(pictures: Iterable[Picture], n: int, title: str, *, digits_sha256: str) -> NDArray[np.float32]:
    """Return the inputs (n, 784) of pictures (28, 28), made from these digits in the way that the title names."""
    return as_inputs(kept(pictures, n, title, digits_sha256=digits_sha256))


def kept(pictures: Iterable[Picture], n: int, title: str, *, digits_sha256: str) -> Picture:
    """Return the pictures themselves (n, 784), as `kept_inputs`."""
    path = FOLDER / f"{code_sha256()[:16]}-{digits_sha256[:16]}-{re.sub(r'[^0-9A-Za-z]+', '-', title)}.npy"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".new.npy")
        np.save(unfinished, _made(pictures, n, title), allow_pickle=False)
        unfinished.replace(path)
    made: Picture = np.load(path, allow_pickle=False)
    return made


@cache
def code_sha256() -> str:
    """Return the SHA-256 of the modules that make pictures of digits."""
    paths = [ROOT / name for name in CODE]
    modules = [module for path in paths for module in (sorted(path.rglob("*.py")) if path.is_dir() else [path])]
    return sha256_of_parts(module.read_bytes() for module in modules)


def sha256_of_parts(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def _made(pictures: Iterable[Picture], n: int, title: str) -> NDArray[np.uint8]:
    return np.array([picture.reshape(-1) for picture in tqdm(pictures, title, n)], np.uint8).reshape(-1, 784)
