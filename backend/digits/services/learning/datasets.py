"""The digits that do not come from people here: to rehearse, to judge at the gate (reference), and to test on.

Where MNIST is installed (DIGITS_CORPORA) they are its training digits, those of the writers who are held back from all
training (`nn.data.corpora.are_held_back`), and its 10,000 test digits. Where pendigits is installed too, its strokes
are rehearsed beside them, because a run forgets other people's pen digits sooner than MNIST's. Where MNIST or the file
of its writers (QMNIST) is not installed, pseudo-digits from the shipped generator stand in for the first two, and
nothing is tested on MNIST. A pseudo-digit is rehearsed only if the base network reads it as the digit that it was drawn
as; the others look like no digit.
"""

import hashlib
import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from backend.digits.base import base_network
from backend.observability import event
from backend.system import make_once
from nn.data import corpora
from nn.data.dataset import Dataset
from nn.data.pseudo_digits import GENERATOR_FILE, load_generator
from nn.data.strokes import fit, render
from nn.preprocessing import PREPROCESSING_VERSION, preprocess

N_PSEUDO_DIGITS = 20_000  # drawn to be rehearsed: more take longer at the start of a process
N_REFERENCE_PSEUDO_DIGITS = 5000  # about as many as are held back of MNIST
REFERENCE_SEED = 784_30_10  # the seed of a run is its version: no run draws from these streams


@dataclass(frozen=True)
class NamedDataset(Dataset):
    """A dataset with the name under which it is reported."""

    name: str = ""

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of pictures and labels together."""
        return hashlib.sha256(self.pictures.tobytes() + self.labels.astype("<i8").tobytes()).hexdigest()


@dataclass(frozen=True)
class Datasets:
    """The digits that this machine has to rehearse, to judge and to test on."""

    rehearsed: NamedDataset
    pens: NamedDataset | None  # rehearsed too
    rehearsed_sha256: str  # of the files from which both are made
    reference: NamedDataset  # decides at the gate
    reference_sha256: str
    mnist_test: NamedDataset | None  # is reported and decides nothing


@cache
def load_datasets() -> Datasets:
    """Return the datasets of this machine. A process reads them once."""
    folder = _mnist_folder()
    return _of_mnist(folder) if folder else _of_pseudo_digits()


def measured_pictures() -> tuple[NDArray[np.uint8], NDArray[np.uint8]] | None:
    """Return MNIST's pictures that are only measured on: of the writers held back, and its test digits.

    Where MNIST is not installed, None is returned and no pseudo-digit is drawn: they would stay in memory.
    """
    if not _mnist_folder():
        return None
    datasets = load_datasets()
    return None if datasets.mnist_test is None else (datasets.reference.pictures, datasets.mnist_test.pictures)


def _mnist_folder() -> Path | None:
    """Return the folder of MNIST and the file of its writers, or None where one of them is not installed."""
    folder: Path | None = settings.DIGITS_CORPORA
    if folder is None or not corpora.mnist_is_installed(folder):
        return None
    try:
        for part in corpora.QMNIST_FILES:
            corpora.qmnist_path(folder, part)
    except corpora.CorpusError as error:
        text = "MNIST is left out, and pseudo-digits are rehearsed instead: %s."
        event("writers_missing", text, error, level=logging.WARNING)
        return None
    return folder


def _of_mnist(folder: Path) -> Datasets:
    mnist = corpora.load_mnist(folder)
    data = _data_sha256(folder)
    # The digits held back stand behind the others, so that each set is a part of one mapped file.
    order = np.argsort(mnist.is_held_back, kind="stable")
    images = chain(mnist.train_images[order], mnist.test_images)
    pictures = _cached_pictures(f"mnist-{data[:16]}-preprocessing-{PREPROCESSING_VERSION}.npy", images)
    labels = np.concatenate([mnist.train_labels[order], mnist.test_labels]).astype(np.int64)
    n_train, n_rehearsed = len(order), int((~mnist.is_held_back).sum())

    rehearsed = NamedDataset(pictures[:n_rehearsed], labels[:n_rehearsed], name="MNIST training digits")
    reference = NamedDataset(pictures[n_rehearsed:n_train], labels[n_rehearsed:n_train], name="MNIST writers held back")
    test = NamedDataset(pictures[n_train:], labels[n_train:], name="MNIST test digits")
    pens = _pens(folder)
    made_from = hashlib.sha256(f"{data}{pens.sha256}".encode()).hexdigest() if pens else data
    return Datasets(rehearsed, pens, made_from, reference, reference.sha256, test)


def _pens(folder: Path) -> NamedDataset | None:
    """Return the digits of pendigits drawn as on the page, or None where they are not installed."""
    try:
        path = corpora.pendigits_path(folder)
    except corpora.CorpusError:
        return None
    digits = corpora.read_pendigits(path)
    strokes = hashlib.sha256(b"".join(stroke.tobytes() for digit in digits for stroke in digit.strokes)).hexdigest()
    drawings = (render(fit(digit.strokes, y_up=True)) for digit in digits)
    pictures = _cached_pictures(f"pens-{strokes[:16]}-preprocessing-{PREPROCESSING_VERSION}.npy", drawings)
    return NamedDataset(pictures, np.array([digit.label for digit in digits], np.int64), name="pen strokes")


def _of_pseudo_digits() -> Datasets:
    generator = load_generator()

    def drawn(name: str, n: int, stream: int) -> NamedDataset:
        X, labels = generator.sample(n, np.random.default_rng([REFERENCE_SEED, stream]))
        return NamedDataset(np.rint(X * 255).astype(np.uint8), labels.astype(np.int64), name=name)

    reference = drawn("sealed pseudo-digits", N_REFERENCE_PSEUDO_DIGITS, 0)
    rehearsed = drawn("pseudo-digits", N_PSEUDO_DIGITS, 1)
    is_clear = base_network().outputs(rehearsed.inputs).argmax(axis=1) == rehearsed.labels
    sha256 = hashlib.sha256(GENERATOR_FILE.read_bytes()).hexdigest()
    return Datasets(rehearsed.at(is_clear), None, sha256, reference, reference.sha256, None)


def _cached_pictures(name: str, drawings: Iterable[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Return the network's pictures of drawings (N, 784) from a file that is made once and then mapped."""
    path = settings.DATA_DIR / "cache" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        pictures = np.stack([preprocess(drawing) for drawing in drawings])
        draft = path.with_suffix(f".{os.getpid()}.npy")
        np.save(draft, pictures.reshape(-1, 784), allow_pickle=False)
        make_once(draft, path)  # Windows replaces no file that another process has mapped
        draft.unlink(missing_ok=True)
    mapped: NDArray[np.uint8] = np.load(path, mmap_mode="r", allow_pickle=False)
    return mapped


def _data_sha256(folder: Path) -> str:
    return hashlib.sha256("".join(corpora.sha256_of(path) for path in corpora.mnist_paths(folder)).encode()).hexdigest()
