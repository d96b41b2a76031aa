"""The invariants of the tables, which hold after every commit. Each is a function that yields its breaches.

I1 nothing lost, I2 nothing doubled, I3 whole tens, I4 one outcome, I5 one run at a time, I6 never worse, I7 not stuck,
I8 sound networks, I9 accounted for. `manage.py verify` evaluates them on the live database. Nothing is locked
meanwhile, so each is checked with single queries.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection
from django.db.models import Count, F, Q
from django.utils import timezone

from backend.digits import selectors
from backend.digits.models import BY_GATE, OPEN, TRAINABLE, Deployment, Digit, Kind, ModelState, Status
from backend.digits.services.digits import MAX_TOGETHER
from backend.digits.services.learning.gate import DIGIT_MARGIN, MARGIN
from nn.preprocessing import PREPROCESSING_VERSION
from nn.serialization import CorruptNetworkError, PackedNetwork, unpack

V = TypeVar("V")

CHUNK = 500  # values in one query
N_RECEIPTS = 1000  # of the newest versions
DONE = (Status.PROMOTED, Status.REJECTED, Status.FAILED)


@dataclass(frozen=True)
class Asked:
    """The facts that the tables cannot know: the acknowledged keys, and how long a version may wait."""

    acknowledged: frozenset[UUID] = field(default_factory=frozenset)
    patience: timedelta = timedelta(seconds=60)


def nothing_lost(asked: Asked) -> Iterator[str]:
    """Check that every acknowledged key and every digit of a receipt is there."""
    for keys in _chunks(sorted(asked.acknowledged)):
        found = set(Digit.objects.filter(idempotency_key__in=keys).values_list("idempotency_key", flat=True))
        yield from (f"the digit with key {key} was acknowledged and is not there" for key in keys if key not in found)
    for ids in _chunks(_trained_on()):
        there = set(Digit.objects.filter(id__in=ids).values_list("id", flat=True))
        yield from (f"digit {id_} was trained on and is not there" for id_ in ids if id_ not in there)


def _trained_on() -> list[int]:
    """Return the digits that the newest receipts name, in order."""
    receipts = ModelState.objects.filter(receipt__digits__isnull=False).order_by("-id")[:N_RECEIPTS]
    return sorted({id_ for ids in receipts.values_list("receipt__digits__ids", flat=True) for id_ in ids or ()})


def nothing_doubled(_: Asked) -> Iterator[str]:
    """Check that each key has one row, and that the database itself refuses a second."""
    keys = Digit.objects.exclude(idempotency_key=None).values("idempotency_key")
    for row in keys.annotate(n=Count("id")).filter(n__gt=1):
        yield f"the key {row['idempotency_key']} has {row['n']} digits"
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, Digit._meta.db_table)
    if not any(found["unique"] and found["columns"] == ["idempotency_key"] for found in constraints.values()):
        yield "the database does not hold keys to be unique any more"


def whole_tens(_: Asked) -> Iterator[str]:
    """Check that a version of kind ten is made of whole tens, and no other has any; that ten never wait outside."""
    wanted = settings.DIGITS_RETRAIN_AT
    counted = ModelState.objects.annotate(n=Count("digits"), beyond=F("n") % wanted)
    for version in counted.filter(kind=Kind.TEN).filter(~Q(beyond=0) | Q(n=0)).only("id"):
        yield f"version {version.pk} is made of {version.n} digits; whole tens of {wanted} are wanted"
    for version in counted.filter(kind=Kind.TEN, n__gt=max(MAX_TOGETHER, wanted)).only("id"):
        yield f"version {version.pk} is made of {version.n} digits; at most {MAX_TOGETHER} are wanted"
    for version in counted.exclude(kind=Kind.TEN).filter(n__gt=0).only("id", "kind"):
        yield f"version {version.pk} of kind {version.kind} has {version.n} digits; only tens have any"
    if (n_waiting := selectors.digits.n_unassigned()) >= wanted:
        yield f"{n_waiting} counted digits belong to no version; at most {wanted - 1} may"


def one_outcome(_: Asked) -> Iterator[str]:
    """Check that the gate deploys each promoted version once, no other, and that an unfinished one has no result."""
    by_gate = ModelState.objects.annotate(n=Count("deployments", filter=Q(deployments__by=BY_GATE)))
    for version in by_gate.filter(n__gt=1).only("id"):
        yield f"version {version.pk} was promoted {version.n} times"
    for version in by_gate.filter(kind__in=(Kind.TEN, Kind.MANUAL), status=Status.PROMOTED, n=0).only("id"):
        yield f"version {version.pk} is promoted and was never deployed"
    for row in ModelState.objects.filter(deployments__isnull=False).exclude(status=Status.PROMOTED).distinct():
        yield f"version {row.pk} is {row.status} and was deployed"
    for row in ModelState.objects.filter(status__in=OPEN).exclude(finished_at=None, sha256=""):
        yield f"version {row.pk} is {row.status} and has a result"
    for row in ModelState.objects.filter(status__in=DONE, finished_at=None).only("id", "status"):
        yield f"version {row.pk} is {row.status} and has no end"


def one_run_at_a_time(_: Asked) -> Iterator[str]:
    """Check that runs never overlapped, that each attempt raised the token, and that one version is in training."""
    if (n_running := ModelState.objects.filter(status=Status.TRAINING).count()) > 1:
        yield f"{n_running} versions are in training at once"
    for version in ModelState.objects.filter(attempts__gt=F("token")).only("id", "attempts", "token"):
        yield f"version {version.pk} was tried {version.attempts} times under {version.token} tokens"
    runs = ModelState.objects.filter(token__gt=0, status__in=DONE).exclude(started_at=None).exclude(finished_at=None)
    for before, after in pairwise(runs.order_by("started_at", "id").only("id", "started_at", "finished_at")):
        if after.started_at and before.finished_at and after.started_at < before.finished_at:
            yield f"version {after.pk} was begun before version {before.pk} had ended"


def never_worse(_: Asked) -> Iterator[str]:
    """Check that each network that the gate accepted was within its margins of the best before it."""
    best: dict[str, tuple[int, list[int]]] = {}
    for version, by, sealed, detail in _accepted():
        reference = (detail or {}).get("reference")
        if not reference:
            yield f"version {version} was deployed without having been measured on reference digits"
            continue
        if by == BY_GATE and sealed in best:
            yield from _fallen(version, reference, *best[sealed])
        best[sealed] = (reference["best_correct"], reference["best_per_digit"])
    for deployment in Deployment.objects.filter(reason=""):
        yield f"deployment {deployment.pk} has no reason"


def _accepted() -> Iterable[tuple[int, str, str, Any]]:
    """Return (version, by, SHA-256 of the reference digits, detail) of each version's first deployment, in order."""
    first_seen: dict[int, tuple[int, str, str, Any]] = {}
    columns = ("model_state_id", "by", "model_state__reference_sha256", "model_state__test_detail")
    for row in Deployment.objects.order_by("id").values_list(*columns).iterator(CHUNK):
        first_seen.setdefault(row[0], row)
    return first_seen.values()


