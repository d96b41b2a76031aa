"""What the network knew before anyone drew: digits to rehearse, reference digits for the gate, digits to test on.

Where MNIST is installed (DIGITS_CORPORA) they are its 55,000 training digits, the 5,000 held back from training for
good, and its 10,000 test digits. Where pendigits is too, its pen strokes are rehearsed beside them: new digits cost the
pens of others more than they cost MNIST. Where MNIST is not, pseudo-digits from the generator that ships stand in for
the first two, and nothing is said of MNIST. To be rehearsed, a pseudo-digit must be read by the base network as what it
was drawn as: what is neither fish nor fowl is left out.
"""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from nn.base import base_network
from nn.data.corpora import (
    N_HELD_BACK,
    CorpusError,
    load_mnist,
    mnist_is_installed,
    mnist_paths,
    pendigits_path,
    read_pendigits,
    sha256_of,
)
from nn.data.pseudo_digits import GENERATOR_FILE, load_generator
from nn.data.strokes import fit, render
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs, preprocess

N_PSEUDO_DIGITS = 20_000  # drawn to be rehearsed
N_REFERENCE_PSEUDO_DIGITS = 5000  # as many as are held back of MNIST
REFERENCE_SEED = 784_30_10  # seeds of retrains are versions, drawn from another stream


@dataclass(frozen=True)
class LabelledPictures:
    """Pictures (N, 784) uint8 and their labels (N,), with a name and the SHA-256 of both together."""

    name: str
    pictures: NDArray[np.uint8]
    labels: NDArray[np.int64]

    def at(self, rows: NDArray[np.bool_] | NDArray[np.integer]) -> "LabelledPictures":
        """Only these rows, or those where it is true."""
        return LabelledPictures(self.name, self.pictures[rows], self.labels[rows])

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.pictures.tobytes() + self.labels.astype("<i8").tobytes()).hexdigest()


@dataclass(frozen=True)
class Datasets:
    """Of `rehearsed` and `pens` each run keeps some in mind; `reference` decides at the gate; `mnist_test` is told."""

    rehearsed: LabelledPictures
    pens: LabelledPictures | None
    rehearsed_sha256: str  # of what it is made from
    reference: LabelledPictures
    reference_sha256: str
    mnist_test: LabelledPictures | None


@cache
def load_datasets() -> Datasets:
    """Return what this machine has; read once in the life of a process."""
    corpora: Path | None = settings.DIGITS_CORPORA
    return _of_mnist(corpora) if corpora is not None and mnist_is_installed(corpora) else _of_pseudo_digits()


def _of_mnist(corpora: Path) -> Datasets:
    mnist = load_mnist(corpora)
    data = _data_sha256(corpora)
    images = chain(mnist.train_images, mnist.test_images)
    pictures = _kept(f"mnist-{data[:16]}-preprocessing-{PREPROCESSING_VERSION}.npy", images)
    labels = np.concatenate([mnist.train_labels, mnist.test_labels]).astype(np.int64)
    n_train = len(mnist.train_labels)
    n_rehearsed = n_train - N_HELD_BACK

    rehearsed = LabelledPictures("MNIST training digits", pictures[:n_rehearsed], labels[:n_rehearsed])
    reference = LabelledPictures("MNIST digits held back", pictures[n_rehearsed:n_train], labels[n_rehearsed:n_train])
    test = LabelledPictures("MNIST test digits", pictures[n_train:], labels[n_train:])
    pens = _pens(corpora)
    made_from = hashlib.sha256(f"{data}{pens.sha256}".encode()).hexdigest() if pens else data
    return Datasets(rehearsed, pens, made_from, reference, reference.sha256, test)


def _pens(corpora: Path) -> LabelledPictures | None:
    """Return pendigits' digits as the page would draw them, if they are here."""
    try:
        path = pendigits_path(corpora)
    except CorpusError:
        return None
    digits = read_pendigits(path)
    strokes = hashlib.sha256(b"".join(stroke.tobytes() for digit in digits for stroke in digit.strokes)).hexdigest()
    drawings = (render(fit(digit.strokes, y_up=True)) for digit in digits)
    pictures = _kept(f"pens-{strokes[:16]}-preprocessing-{PREPROCESSING_VERSION}.npy", drawings)
    return LabelledPictures("pen strokes", pictures, np.array([digit.label for digit in digits], np.int64))


def _of_pseudo_digits() -> Datasets:
    generator = load_generator()

    def drawn(name: str, n: int, stream: int) -> LabelledPictures:
        X, labels = generator.sample(n, np.random.default_rng([REFERENCE_SEED, stream]))
        return LabelledPictures(name, np.rint(X * 255).astype(np.uint8), labels.astype(np.int64))

    reference = drawn("sealed pseudo-digits", N_REFERENCE_PSEUDO_DIGITS, 0)
    rehearsed = drawn("pseudo-digits", N_PSEUDO_DIGITS, 1)
    is_clear = base_network().outputs(as_inputs(rehearsed.pictures)).argmax(axis=1) == rehearsed.labels
    sha256 = hashlib.sha256(GENERATOR_FILE.read_bytes()).hexdigest()
    return Datasets(rehearsed.at(is_clear), None, sha256, reference, reference.sha256, None)


def _kept(name: str, drawings: Iterable[NDArray[np.uint8]]) -> NDArray[np.uint8]:
    """Return drawings as the network sees them (N, 784), from a file made once and then mapped."""
    path = settings.DATA_DIR / "cache" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        pictures = np.stack([preprocess(drawing) for drawing in drawings])
        draft = path.with_suffix(f".{os.getpid()}.npy")
        np.save(draft, pictures.reshape(-1, 784), allow_pickle=False)
        draft.replace(path)
    mapped: NDArray[np.uint8] = np.load(path, mmap_mode="r", allow_pickle=False)
    return mapped


def _data_sha256(corpora: Path) -> str:
    return hashlib.sha256("".join(sha256_of(path) for path in mnist_paths(corpora)).encode()).hexdigest()
