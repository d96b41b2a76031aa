"""What one run works on, read before it begins: the served network, people's digits, and what is rehearsed.

Drawn afresh for a new version, or laid out again from the receipt of an old one. From the same lesson the same network
results, to the byte.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import nn
from backend.digits import inference, selectors
from backend.digits.selectors import LabelledDigits
from backend.digits.services.knowledge import Knowledge, LabelledPictures, knowledge
from nn.base import base_network, base_receipt
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs
from nn.rehearsal import Progress, RehearsalConfig, rehearse
from nn.serialization import PackedNetwork, pack, unpack

CONFIG = RehearsalConfig()
N_REHEARSED = 8000  # drawn afresh for each run
N_RECENT = 100
N_SPREAD = 200

# The seed of a run is its version; each thing that is drawn has a stream of its own.
DIGITS, REHEARSED, STEPS = range(3)


class InputsChangedError(ValueError):
    """A version cannot be trained again as it was; the message says what has changed since."""


@dataclass(frozen=True)
class Lesson:
    version: int
    parent: int
    network: Network  # the parent's: where training starts
    digits: LabelledDigits
    rehearsed: LabelledPictures
    known: Knowledge


def new_lesson(version: int, parent: inference.Served) -> Lesson:
    """Draw what a version is trained on: its ten, a sample of the digits before, and a sample of what is known."""
    known = knowledge()
    return Lesson(
        version=version,
        parent=parent.version,
        network=parent.network,
        digits=_digits_to_learn(version),
        rehearsed=known.rehearse(N_REHEARSED, _stream(version, REHEARSED)),
        known=known,
    )


def lesson_again(version: int, receipt: dict[str, Any]) -> Lesson:
    """Lay out what a version was trained on, by its receipt. Raises InputsChangedError where that is not possible."""
    known = knowledge()
    digits = selectors.digits_with_ids(receipt["digits"]["ids"])
    if changes := list(_changes(receipt, digits, known)):
        raise InputsChangedError("; ".join(changes))
    parent: int = receipt["parent"]["version"]
    stored = selectors.packed_network(parent, preprocessing=PREPROCESSING_VERSION)
    if stored is None:
        raise InputsChangedError(f"the weights of its parent, version {parent}, are not kept any more")
    layout, weights, biases, sha256 = stored
    return Lesson(
        version=version,
        parent=parent,
        network=unpack(PackedNetwork(layout=layout, weights=weights, biases=biases), sha256=sha256),
        digits=digits,
        rehearsed=known.rehearse(N_REHEARSED, _stream(version, REHEARSED)),
        known=known,
    )


def learn(network: Network, lesson: Lesson) -> Iterator[Progress]:
    """Train the network, yielding how far it is and what it costs.

    What is rehearsed keeps the base network's own outputs as targets.
    """
    digits = lesson.digits
    if not digits.ids:  # all ten are held out or were taken back: there is nothing to learn
        return
    known_X = as_inputs(lesson.rehearsed.pictures)
    targets = base_network().outputs(known_X)
    rng = _stream(lesson.version, STEPS)
    yield from rehearse(network, as_inputs(digits.pictures), digits.labels, known_X, targets, CONFIG, rng)


def receipt_of(lesson: Lesson) -> dict[str, Any]:
    """Return all that is needed to train the version again."""
    return {
        "seed": lesson.version,
        "code": code_sha256(),
        "parameters": _parameters(),
        "preprocessing_version": PREPROCESSING_VERSION,
        "base": base_receipt()["sha256"],
        "parent": {"version": lesson.parent, "sha256": pack(lesson.network).sha256},
        "rehearsed": {"name": lesson.known.rehearsed, "sha256": lesson.known.rehearsed_sha256},
        "digits": {
            "ids": lesson.digits.ids,
            "labels": "".join(map(str, lesson.digits.labels)),
            "sha256": _sha256_of(lesson.digits),
        },
    }


@cache
def code_sha256() -> str:
    """Return the SHA-256 of the network's code, which with its inputs decides what a training results in."""
    sources = sorted(Path(nn.__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def _digits_to_learn(version: int) -> LabelledDigits:
    """Return the ten of this version, and a sample of those before, so that one hand does not push out another."""
    ten = selectors.digits_of(version, preprocessing=PREPROCESSING_VERSION)
    earlier = selectors.digits_before(
        version,
        preprocessing=PREPROCESSING_VERSION,
        n_recent=N_RECENT,
        n_spread=N_SPREAD,
        rng=_stream(version, DIGITS),
    )
    return LabelledDigits(
        ids=earlier.ids + ten.ids,
        pictures=np.concatenate([earlier.pictures, ten.pictures]),
        labels=np.concatenate([earlier.labels, ten.labels]),
    )


def _changes(receipt: dict[str, Any], digits: LabelledDigits, known: Knowledge) -> Iterator[str]:
    wanted = receipt["digits"]
    if missing := sorted(set(wanted["ids"]) - set(digits.ids)):
        yield f"digits {missing} are gone"
    elif relabelled := [
        id_ for id_, label, then in zip(digits.ids, digits.labels, wanted["labels"], strict=True) if str(label) != then
    ]:
        yield f"digits {relabelled} have another label since"
    elif _sha256_of(digits) != wanted["sha256"]:
        yield "pictures of its digits have changed"
    now = {
        "parameters": _parameters(),
        "preprocessing_version": PREPROCESSING_VERSION,
        "base": base_receipt()["sha256"],
        "rehearsed": {"name": known.rehearsed, "sha256": known.rehearsed_sha256},
        "code": code_sha256(),
    }
    for name, value in now.items():
        if receipt[name] != value:
            yield f"{name.replace('_', ' ')}: {receipt[name]} then, {value} now"


def _parameters() -> dict[str, Any]:
    return asdict(CONFIG) | {"n_rehearsed": N_REHEARSED, "n_recent": N_RECENT, "n_spread": N_SPREAD}


def _stream(version: int, what: int) -> np.random.Generator:
    return np.random.default_rng([version, what])


def _sha256_of(digits: LabelledDigits) -> str:
    ids = np.array(digits.ids, dtype="<i8").tobytes()
    return hashlib.sha256(ids + digits.pictures.tobytes() + digits.labels.astype("<i8").tobytes()).hexdigest()
