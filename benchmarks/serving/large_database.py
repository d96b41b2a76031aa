"""Fill a database as a large installation would: a million digits, five thousand versions, and their deployments.

Rows are written with plain SQL, since the program itself needs a millisecond for each drawing. Their content is
realistic: pictures of pseudo-digits, guesses of which one in twelve is wrong, tens, receipts, deployments.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection, transaction

from backend.digits.drawings import to_png
from backend.digits.models import Digit, DigitState, Kind, ModelState, Status
from backend.digits.notice import Notice, NoticeKind
from nn.data.pseudo_digits import load_generator
from nn.data.strokes import clean, pack
from nn.data.styles import styled_digits
from nn.preprocessing import PREPROCESSING_VERSION

N_DRAWINGS = 2000  # different ones
N_STROKES = 100  # of three digits in four; they take room, and belong to no picture
N_CONTRIBUTORS = 10_000
N_WITH_WEIGHTS = 1000
N_DAYS = 400
BATCH = 20_000
CACHE_KB = 1_000_000  # of SQLite while it fills; with less, rows are written and read again for each index


def fill(*, n_digits: int, n_versions: int) -> None:
    """Fill a database in which only the base network is installed."""
    base = ModelState.objects.get()
    with _without_journal(), transaction.atomic():
        _fill_versions(base, n_versions, n_digits)
        with _without_indexes(Digit._meta.db_table):
            _insert(Digit, _digits(n_digits, n_versions))
        Notice.objects.bulk_create(_notices(n_versions), batch_size=1000)


def _notices(n_versions: int) -> Iterator[Notice]:
    for version in range(2, n_versions, 2):
        title = f"Version {version} was rejected"
        yield Notice(kind=NoticeKind.REJECTED, title=title, version=version, stream=f"version {version}")


def _fill_versions(base: ModelState, n_versions: int, n_digits: int) -> None:
    now = datetime.now(UTC)
    rng = np.random.default_rng(1)
    versions: list[ModelState] = []
    parent = base.pk
    for number in range(2, n_versions + 1):
        at = now - timedelta(days=N_DAYS * (1 - number / n_versions))
        status = Status.REJECTED if number % 10 == 0 else Status.FAILED if number % 501 == 0 else Status.PROMOTED
        version = ModelState(
            id=number, kind=Kind.TEN, status=status, parent_id=parent,
            preprocessing=PREPROCESSING_VERSION, sha256=base.sha256, layout=base.layout,
            train_accuracy=0.97 + 0.01 * rng.random(), test_accuracy=0.97 + 0.01 * rng.random(),
            test_detail=_detail(base, rng), train_detail={}, reason="It reads 4,895 of 5,000 reference digits.",
            error="ValueError: planted" if status == Status.FAILED else "", progress=1.0,
            receipt={"digits": {"ids": np.sort(rng.integers(1, n_digits, 300)).tolist()}, "seed": number},
            created_at=at, started_at=at, finished_at=at + timedelta(seconds=0.4),
        )  # fmt: skip
        if number > n_versions - N_WITH_WEIGHTS and status == Status.PROMOTED:
            version.weights, version.biases = base.weights, base.biases
        versions.append(version)
        parent = number if status == Status.PROMOTED else parent
    ModelState.objects.bulk_create(versions, batch_size=100)
    served = [version for version in versions if version.status == Status.PROMOTED]
    base.deployments.model.objects.bulk_create(
        base.deployments.model(
            model_state_id=version.pk, by="the gate", reason=version.reason, created_at=version.created_at
        )
        for version in served
    )


def _detail(base: ModelState, rng: np.random.Generator) -> dict[str, Any]:
    detail = deepcopy(base.test_detail) or {}
    correct = int(rng.integers(930, 990))
    detail["people"] = {
        "accuracy": correct / 1000,
        "correct": correct,
        "count": 1000,
        "interval": [correct / 1000 - 0.012, correct / 1000 + 0.01],
    }
    return detail


def _digits(n_digits: int, n_versions: int) -> Iterator[dict[str, Any]]:
    rng = np.random.default_rng(0)
    X, labels = load_generator().sample(N_DRAWINGS, rng)
    pictures = np.rint(X * 255).astype(np.uint8).reshape(-1, 28, 28)
    as_bytes, inks = [picture.tobytes() for picture in pictures], [to_png(picture) for picture in pictures]
    strokes = [pack(clean(one.strokes)) for one in styled_digits(N_STROKES, np.random.default_rng(2))]
    contributors = [UUID(int=number << 64 | 1) for number in range(N_CONTRIBUTORS)]
    now = datetime.now(UTC).replace(tzinfo=None)
    states = [DigitState.COUNTED] * 90 + [DigitState.IMPORTED] * 7 + [DigitState.EXCLUDED] * 2 + [DigitState.WITHDRAWN]
    drawings, people = rng.integers(N_DRAWINGS, size=n_digits), rng.integers(N_CONTRIBUTORS, size=n_digits)
    are_wrong, doubts = rng.random(n_digits) < 1 / 12, rng.random(n_digits)
    guesses = (labels[drawings] + are_wrong * rng.integers(1, 10, size=n_digits)) % 10
    for number in range(n_digits):
        drawing, is_wrong = int(drawings[number]), bool(are_wrong[number])
        label = int(labels[drawing])
        version = min(n_versions, 1 + number * n_versions // n_digits)
        held = number % 2003 == 0
        yield {
            "id": number + 1,
            "picture": as_bytes[drawing],
            "preprocessing": PREPROCESSING_VERSION,
            "ink": inks[drawing],
            "strokes": strokes[number % N_STROKES] if number % 4 else None,
            "ink_sha256": sha256(b"%d" % (number // 2)).hexdigest(),  # two digits share one, as copies do
            "label": label,
            "said": label,
            "is_training_input": number % 10 != 0,
            "predicted": int(guesses[number]),
            "guess": label,
            "predicted_by_id": version,
            "contributor": contributors[people[number]],
            "payload_sha256": f"{number:064x}",
            "state": DigitState.HELD if held else states[number % 100],
            "state_reason": "planted" if held else "",
            "state_before": DigitState.COUNTED if held else "",
            "doubt": float(doubts[number]) if is_wrong else -float(doubts[number]),
            "model_state_id": version if version > 1 and number < n_digits - 5 else None,
            "created_at": now - timedelta(days=N_DAYS * (1 - number / n_digits)),
        }


@contextmanager
def _without_journal() -> Iterator[None]:
    """Write SQLite's file without a journal, which holds every row once more; whoever is interrupted begins anew."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "temp_store=MEMORY", f"cache_size={-CACHE_KB}"):
            cursor.execute(f"PRAGMA {pragma}")
    yield
    connection.close()  # the next connection begins with the settings of the program


@contextmanager
def _without_indexes(table: str) -> Iterator[None]:
    """Build SQLite's indexes of a table once its rows are there: kept while rows come, they take most of the time."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        sought = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL"
        cursor.execute(sought, [table])
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _, sql in indexes:
            cursor.execute(sql)


def _insert(model: type[Digit], rows: Iterator[dict[str, Any]]) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    names = [name for name in fields if name not in ("idempotency_key", "reviewed_at")]
    table, columns = model._meta.db_table, ", ".join(f'"{fields[name].column}"' for name in names)
    statement = f'INSERT INTO "{table}" ({columns}) VALUES ({", ".join(["%s"] * len(names))})'
    with connection.cursor() as cursor:
        batch: list[list[Any]] = []
        for row in rows:
            batch.append([_plain(row[name]) for name in names])
            if len(batch) == BATCH:
                cursor.executemany(statement, batch)
                batch = []
        cursor.executemany(statement, batch)


def _plain(value: Any) -> Any:
    """Return a value in the form that the driver takes."""
    if connection.vendor == "sqlite":
        return (
            value.hex if isinstance(value, UUID) else str(value) if isinstance(value, datetime | DigitState) else value
        )
    return str(value) if isinstance(value, UUID | DigitState) else value
