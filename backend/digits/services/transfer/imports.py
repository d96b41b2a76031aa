"""Digits in: drawings from elsewhere are prepared, then stored; they train, but trigger no retrain.

Preparing (finding the ink, placing it) takes a millisecond each. It comes first, into a folder named by the SHA-256 of
the source, so that nothing is stored of a source that turns out bad, and whoever stops in the middle goes on where he
was. Storing comes after, some thousands in a transaction; what is there already, by ink and label, is recognised.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from backend.digits import inference
from backend.digits.exchange.records import BadFileError, Source, silent
from backend.digits.models import Action, Digit, DigitState
from backend.digits.services import audit
from backend.digits.services.digit_rules import doubt_of, is_held_out
from backend.digits.services.transfer import staging as parts
from backend.digits.services.transfer.staging import Prepared
from nn.preprocessing import PREPROCESSING_VERSION, as_inputs

Tell = Callable[[int], None]
N_IN_PART = 1000
N_AT_ONCE = 2000
KNOWN_TO_BASE = "MNIST has trained the base network: none of its digits can be held out"


@dataclass(frozen=True)
class Intake:
    n_added: int
    n_duplicates: int
    n_apart: int  # of the added ones, those that may not train


def import_digits(source: Source, *, by: str, reason: str, pool: Executor | None = None, tell: Tell = silent) -> Intake:
    """Store the drawings of a source. Raises BadFileError, and has stored nothing, where one of them is bad."""
    folder = settings.DATA_DIR / "imports" / f"{source.sha256[:32]}-{PREPROCESSING_VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    n_prepared = 0
    for n_prepared in _prepare(source, folder, pool):
        tell(n_prepared)
    if n_prepared != source.count:
        raise BadFileError(f"{source.name}: {source.count:,} drawings are announced, {n_prepared:,} came.")
    intake = store_all(parts.read_all(folder))
    shutil.rmtree(folder)
    told = f"{intake.n_added:,} digits added, {intake.n_duplicates:,} there already, {intake.n_apart:,} kept apart"
    audit.record(
        Action.IMPORT, by=by, before=f"{source.name}, SHA-256 {source.sha256[:16]}…", after=told, reason=reason
    )
    return intake


def _prepare(source: Source, folder: Path, pool: Executor | None) -> Iterator[int]:
    """Write part after part, yielding how many drawings are done; parts that are there are not made again."""
    rest, number, n_done = source.drawings(), 0, 0
    run: Any = pool.map if pool else map
    while batch := list(islice(rest, N_IN_PART)):
        number += 1
        path = folder / f"{number:06d}.part"
        if not parts.is_whole(path, len(batch)):
            slices = [batch[first : first + 100] for first in range(0, len(batch), 100)]
            prepared = [one for some in run(parts.prepare, slices) for one in some]
            parts.write(path, prepared)
        n_done += len(batch)
        yield n_done


def store_all(prepared: Iterable[Prepared]) -> Intake:
    """Store what was prepared, some thousands in a transaction."""
    rest, total = iter(prepared), Intake(0, 0, 0)
    while batch := list(islice(rest, N_AT_ONCE)):
        done = _store(batch)
        total = Intake(
            total.n_added + done.n_added, total.n_duplicates + done.n_duplicates, total.n_apart + done.n_apart
        )
    return total


def _store(batch: list[Prepared]) -> Intake:
    with transaction.atomic():
        inks = {one.ink_sha256 for one in batch}
        there = set(Digit.objects.filter(ink_sha256__in=inks).values_list("ink_sha256", "label"))
        new = {}
        for one in batch:
            key = (one.ink_sha256, one.label)
            if key not in there and key not in new:
                new[key] = one
        digits = _as_digits(list(new.values()))
        Digit.objects.bulk_create(digits, batch_size=N_AT_ONCE)
    n_apart = sum(digit.state == DigitState.EXCLUDED for digit in digits)
    return Intake(len(digits), len(batch) - len(digits), n_apart)


def _as_digits(batch: list[Prepared]) -> list[Digit]:
    if not batch:
        return []
    served = inference.served()
    pictures = np.frombuffer(b"".join(one.picture for one in batch), np.uint8).reshape(-1, 784)
    outputs = served.network.outputs(as_inputs(pictures))
    now = timezone.now()
    return [
        Digit(
            picture=one.picture,
            preprocessing=PREPROCESSING_VERSION,
            ink=one.ink,
            ink_sha256=one.ink_sha256,
            label=one.label,
            is_training_input=not one.apart and not is_held_out(one.ink_sha256),
            predicted=int(own.argmax()),
            predicted_by_id=served.version,
            doubt=doubt_of(own.tolist(), one.label),
            payload_sha256=hashlib.sha256(f"imported {one.label} {one.ink_sha256}".encode()).hexdigest(),
            state=DigitState.EXCLUDED if one.apart else DigitState.IMPORTED,
            state_before=DigitState.IMPORTED if one.apart else "",
            state_reason=one.apart,
            created_at=now,
        )
        for one, own in zip(batch, outputs, strict=True)
    ]
