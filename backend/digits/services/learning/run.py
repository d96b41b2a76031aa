"""One run, from the claim to the conclusion: plan the job, train, evaluate, have the gate judge, conclude.

Nothing is locked while the network trains: its inputs are read before, its result is written after. The cost of a run
does not grow with the tables, since it reads samples of them.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings

from backend.digits import inference
from backend.digits.services.health import note_presence
from backend.digits.services.learning import lease as leases
from backend.digits.services.learning import training_job
from backend.digits.services.learning.datasets import load_datasets
from backend.digits.services.learning.evaluation import accuracy_of, evaluate
from backend.digits.services.learning.gate import NewDigits, judge
from backend.digits.services.learning.lease import Lease, LeaseLostError
from backend.digits.services.learning.promotion import Candidate, ServedNetworkChangedError, conclude
from backend.digits.services.learning.training_job import TrainingJob
from backend.digits.services.learning.watch import look_back
from backend.digits.services.moderation.quarantine import agreed, digits_to_quarantine
from backend.failpoints import failpoint
from backend.observability import event
from nn.network import Network

logger = logging.getLogger("digits")

BEAT_S = 0.25  # between two beats: if longer, the page's progress stands still for longer; if shorter, runs take longer
BEATS_IN_A_LEASE = 8  # at least; if fewer, one that is late may cost the lease
TRAINED = 0.9  # of the progress; evaluating is the rest


class StoppedError(RuntimeError):
    """A request to the worker to stop, in the middle of a run."""


def train_due(*, owner: str, is_stopping: Callable[[], bool]) -> int:
    """Train every version that is due, the oldest first; return how many runs there were."""
    load_datasets()  # a process reads them once, and that takes long: do it before a lease runs
    n_runs = 0
    while not is_stopping():
        note_presence(owner)  # before each run, since many together may take minutes
        look_back()
        if not (lease := leases.claim(owner=owner)):
            break
        n_runs += 1
        event("begun", "version %d is trained by %s", lease.version, owner, **_log_fields(lease))
        if not _run(lease, is_stopping):
            break  # the fault may be over at the next sweep
    return n_runs


def _run(lease: Lease, is_stopping: Callable[[], bool]) -> bool:
    """Carry out one run; return False where it broke."""
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
        event(
            outcome, "version %d %s: %s", lease.version, outcome, candidate.verdict.why.sentence, **_log_fields(lease)
        )
    return True


def _log_fields(lease: Lease) -> dict[str, int]:
    return {"version": lease.version, "token": lease.token, "attempt": lease.attempts}


def _train(lease: Lease, is_stopping: Callable[[], bool]) -> Candidate:
    """Train and judge; if too much was forgotten, train again from the start with fewer new digits."""
    served = inference.served()
    job = training_job.plan_job(lease.version, served, lease.start)
    candidate = _attempt(lease, job, is_stopping, reached=0.0, judged_against=served.deployment)
    while candidate.verdict.may_be_gentler and (gentler := training_job.with_fewer_new_digits(job)):
        reason = candidate.verdict.why.sentence
        event("gentler", "version %d once more, gentler: %s", lease.version, reason, **_log_fields(lease))
        job = gentler
        candidate = _attempt(lease, job, is_stopping, reached=TRAINED, judged_against=served.deployment)
    return candidate


def _attempt(
    lease: Lease, job: TrainingJob, is_stopping: Callable[[], bool], *, reached: float, judged_against: int
) -> Candidate:
    """Train once, from the network of the job. The progress goes on from what was `reached`, and never back."""
    network = job.network.copy()
    curve: list[dict[str, Any]] = []
    beat_at = 0.0
    for progress in training_job.learn(network, job):
        if is_stopping():
            raise StoppedError
        curve.append({"cost": round(progress.cost, 6), "accuracy": accuracy_of(network, job.sample.digits)})
        if (now := time.monotonic()) >= beat_at:  # each is a transaction of its own, which waits for the disk
            leases.beat(lease, progress=max(reached, progress.fraction * TRAINED), curve=curve)
            beat_at = now + min(BEAT_S, settings.DIGITS_LEASE_S / BEATS_IN_A_LEASE)
        failpoint("run.training")
    return _judged(network, job, curve, judged_against=judged_against)


def _judged(network: Network, job: TrainingJob, curve: list[dict[str, Any]], *, judged_against: int) -> Candidate:
    """Evaluate the trained network and have the gate judge it."""
    sample, receipt = job.sample, training_job.receipt_of(job)
    evaluation = evaluate(
        network,
        before=job.network,
        held_out=sample.held_out,
        judges=sample.judges,
        learned=sample.digits,
        kept=training_job.to_measure(job),
    )
    verdict = judge(evaluation, new=NewDigits(sample.n_new, sample.n_contradicted, sample.n_own))
    columns = evaluation.columns(is_accepted=verdict.is_accepted) | {"receipt": receipt}
    columns["train_detail"]["curve"] = curve
    suspects = agreed(sample.digits, sample.base_guesses)
    if not verdict.is_accepted:
        suspects |= digits_to_quarantine(job.version, job.network)
    return Candidate(
        packed=evaluation.packed,
        verdict=verdict,
        judged_against=judged_against,
        parent=job.parent,
        suspects=suspects,
        measurements=columns,
    )
