"""`python -m chaos.check HISTORY`: check that a database kept the promises that the clients of a history saw.

It needs the environment in which the program ran (DIGITS_DATA_DIR, DATABASE_URL); the program may still run.
"""

import hashlib
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

Lines = list[dict[str, Any]]


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    import django  # noqa: PLC0415 - it reads the environment

    django.setup()
    lines = [json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]
    breaches = [*of_history(lines), *of_database(lines)]
    for breach in breaches:
        print(f"breach: {breach}")
    print_figures(lines)
    print("All promises kept." if not breaches else f"{len(breaches)} breaches.")
    return int(bool(breaches))


def of_history(lines: Lines) -> Iterator[str]:
    """Yield the breaches that the answers alone show: some digits, one per key, and 503 as the only error."""
    acknowledged = ids_of(lines)
    if not acknowledged:
        yield "no digit was acknowledged"  # nothing was tried: the promises are about such digits
    for key, ids in acknowledged.items():
        if len(ids) > 1:
            yield f"the key {key} was answered with the digits {sorted(ids)}"
    for line in lines:
        if line["op"] == "seen" and line["status"] not in (0, 200, 201, 503):
            yield f"the key {line['key']} was answered with {line['status']}"


def of_database(lines: Lines) -> Iterator[str]:
    """Yield acknowledged digits that are missing, stored ones that differ from what was sent, broken invariants."""
    from backend.digits.models import Digit  # noqa: PLC0415 - Django is set up by now
    from backend.digits.services.invariants import INVARIANTS, Asked  # noqa: PLC0415

    answered = ids_of(lines)
    rows = {str(key): id_ for id_, key in Digit.objects.values_list("id", "idempotency_key")}
    for key, ids in answered.items():
        if rows.get(key) not in ids:
            yield f"the key {key} was answered with {sorted(ids)} and is digit {rows.get(key)}"
    sent = {line["key"]: (line["label"], line["label"], line["picture"]) for line in lines if line["op"] == "send"}
    if len(rows) != Digit.objects.count() or not rows.keys() <= sent.keys():
        yield "there are digits that nobody sent, or one that was stored twice"
    for uuid, said, label, picture in Digit.objects.values_list("idempotency_key", "said", "label", "picture"):
        stored = (said, label, hashlib.sha256(picture).hexdigest())
        if sent.get(str(uuid), stored) != stored:
            yield f"the key {uuid} was sent as {sent[str(uuid)]} and is stored as {stored}"
    asked = Asked(acknowledged=frozenset(map(UUID, answered)), patience=timedelta(seconds=30))
    for name, breaches in INVARIANTS.items():
        yield from (f"{name}: {breach}" for breach in breaches(asked))


def ids_of(lines: Lines) -> dict[str, set[int]]:
    """Return the digits that each acknowledged key was answered with; more than one is a breach."""
    ids: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        if line["op"] == "seen" and line["status"] in (200, 201):
            ids[line["key"]].add(line["id"])
    return dict(ids)


def print_figures(lines: Lines) -> None:
    from django.db.models import Count  # noqa: PLC0415

    from backend.digits.models import ModelState  # noqa: PLC0415

    seen = [line["status"] for line in lines if line["op"] == "seen"]
    answers = {
        name: seen.count(status) for name, status in (("201", 201), ("200", 200), ("503", 503), ("no answer", 0))
    }
    print(f"acknowledged digits: {len(ids_of(lines)):,}; answers: {answers}")
    versions = ModelState.objects.values_list("status").annotate(n=Count("id")).values_list("status", "n")
    retries = sum(token - 1 for token in ModelState.objects.filter(token__gt=1).values_list("token", flat=True))
    print(f"versions: {dict(versions)}; runs that were taken up again: {retries}")


if __name__ == "__main__":
    sys.exit(main())
