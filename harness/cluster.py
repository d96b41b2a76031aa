"""The real program as many processes: web and workers, which are started again when they die, database and broker."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from backend.processes import KeptProcess, program
from harness import servers
from harness.memory import children
from harness.program import ROOT, UNLIMITED

N_WORKERS = 3
ANSWER_S = 60
"""Seconds after which a GET counts as not answered. If smaller, a busy machine seems to answer nothing."""
SETTINGS = {
    "DIGITS_LEASE_S": "2",
    "DIGITS_SWEEP_S": "0.5",
    "DIGITS_WEB_PROCESSES": "2",
    **UNLIMITED,
    "DJANGO_SETTINGS_MODULE": "backend.settings",
}


def pids(process: KeptProcess) -> list[int]:
    """Return the ids of a process and its children, the leader first."""
    popen = process.popen
    if popen is not None and popen.poll() is None:
        with suppress(OSError):
            return [popen.pid, *children(popen.pid)]
    return []


@dataclass
class Cluster:
    """The running processes, and the folder that holds their data, logs and failpoints."""

    folder: Path
    port: int
    env: dict[str, str]
    web: KeptProcess
    workers: list[KeptProcess]
    postgres: servers.Postgres | None
    redis: servers.Redis | None
    faults: Path
    _is_stopping: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def _keep(self) -> None:
        while not self._is_stopping.wait(0.1):
            for process in (self.web, *self.workers):
                process.keep()

    def get(self, path: str) -> str | None:
        """Return the text answer to a GET; None where there is no answer or no 200."""
        with suppress(OSError), urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=ANSWER_S) as response:
            return str(response.read().decode())
        return None

    def manage(self, *command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )

    def stop(self) -> None:
        self._is_stopping.set()
        self._keeper.join()
        for process in (self.web, *self.workers):
            process.kill()


@contextmanager
def cluster(
    database: str, folder: Path, *, n_workers: int = N_WORKERS, settings: Mapping[str, str] = SETTINGS
) -> Iterator[Cluster]:
    """Run the program on `database` (sqlite or postgresql), with its data and logs in `folder`."""
    with ExitStack() as stack:
        postgres, redis = stack.enter_context(servers.pair()) if database == "postgresql" else (None, None)
        faults, page = folder / "faults", folder / "page"
        faults.mkdir()
        page.mkdir()
        env = {name: value for name, value in os.environ.items() if name != "DIGITS_CORPORA"}
        env |= {"DIGITS_DATA_DIR": str(folder), "DIGITS_PAGE_DIR": str(page), "TMPDIR": str(folder)}
        env |= {"DIGITS_FAULTS": str(faults), "PYTHONDONTWRITEBYTECODE": "1"}
        if postgres and redis:
            env |= {"DATABASE_URL": postgres.url, "CELERY_BROKER_URL": redis.url}
        env |= settings
        port = servers.free_port()

        def kept(name: str, log: str, command: list[str]) -> KeptProcess:
            return KeptProcess(command, env=env, cwd=ROOT, output=folder / log, name=name, first_delay_s=0)

        web = kept("web", "web.log", program("web", "--bind", f"127.0.0.1:{port}"))
        workers = [
            kept(f"worker {n}", "worker.log", program("worker", "--hostname", f"worker{n}@chaos"))
            for n in range(n_workers)
        ]
        running = Cluster(folder, port, env, web, workers, postgres, redis, faults)
        prepared = running.manage("manage.py", "prepare")
        if prepared.returncode:
            raise RuntimeError(prepared.stderr)
        running.start()
        stack.callback(running.stop)
        yield running


def await_ready(running: Cluster) -> None:
    """Wait until the web server answers that it is ready; processes that end are started again meanwhile."""
    while running.get("/readyz") is None:
        time.sleep(0.1)


def wait_for(path: Path, seconds: float) -> int | None:
    """Return the process that reached the failpoint `path`; None if no process did in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for reached in path.parent.glob(f"{path.name}.*"):
            return int(reached.suffix[1:])
        time.sleep(0.01)
    return None
