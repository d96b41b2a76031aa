"""Faults, one at a time, drawn by the seed. Each returns the number of processes that it killed."""

import os
import random
import resource
import signal
import time
from collections.abc import Callable
from contextlib import suppress

from backend.processes import KeptProcess
from chaos.clients import Clients, History
from harness.cluster import SETTINGS, Cluster, pids, wait_for

POST_POINTS = ("post.inserted", "post.committing", "post.committed")
RUN_POINTS = ("run.claimed", "run.training", "run.judged", "run.concluding", "run.concluded")
REACH_S = 2.0
LEASE_S = float(SETTINGS["DIGITS_LEASE_S"])

Fault = Callable[[], int]


class Nemeses:
    def __init__(self, cluster: Cluster, clients: Clients, history: History, rng: random.Random) -> None:
        self.cluster, self.clients, self.history, self.rng = cluster, clients, history, rng

    def strike(self) -> int:
        """Draw a fault and cause it; return the number of processes killed."""
        chances: list[tuple[int, Fault]] = [
            (6, lambda: self.kill_at(self.rng.choice(POST_POINTS))),
            (8, lambda: self.kill_at(self.rng.choice(RUN_POINTS))),
            (5, lambda: self.kill(self.rng.choice(self.cluster.workers))),
            (2, lambda: self.kill(self.cluster.web)),
            (1, self.sleep_past_the_lease),
            (1, self.crowd),
        ]
        if self.cluster.postgres:
            chances += [
                (2, self.crash_postgres),
                (2, self.crash_redis),
                (1, self.freeze_redis),
                (1, self.freeze_postgres),
            ]
        else:
            chances += [(2, self.fill_the_disk)]
        weights, faults = zip(*chances, strict=True)
        fault: Fault = self.rng.choices(faults, weights)[0]
        return fault()

    def kill_at(self, point: str) -> int:
        """Kill the first process that reaches a failpoint."""
        pid = self._reached(point)
        if pid is None:
            return 0
        self._signal(pid, signal.SIGKILL)
        self._note("kill", point=point, pid=pid)
        return self._disarmed(point, 1)

    def kill(self, process: KeptProcess) -> int:
        n = len(pids(process))
        process.kill()
        self._note("kill", process=process.name, n=n)
        return n

    def sleep_past_the_lease(self) -> int:
        """Stop a worker in the middle of a run for two leases, so that another takes the run, then let it go on."""
        point = self.rng.choice(("run.training", "run.judged"))
        pid = self._reached(point)
        if pid is None:
            return 0
        self._signal(pid, signal.SIGSTOP)
        self._note("sleep", point=point, pid=pid)
        time.sleep(2 * LEASE_S)
        self._disarmed(point, 0)
        self._signal(pid, signal.SIGCONT)
        return 0

    def crowd(self) -> int:
        self._note("crowd", n=100)
        self.clients.crowd(100)
        return 0

    def crash_postgres(self) -> int:
        assert self.cluster.postgres
        self.cluster.postgres.crash()
        self._note("kill", process="PostgreSQL")
        time.sleep(self.rng.uniform(0, 1.5))
        self.cluster.postgres.start()
        return 1

    def crash_redis(self) -> int:
        assert self.cluster.redis
        self.cluster.redis.crash()
        self._note("kill", process="Redis")
        time.sleep(self.rng.uniform(0, 2))
        self.cluster.redis.start()
        return 1

    def freeze_redis(self) -> int:
        assert self.cluster.redis
        self.cluster.redis.freeze()
        self._note("freeze", process="Redis")
        time.sleep(self.rng.uniform(0.5, 2))
        self.cluster.redis.thaw()
        return 0

    def freeze_postgres(self) -> int:
        assert self.cluster.postgres
        self.cluster.postgres.freeze()
        self._note("freeze", process="PostgreSQL")
        time.sleep(self.rng.uniform(0.5, 2))
        self.cluster.postgres.thaw()
        return 0

    def fill_the_disk(self) -> int:
        """Keep files of the web processes from growing for a while: SQLite sees a full disk in its writes."""
        log = self.cluster.folder / "db.sqlite3-wal"
        limit = (log.stat().st_size if log.exists() else 0) + self.rng.choice((0, 2_000, 9_000))
        web = pids(self.cluster.web)
        self._note("full disk", bytes=limit, pids=web)
        for pid in web:
            self._limit(pid, limit)
        time.sleep(self.rng.uniform(0.5, 2))
        for pid in web:
            self._limit(pid, resource.RLIM_INFINITY)
        return 0

    def _reached(self, point: str) -> int | None:
        (self.cluster.faults / point).touch()
        pid = wait_for(self.cluster.faults / point, REACH_S)
        if pid is None:
            self._disarmed(point, 0)
        return pid

    def _disarmed(self, point: str, result: int) -> int:
        for file in self.cluster.faults.glob(f"{point}*"):
            file.unlink(missing_ok=True)
        return result

    def _signal(self, pid: int, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, number)

    def _limit(self, pid: int, n_bytes: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (n_bytes, resource.RLIM_INFINITY))

    def _note(self, what: str, **more: object) -> None:
        self.history.write(op="fault", fault=what, **more)
