"""The memories of hands, which correct the served network for the hand that taught them. None is stored.

Each process keeps the memories that it used last. A prediction with a contributor's cookie costs one query that one
index answers: the ids and labels of the hand's newest digits that are counted or held. If these or the deployment are
others than those that the memory was made from, the memory is made anew. So what is withdrawn, excluded, held, restored
or relabelled is right with the next guess, in every process.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from backend.digits import selectors
from nn.network import Network
from nn.online.memory import Memory, remember
from nn.online.oriented_gradients import oriented_gradients
from nn.preprocessing import as_inputs

N_REMEMBERED = 200
"""The newest digits of a hand that its memory holds. If it is larger, a first guess after a new digit takes longer."""

MAX_BYTES = 64 * 2**20
"""The room for all memories of a process. If it is larger, memories of more hands are kept, and a process grows."""

UNUSED_S = 3600.0
"""Seconds after which a memory that was not used is dropped. If longer, a process knows for longer the pictures of a
hand that was forgotten; if shorter, memories are made anew more often."""

BYTES_BESIDE, BYTES_OF_EXAMPLE = 2000, 150
"""Bytes that a memory takes beside its arrays, and for each id and label. They count, since most hands are small."""

Examples = tuple[tuple[int, int], ...]  # (id, label) of a hand's digits, the newest first


@dataclass(frozen=True)
class HandMemory:
    """What one process remembers of a hand: its memory, and the digits and the deployment that it was made from."""

    text: str  # of the digits, as the query returned it
    examples: Examples
    deployment: int
    pictures: NDArray[np.uint8]  # (N, 784)
    outputs: NDArray[np.float32]  # (N, 10) of the served network alone
    memory: Memory

    @property
    def nbytes(self) -> int:
        return (
            self.memory.nbytes
            + self.pictures.nbytes
            + self.outputs.nbytes
            + BYTES_BESIDE
            + BYTES_OF_EXAMPLE * len(self.examples)
        )


_kept: OrderedDict[UUID, HandMemory] = OrderedDict()  # the one used last comes last
_used_at: dict[UUID, float] = {}
_n_bytes = 0
_lock = Lock()


def memory_of(contributor: UUID, *, deployment: int, network: Network) -> HandMemory | None:
    """Return the memory of a hand for the network of a deployment; None for a hand without digits."""
    text = selectors.hand.examples_of(contributor, n_newest=N_REMEMBERED)
    kept = _kept.get(contributor)
    if kept is not None and kept.text == text and kept.deployment == deployment:
        _touch(contributor)
        return kept
    made = _make(text, deployment, network, kept) if text else None
    if made is None:
        _forget(contributor)
    else:
        _keep(contributor, made)
    return made


def kept_of(contributor: UUID | None, *, deployment: int) -> HandMemory | None:
    """Return the memory of a hand as this process last knew it, without asking the database, or None."""
    kept = None if contributor is None else _kept.get(contributor)
    return kept if kept is not None and kept.deployment == deployment else None


def forget_unused() -> None:
    """Forget the memories that were not used for `UNUSED_S`, among them those of hands that were forgotten."""
    with _lock:
        while _kept and time.monotonic() - _used_at[oldest := next(iter(_kept))] > UNUSED_S:
            _drop(oldest)


def forget_all() -> None:
    """Forget every memory of this process."""
    global _n_bytes  # noqa: PLW0603  # one state for the process
    with _lock:
        _kept.clear()
        _used_at.clear()
        _n_bytes = 0


def n_bytes() -> int:
    """Return the room that the memories of this process take."""
    return _n_bytes


def _make(text: str, deployment: int, network: Network, kept: HandMemory | None) -> HandMemory | None:
    """Make a memory. What `kept` has of the same digits is not read or computed again, but for outputs if it is old."""
    examples = selectors.hand.as_examples(text)
    row_of = {} if kept is None else {id_: row for row, (id_, _) in enumerate(kept.examples)}
    read = selectors.hand.pictures_of([id_ for id_, _ in examples if id_ not in row_of])
    row_of |= {id_: row for row, id_ in enumerate(read, start=len(row_of))}
    examples = tuple(example for example in examples if example[0] in row_of)  # without those deleted meanwhile
    if not examples:
        return None
    pictures = np.array([*read.values()], np.uint8).reshape(-1, 784)
    features = oriented_gradients(as_inputs(pictures))
    outputs = network.outputs(as_inputs(pictures))
    if kept is not None:
        of_kept = kept.outputs if kept.deployment == deployment else network.outputs(as_inputs(kept.pictures))
        pictures = np.concatenate([kept.pictures, pictures])
        features = np.concatenate([kept.memory.features, features])
        outputs = np.concatenate([of_kept, outputs])
    rows = [row_of[id_] for id_, _ in examples]
    pictures, features, outputs = pictures[rows], features[rows], outputs[rows]
    labels = np.array([label for _, label in examples], np.int64)
    memory = remember(as_inputs(pictures), labels, outputs, features=features)
    return HandMemory(text, examples, deployment, pictures, outputs, memory)


def _touch(contributor: UUID) -> None:
    with _lock:
        if contributor in _kept:
            _kept.move_to_end(contributor)
            _used_at[contributor] = time.monotonic()


def _forget(contributor: UUID) -> None:
    with _lock:
        _drop(contributor)


def _keep(contributor: UUID, made: HandMemory) -> None:
    global _n_bytes  # noqa: PLW0603  # one state for the process
    with _lock:
        _drop(contributor)
        _kept[contributor] = made
        _used_at[contributor] = time.monotonic()
        _n_bytes += made.nbytes
        while _n_bytes > MAX_BYTES:
            _drop(next(iter(_kept)))


def _drop(contributor: UUID) -> None:
    global _n_bytes  # noqa: PLW0603  # one state for the process
    if (old := _kept.pop(contributor, None)) is not None:
        del _used_at[contributor]
        _n_bytes -= old.nbytes