def _fallen(version: int, reference: Any, best: int, best_per_digit: list[int]) -> Iterator[str]:
    wanted = math.ceil(best - MARGIN * reference["count"])
    if reference["correct"] < wanted:
        yield f"version {version} was accepted with {reference['correct']} reference digits; {wanted} were wanted"
    if reference["best_correct"] < best:
        yield f"version {version} forgot the best: {reference['best_correct']} after {best}"
    most_lost = DIGIT_MARGIN * reference["count"]  # of all digits: more than any one digit may lose
    for digit, (before, after) in enumerate(zip(best_per_digit, reference["best_per_digit"], strict=True)):
        if after < before - most_lost:
            yield f"version {version} forgot the best of the {digit}s: {after} after {before}"


def not_stuck(asked: Asked) -> Iterator[str]:
    """Check that no due version waits for long, unless the served version is pinned."""
    newest = selectors.deployments.newest_deployment()
    if newest is None or newest.is_pinned:
        return
    long_ago = timezone.now() - asked.patience
    running = ModelState.objects.filter(status=Status.TRAINING)
    for version in running.filter(lease_until__lt=long_ago).only("id"):
        yield f"version {version.pk} is in training by nobody: its lease has ended and no worker takes it over"
    if not running.exists():
        for version in ModelState.objects.filter(status=Status.QUEUED, created_at__lt=long_ago).only("id")[:1]:
            yield f"version {version.pk} has waited for more than {asked.patience.seconds} s: does a worker run?"


def sound_networks(_: Asked) -> Iterator[str]:
    """Check that each stored network has its SHA-256, layout and finite values, and that the served one is stored."""
    columns = ("id", "layout", "weights", "biases", "sha256")
    for version, *stored, sha256 in ModelState.objects.exclude(weights=None).values_list(*columns).iterator(CHUNK):
        layout, weights, biases = stored
        try:
            unpack(PackedNetwork(layout, bytes(weights), bytes(biases or b"")), sha256=sha256)
        except CorruptNetworkError as error:
            yield f"version {version} is damaged: {error}"
    now = selectors.deployments.served()
    if (
        now is None
        or not ModelState.objects.filter(id=now[1], preprocessing=PREPROCESSING_VERSION, weights__isnull=False).exists()
    ):
        yield "what is served has no network that this program can use"


def accounted(_: Asked) -> Iterator[str]:
    """Check that no drawing is on both sides of the split or held out and learned, and that no reference is broken."""
    trainable = Digit.objects.filter(state__in=TRAINABLE).values("ink_sha256")
    for row in trainable.annotate(sides=Count("is_training_input", distinct=True)).filter(sides__gt=1).iterator(CHUNK):
        yield f"the drawing {row['ink_sha256']} is on both sides: trained on and held out"
    for ids in _chunks(_trained_on()):
        held_out = Digit.objects.filter(id__in=ids, is_training_input=False).values_list("id", flat=True)
        yield from (f"digit {id_} is held out, and a version was trained on it" for id_ in sorted(held_out))
    try:
        connection.check_constraints()
    except IntegrityError as error:
        yield f"a reference leads nowhere: {error}"


INVARIANTS: dict[str, Callable[[Asked], Iterator[str]]] = {
    "I1 nothing lost": nothing_lost,
    "I2 nothing doubled": nothing_doubled,
    "I3 whole tens": whole_tens,
    "I4 one outcome": one_outcome,
    "I5 one run at a time": one_run_at_a_time,
    "I6 never worse": never_worse,
    "I7 not stuck": not_stuck,
    "I8 sound networks": sound_networks,
    "I9 accounted for": accounted,
}


def _chunks(values: list[V]) -> Iterator[list[V]]:
    for at in range(0, len(values), CHUNK):
        yield values[at : at + CHUNK]
