"""A look at an import before anything of it is stored: whether the served network reads its digits as labelled.

Where it reads fewer than half, something is wrong with the file far more often than with the network: EMNIST's pictures
lie transposed in their files, and labels can be one off. Such digits would teach the network to misread.
"""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from backend.digits import inference
from backend.digits.errors import RefusedError
from backend.digits.services.transfer.staging import StagedDigit
from nn.preprocessing import as_inputs

N_LOOKED_AT = 2000  # staged digits; with more, the look takes longer, and half of 2,000 is beyond chance as it is
N_TO_JUDGE = 20  # with fewer digits, a hand that the network cannot read yet would look like a mistake
LEAST_READ = 0.5
"""The part of the digits that must be read as labelled. If it is larger, odd hands are stopped too; the network reads
nine of ten digits of the worst hand that it was tested with, and two of ten transposed ones."""
TURNED_READ = 0.75  # the part that must be read once turned, for the advice to turn them; if larger, advice comes less

ANYWAY = (
    "Nothing was stored. --anyway, or on the page the box “even where the network contradicts most of the labels”,"
    " takes them as they are."
)

HOW_TURNED: dict[str, Callable[[NDArray[np.uint8]], NDArray[np.uint8]]] = {
    "transposed": lambda pictures: pictures.transpose(0, 2, 1),
    "mirrored": lambda pictures: pictures[:, :, ::-1],
    "upside down": lambda pictures: pictures[:, ::-1, ::-1],
    "turned to the left": lambda pictures: np.rot90(pictures, -1, (1, 2)),
    "turned to the right": lambda pictures: np.rot90(pictures, 1, (1, 2)),
}


def check_labels(staged: Iterable[StagedDigit], name: str) -> None:
    """Raise RefusedError where the served network contradicts most of the labels; say what would make them right."""
    looked_at = _sample(digit for digit in staged if not digit.exclude_reason)
    if len(looked_at) < N_TO_JUDGE:
        return
    pictures = np.frombuffer(b"".join(digit.picture for digit in looked_at), np.uint8).reshape(-1, 28, 28)
    labels = np.array([digit.label for digit in looked_at])
    n_read = _n_read(pictures, labels)
    if n_read >= LEAST_READ * len(labels):
        return
    advice = _advice(pictures, labels)
    raise RefusedError(
        f"{name}: the served network reads {n_read:,} of {len(labels):,} digits as they are labelled. {advice} {ANYWAY}"
    )


def _sample(digits: Iterable[StagedDigit]) -> list[StagedDigit]:
    """Return N_LOOKED_AT of the digits, each as likely as any other: in many files they are sorted by their labels.

    The same digits give the same sample. Source: J. Vitter, *Random Sampling with a Reservoir* (1985), algorithm R.
    """
    rng, sample = np.random.default_rng(0), []
    for number, digit in enumerate(digits):
        if number < N_LOOKED_AT:
            sample.append(digit)
        elif (place := int(rng.integers(number + 1))) < N_LOOKED_AT:
            sample[place] = digit
    return sample


def _advice(pictures: NDArray[np.uint8], labels: NDArray[np.int64]) -> str:
    for how, turn in HOW_TURNED.items():
        n_read = _n_read(turn(pictures), labels)
        if n_read >= TURNED_READ * len(labels):
            helps = "; --transpose turns them, as EMNIST's files need it." if how == "transposed" else "."
            return f"They seem to lie {how}: set right, it would read {n_read:,}{helps}"
    return "Are the labels those of these pictures?"


def _n_read(pictures: NDArray[np.uint8], labels: NDArray[np.int64]) -> int:
    outputs = inference.served().network.outputs(as_inputs(pictures.reshape(-1, 784)))
    return int((outputs.argmax(axis=1) == labels).sum())
