"""One run, from the claim to the conclusion: sample, rehearse, measure, hand to promotion.

Nothing is locked while the network trains: what it trains on is read before, the result is written after. The cost of a
run does not grow with the tables, since it samples them.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from backend.digits import inference, selectors
from backend.digits.selectors import LabelledDigits
from backend.digits.services import lease as leases
from backend.digits.services import measurement
from backend.digits.services.knowledge import Knowledge, LabelledPictures, knowledge
from backend.digits.services.lease import Lease, LeaseLostError
from backend.digits.services.promotion import Candidate, ServedNetworkChangedError, conclude, judge
from nn.base import base_network
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs
from nn.rehearsal import RehearsalConfig, rehearse
from nn.serialization import pack

logger = logging.getLogger("digits")

N_REHEARSED = 8000  # drawn afresh for each run
N_RECENT = 100
N_SPREAD = 200
N_HELD_OUT = 1000
TRAINED = 0.9  # of the progress; measuring is the rest


class StoppedError(RuntimeError):
    """The worker was asked to stop in the middle of a run."""


@dataclass(frozen=True)
class Lesson:
    """What a run works on, read before it begins: the served network, people's digits, and what is rehearsed."""

    parent: inference.Served
    known: Knowledge
    digits: LabelledDigits
    rehearsed: LabelledPictures


def train_due(*, owner: str, is_stopping: Callable[[], bool]) -> int:
    """Train every version that is due, the oldest first; return how many runs this call held."""
    n_runs = 0
    while not is_stopping() and (lease := leases.claim(owner=owner)):
        _run(lease, is_stopping)
        n_runs += 1
    return n_runs


def _run(lease: Lease, is_stopping: Callable[[], bool]) -> None:
    try:
        candidate = _train(lease, is_stopping)
        conclude(lease, candidate)
    except (StoppedError, ServedNetworkChangedError) as interruption:
        leases.give_back(lease)
        logger.info("version %d goes back to the queue: %s", lease.version, type(interruption).__name__)
    except LeaseLostError as error:
        logger.warning("result thrown away: %s", error)
    except Exception as error:  # the task's edge: the error is stored with the version and shown to the administrator
        logger.exception("training version %d broke", lease.version)
        leases.fail(lease, error=f"{type(error).__name__}: {error}")
    else:
        outcome = "promoted" if candidate.verdict.is_accepted else "rejected"
        logger.info("version %d %s: %s", lease.version, outcome, candidate.verdict.reason)


def _train(lease: Lease, is_stopping: Callable[[], bool]) -> Candidate:
    rng = np.random.default_rng(lease.version)
    lesson, config = _prepare(lease.version, rng), RehearsalConfig()
    network = lesson.parent.network.copy()
    for progress in _learn(network, lesson, config, rng):
        if is_stopping():
            raise StoppedError
        leases.beat(lease, progress=progress * TRAINED)
    return _judged(network, lesson, receipt=_receipt(lease.version, lesson, config))


def _prepare(version: int, rng: np.random.Generator) -> Lesson:
    known = knowledge()
    return Lesson(
        parent=inference.served(),
        known=known,
        digits=_digits_to_learn(version, rng),
        rehearsed=known.rehearse(N_REHEARSED, rng),
    )


def _digits_to_learn(version: int, rng: np.random.Generator) -> LabelledDigits:
    """Return the ten of this version, and a sample of those before, so that one hand does not push out another."""
    ten = selectors.digits_of(version, preprocessing=PREPROCESSING_VERSION)
    earlier = selectors.digits_before(
        version, preprocessing=PREPROCESSING_VERSION, n_recent=N_RECENT, n_spread=N_SPREAD, rng=rng
    )
    return LabelledDigits(
        ids=earlier.ids + ten.ids,
        pictures=np.concatenate([earlier.pictures, ten.pictures]),
        labels=np.concatenate([earlier.labels, ten.labels]),
    )


def _learn(network: Network, lesson: Lesson, config: RehearsalConfig, rng: np.random.Generator) -> Iterator[float]:
    """Train the network, yielding how far it is. What is rehearsed keeps the base network's own outputs as targets."""
    digits = lesson.digits
    if not digits.ids:  # all ten are held out or were taken back: there is nothing to learn
        return
    known_X = as_inputs(lesson.rehearsed.pictures)
    targets = base_network().outputs(known_X)
    for progress in rehearse(network, as_inputs(digits.pictures), digits.labels, known_X, targets, config, rng):
        yield progress.fraction


def _judged(network: Network, lesson: Lesson, *, receipt: dict[str, Any]) -> Candidate:
    """Measure the trained network and have the gate judge it."""
    parent, known = lesson.parent, lesson.known
    people = selectors.held_out_digits(preprocessing=PREPROCESSING_VERSION, n_newest=N_HELD_OUT)
    tested = measurement.test_readings(network, known, people)
    floor = _best_accepted(parent.network, known)
    verdict = judge(
        network=network,
        reference=tested.reference,
        best_correct=floor,
        people=tested.people,
        people_before=measurement.read(parent.network, people),
    )
    best = max(floor, tested.reference.accuracy.correct) if verdict.is_accepted else floor
    return Candidate(
        packed=pack(network),
        verdict=verdict,
        judged_against=parent.deployment,
        parent=parent.version,
        measurements=_train_columns(network, lesson)
        | {
            "test_accuracy": measurement.fraction(tested.all_at_hand.accuracy),
            "test_detail": measurement.as_test_detail(tested, known, best_correct=best),
            "reference_sha256": known.reference_sha256,
            "receipt": receipt,
        },
    )


def _train_columns(network: Network, lesson: Lesson) -> dict[str, Any]:
    learned, kept = measurement.read(network, lesson.digits), measurement.read(network, lesson.rehearsed)
    return {
        "train_accuracy": measurement.fraction(measurement.together([learned, kept]).accuracy),
        "train_detail": {
            "people": measurement.as_counts(learned.accuracy),
            "rehearsed": measurement.as_counts(kept.accuracy) | {"name": lesson.rehearsed.name},
        },
    }


def _best_accepted(served: Network, known: Knowledge) -> int:
    """Return how many reference digits the best accepted version read; on a set that is new here, the served one."""
    floor = selectors.floor_on(known.reference_sha256)
    return floor if floor is not None else measurement.read(served, known.reference).accuracy.correct


def _receipt(version: int, lesson: Lesson, config: RehearsalConfig) -> dict[str, Any]:
    return {
        "seed": version,
        "parameters": asdict(config) | {"n_rehearsed": N_REHEARSED, "n_recent": N_RECENT, "n_spread": N_SPREAD},
        "preprocessing_version": PREPROCESSING_VERSION,
        "parent": {"version": lesson.parent.version, "sha256": pack(lesson.parent.network).sha256},
        "rehearsed": lesson.known.rehearsed,
        "digits": {"ids": lesson.digits.ids, "sha256": _sha256_of(lesson.digits)},
    }


def _sha256_of(digits: LabelledDigits) -> str:
    ids = np.array(digits.ids, dtype="<i8").tobytes()
    return hashlib.sha256(ids + digits.pictures.tobytes() + digits.labels.astype("<i8").tobytes()).hexdigest()
