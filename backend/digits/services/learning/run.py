"""One run, from the claim to the conclusion: read, learn, measure, hand to promotion.

Nothing is locked while the network trains: what it trains on is read before, the result is written after. The cost of a
run does not grow with the tables, since it samples them.
"""

import logging
from collections.abc import Callable
from typing import Any

from backend.digits import inference, selectors
from backend.digits.services.learning import evaluation as measurement
from backend.digits.services.learning import lease as leases
from backend.digits.services.learning.datasets import Datasets, load_datasets
from backend.digits.services.learning.evaluation import Floor, floor_of
from backend.digits.services.learning.lease import Lease, LeaseLostError
from backend.digits.services.learning.promotion import Candidate, NewDigits, ServedNetworkChangedError, conclude, judge
from backend.digits.services.learning.training_job import (
    TrainingJob,
    learn,
    plan_job,
    receipt_of,
    to_measure,
    with_fewer_new_digits,
)
from backend.digits.services.moderation.quarantine import contradicts, digits_to_quarantine
from backend.failpoints import failpoint
from backend.observability import event
from nn.network import Network
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs
from nn.serialization import pack

logger = logging.getLogger("digits")

N_HELD_OUT = 1000
TRAINED = 0.9  # of the progress; measuring is the rest


class StoppedError(RuntimeError):
    """The worker was asked to stop in the middle of a run."""


def train_due(*, owner: str, is_stopping: Callable[[], bool]) -> int:
    """Train every version that is due, the oldest first; return how many runs this call held."""
    load_datasets()  # read once in the life of a process: not while a lease runs
    n_runs = 0
    while not is_stopping() and (lease := leases.claim(owner=owner)):
        n_runs += 1
        event("begun", "version %d is trained by %s", lease.version, owner, **_log_fields(lease))
        if not _run(lease, is_stopping):
            break  # what broke may be over at the next sweep
    return n_runs


def _run(lease: Lease, is_stopping: Callable[[], bool]) -> bool:
    """Carry a run out; return False where it broke."""
    try:
        failpoint("run.claimed")
        candidate = _train(lease, is_stopping)
        failpoint("run.judged")
        conclude(lease, candidate)
        failpoint("run.concluded")
    except (StoppedError, ServedNetworkChangedError) as interruption:
        leases.give_back(lease)
        why = type(interruption).__name__
        event("given_back", "version %d goes back to the queue: %s", lease.version, why, **_log_fields(lease))
    except LeaseLostError as error:
        event("fenced", "result thrown away: %s", error, level=logging.WARNING, **_log_fields(lease))
    except Exception as error:  # the task's edge: the error is stored with the version and shown to the administrator
        logger.exception("training version %d broke", lease.version, extra={"event": "broke", **_log_fields(lease)})
        leases.fail(lease, error=f"{type(error).__name__}: {error}")
        return False
    else:
        outcome = "promoted" if candidate.verdict.is_accepted else "rejected"
        event(outcome, "version %d %s: %s", lease.version, outcome, candidate.verdict.reason, **_log_fields(lease))
    return True


def _log_fields(lease: Lease) -> dict[str, int]:
    return {"version": lease.version, "token": lease.token, "attempt": lease.attempts}


def _train(lease: Lease, is_stopping: Callable[[], bool]) -> Candidate:
    """Train and judge; where too much was forgotten, once more from the start, and gentler."""
    served = inference.served()
    job = plan_job(lease.version, inference.start_of(lease.version) or served)
    candidate = _tried(lease, job, is_stopping, reached=0.0, judged_against=served.deployment)
    while candidate.verdict.has_forgotten and (less := with_fewer_new_digits(job)):
        event(
            "gentler",
            "version %d once more, gentler: %s",
            lease.version,
            candidate.verdict.reason,
            **_log_fields(lease),
        )
        job = less
        candidate = _tried(lease, job, is_stopping, reached=TRAINED, judged_against=served.deployment)
    return candidate


def _tried(
    lease: Lease, job: TrainingJob, is_stopping: Callable[[], bool], *, reached: float, judged_against: int
) -> Candidate:
    """One try, from the job's network; progress goes on from what was `reached`, and never back."""
    network = job.network.copy()
    curve = []
    for progress in learn(network, job):
        if is_stopping():
            raise StoppedError
        leases.beat(lease, progress=max(reached, progress.fraction * TRAINED))
        failpoint("run.training")
        learned = measurement.read(network, job.digits).accuracy
        curve.append({"cost": round(progress.cost, 6), "accuracy": measurement.fraction(learned)})
    return _judged(network, job, curve, judged_against=judged_against)


def _judged(network: Network, job: TrainingJob, curve: list[dict[str, Any]], *, judged_against: int) -> Candidate:
    """Measure the trained network and have the gate judge it."""
    datasets = job.datasets
    people = selectors.training.held_out_digits(preprocessing=PREPROCESSING_VERSION, n_newest=N_HELD_OUT)
    tested = measurement.test_readings(network, datasets, people)
    floor = _best_accepted(job.network, datasets)
    not_shown = people.and_then(job.sample.validation)
    verdict = judge(
        network=network,
        ten=_new_digits(job),
        reference=tested.reference,
        floor=floor,
        people=measurement.read(network, not_shown),
        people_before=measurement.read(job.network, not_shown),
    )
    return Candidate(
        packed=pack(network),
        verdict=verdict,
        judged_against=judged_against,
        parent=job.parent,
        suspects={} if verdict.is_accepted else digits_to_quarantine(job.version, job.network),
        measurements=_train_columns(network, job, curve)
        | {
            "test_accuracy": measurement.fraction(tested.all_at_hand.accuracy),
            "test_detail": measurement.as_test_detail(
                tested, datasets, floor=floor.raised_by(tested.reference) if verdict.is_accepted else floor
            ),
            "reference_sha256": datasets.reference_sha256,
            "receipt": receipt_of(job),
        },
    )


def _new_digits(job: TrainingJob) -> NewDigits:
    """How much of what is new contradicts the network that training started from."""
    n_new, digits = job.sample.n_new, job.digits
    new = slice(len(digits.ids) - n_new, None)
    is_contradicted = contradicts(job.network.outputs(as_inputs(digits.pictures[new])), digits.labels[new])
    return NewDigits(n_new, int(is_contradicted.sum()))


def _train_columns(network: Network, job: TrainingJob, curve: list[dict[str, Any]]) -> dict[str, Any]:
    learned, kept = measurement.read(network, job.digits), measurement.read(network, to_measure(job))
    return {
        "train_accuracy": measurement.fraction(measurement.together([learned, kept]).accuracy),
        "train_detail": {
            "people": measurement.as_counts(learned.accuracy),
            "rehearsed": measurement.as_counts(kept.accuracy) | {"name": job.datasets.rehearsed.name},
            "curve": curve,
        },
    }


def _best_accepted(served: Network, datasets: Datasets) -> Floor:
    """Return what the best accepted versions read of the reference digits; the served one, on a new set."""
    best = selectors.training.best_on(datasets.reference_sha256)
    return Floor(*best) if best else floor_of(measurement.read(served, datasets.reference))
