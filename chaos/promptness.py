"""`python -m chaos.promptness --db sqlite|postgresql`: measure how soon training starts, also after a kill -9.

Three times are measured on the real program with its default lease and sweep: from the answer to the tenth digit until
training has started, with the broker and without it, and from the kill -9 of a worker in the middle of training until
training goes on. With SQLite there is one worker, as embedded; with PostgreSQL there are three, and Redis.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

import numpy as np

from harness.cluster import SETTINGS, Cluster, await_ready, cluster, wait_for
from harness.load import sample_digits

SWEEP_S = 2
AS_BY_DEFAULT = {**SETTINGS, "DIGITS_LEASE_S": "8", "DIGITS_SWEEP_S": str(SWEEP_S), "DIGITS_WEB_PROCESSES": "1"}
AWAY = {"CELERY_BROKER_URL": "redis://127.0.0.1:1/0"}  # nothing listens on this port
MOST_S = {"with the broker": 0.5, "without a broker": 2.5, "after kill -9": 20.0}
N_KILLS = 10
POLL_S = 0.02


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m chaos.promptness", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--tens", type=int, default=50, help="how many tens, with the broker and without")
    options = parser.parse_args()
    with_broker, after_kill = measured(options.db, AS_BY_DEFAULT, options.tens, N_KILLS)
    without, _ = measured(options.db, AS_BY_DEFAULT | AWAY, options.tens, 0)
    print(f"{options.db}, load {os.getloadavg()[0]:.1f}")
    found = {"with the broker": with_broker, "without a broker": without, "after kill -9": after_kill}
    met = [is_met(name, times) for name, times in found.items()]
    return int(not all(met))


def measured(database: str, settings: Mapping[str, str], n_tens: int, n_kills: int) -> tuple[list[float], list[float]]:
    """Return the seconds until training starts, after each ten and after each kill of a worker that trains."""
    n_workers = 1 if database == "sqlite" else 3
    with (
        tempfile.TemporaryDirectory(prefix="ductus-prompt-") as folder,
        cluster(database, Path(folder), n_workers=n_workers, settings=settings) as running,
    ):
        await_ready(running)
        learn(running)  # the first run loads the digits that are rehearsed
        return [learn(running) for _ in range(n_tens)], [recover(running) for _ in range(n_kills)]


def learn(running: Cluster) -> float:
    """Add ten digits; return how long after the last answer training began, once it has ended."""
    time.sleep(random.uniform(0, SWEEP_S))  # else every ten would come at the same time after a sweep
    answered = add_ten(running)
    return started_at(await_end(running)) - answered


def recover(running: Cluster) -> float:
    """Kill the worker that trains; return the seconds until training goes on."""
    armed = running.faults / "run.training"
    armed.touch()
    add_ten(running)
    while (pid := wait_for(armed, 1)) is None:
        pass
    before = started_at(newest(running))
    killed = time.time()
    os.kill(pid, signal.SIGKILL)
    armed.with_name(f"{armed.name}.{pid}").unlink()
    version = await_end(running)
    assert started_at(version) > before
    return started_at(version) - killed


def add_ten(running: Cluster) -> float:
    """Add ten digits and return when the tenth was answered."""
    for digit in sample_digits(10, time.monotonic_ns()):
        ask(running, "/api/digits", digit)
    return time.time()


def await_end(running: Cluster) -> dict[str, Any]:
    while (version := newest(running))["status"] in ("queued", "training"):
        time.sleep(POLL_S)
    return version


def newest(running: Cluster) -> dict[str, Any]:
    version: dict[str, Any] = ask(running, "/api/models?limit=1")["results"][0]
    return version


def started_at(version: dict[str, Any]) -> float:
    return datetime.fromisoformat(version["started_at"]).timestamp()


def ask(running: Cluster, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
    content = json.dumps(body).encode() if body else None
    with urlopen(Request(f"http://127.0.0.1:{running.port}{path}", content, headers)) as response:
        answer: dict[str, Any] = json.load(response)
    return answer


def is_met(name: str, times: list[float]) -> bool:
    """Print the figures; return whether they keep the promise. Of fewer than fifty times, the longest counts."""
    median, most = np.percentile(times, [50, 99 if len(times) >= 50 else 100])
    is_within = bool(most <= MOST_S[name])
    promised = f"promised {MOST_S[name]} s" + ("" if is_within else ": FALLS SHORT")
    print(f"    {name}: {len(times)} times, median {median:.2f} s, 99 % within {most:.2f} s, {promised}", flush=True)
    return is_within


if __name__ == "__main__":
    sys.exit(main())
