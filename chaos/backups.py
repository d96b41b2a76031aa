"""`python -m chaos.backups`: back the running program up under load, and restore it on the other kind of database.

Digits are posted to the real program at a steady rate, while it learns. In the middle of it `manage.py backup` writes
one file, which `manage.py restore` then brings into an empty database of the other kind and verifies. Every digit that
was acknowledged before the backup began must be there, once and with its label.
It exits with 1 where something is missing, and prints how long both took.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext, suppress
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from uuid import uuid4

import psycopg

from harness import servers
from harness.cluster import Cluster, await_ready, cluster
from harness.load import as_json, sample_digits
from harness.program import ROOT, UNLIMITED

SETTINGS = {**UNLIMITED, "DIGITS_WEB_PROCESSES": "1", "DJANGO_SETTINGS_MODULE": "backend.settings"}
N_SENDERS = 4
OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}
KEYS = "SELECT CAST(idempotency_key AS TEXT), label FROM digits_digit"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m chaos.backups", description="Back up under load, and restore.")
    parser.add_argument("--db", choices=tuple(OTHER), nargs="*", default=tuple(OTHER), help="to back up; default: both")
    parser.add_argument("--rate", type=float, default=20, help="digits posted a second")
    parser.add_argument("--seconds", type=float, default=30, help="of posting before the backup begins")
    options = parser.parse_args()
    return int(any(not goes_over(database, options.rate, options.seconds) for database in options.db))


def goes_over(database: str, rate: float, seconds: float) -> bool:
    """Back one kind of database up under load and restore it on the other; return whether everything is there."""
    with tempfile.TemporaryDirectory(prefix="ductus-backups-") as name:
        folder, file = Path(name), Path(name, "all.ductus")
        (folder / "from").mkdir()
        with cluster(database, folder / "from", n_workers=1, settings=SETTINGS) as running:
            await_ready(running)
            with posting(running, rate) as acknowledged:
                time.sleep(seconds)
                wanted = dict(acknowledged)
                backup_s = managed(running.env, "backup", str(file))
                n_meanwhile = len(acknowledged) - len(wanted)
        with empty(OTHER[database], folder) as (env, url):
            restore_s = managed(env, "restore", str(file))
            there = stored(env, url)
    missing = {key: label for key, label in wanted.items() if there.get(key.replace("-", "")) != label}
    print(
        f"{database} to {OTHER[database]}: {len(wanted):,} digits were acknowledged before the backup began and"
        f" {n_meanwhile:,} while it was written ({backup_s:.1f} s); {len(there):,} are restored and verified"
        f" ({restore_s:.1f} s), {len(missing)} MISSING",
        flush=True,
    )
    return not missing and len(wanted) > 0


@contextmanager
def posting(running: Cluster, rate: float) -> Iterator[dict[str, int]]:
    """Post digits at a steady rate; yield the keys that were acknowledged so far, each with its label."""
    acknowledged: dict[str, int] = {}
    bodies, numbers, is_over = sample_digits(2000, seed=3), count(), threading.Event()
    began = time.monotonic()

    def post() -> None:
        while not is_over.is_set():
            number = next(numbers)
            is_over.wait(max(0.0, began + number / rate - time.monotonic()))
            body, key = bodies[number % len(bodies)], str(uuid4())
            headers = {"Content-Type": "application/json", "Idempotency-Key": key}
            connection = HTTPConnection("127.0.0.1", running.port, timeout=60)
            with closing(connection), suppress(OSError, HTTPException):
                connection.request("POST", "/api/digits", as_json("", **body).body, headers)
                if connection.getresponse().status == 201:
                    acknowledged[key] = body["label"]

    threads = [threading.Thread(target=post) for _ in range(N_SENDERS)]
    for thread in threads:
        thread.start()
    try:
        yield acknowledged
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


@contextmanager
def empty(database: str, folder: Path) -> Iterator[tuple[dict[str, str], str]]:
    """Yield the environment of an installation without a table, and the address of its server or nothing."""
    data = folder / "to"
    data.mkdir()
    env = {name: value for name, value in os.environ.items() if name not in ("DIGITS_CORPORA", "DATABASE_URL")}
    env |= {**SETTINGS, "DIGITS_DATA_DIR": str(data), "PYTHONDONTWRITEBYTECODE": "1"}
    with servers.pair() if database == "postgresql" else nullcontext((None, None)) as (postgres, _):
        url = postgres.url if postgres else ""
        yield env | ({"DATABASE_URL": url} if url else {}), url


def managed(env: Mapping[str, str], *command: str) -> float:
    """Carry out a command of manage.py and return its seconds. Raise RuntimeError where it fails."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    return time.perf_counter() - began


def stored(env: Mapping[str, str], url: str) -> dict[str, int]:
    """Return each key of the restored digits, without hyphens, with its label."""
    connection = psycopg.connect(url) if url else sqlite3.connect(Path(env["DIGITS_DATA_DIR"], "db.sqlite3"))
    with closing(connection):
        rows = connection.execute(KEYS).fetchall()
    return {key.replace("-", ""): label for key, label in rows if key}


if __name__ == "__main__":
    sys.exit(main())
