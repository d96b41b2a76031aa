"""The real program as many processes, each started again when it dies: web, workers, database and broker."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.memory import children
from scripts import services

ROOT = Path(__file__).resolve().parent.parent
N_WORKERS = 3
SETTINGS = {
    "DIGITS_LEASE_S": "2",
    "DIGITS_SWEEP_S": "0.5",
    "DIGITS_WEB_PROCESSES": "2",
    "DIGITS_THROTTLE_PREDICTIONS": "off",
    "DIGITS_THROTTLE_DIGITS": "off",
    "DJANGO_SETTINGS_MODULE": "backend.settings",
}
WEB = [sys.executable, "-m", "gunicorn", "-c", "python:backend.gunicorn_conf", "backend.wsgi"]
WORKER = (
    "-m celery --quiet -A backend.celery worker --pool solo --concurrency 1"
    " --without-gossip --without-mingle --without-heartbeat --loglevel ERROR"
)
# Where Linux' util-linux is there, nothing outlives a run of faults that is itself killed.
DIE_WITH_US = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []


@dataclass
class Kept:
    """A process with its children, started again when it dies."""

    name: str
    command: list[str]
    env: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    def keep(self) -> None:
        if self.process is None or self.process.poll() is not None:
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    [*DIE_WITH_US, *self.command],
                    cwd=ROOT,
                    env=self.env,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )

    def pids(self) -> list[int]:
        """Its own and its children's, the leader first."""
        if self.process is None or self.process.poll() is not None:
            return []
        with suppress(OSError):
            return [self.process.pid, *children(self.process.pid)]
        return []

    def kill(self) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Cluster:
    folder: Path
    port: int
    env: dict[str, str]
    web: Kept
    workers: list[Kept]
    postgres: services.Postgres | None
    redis: services.Redis | None
    faults: Path
    _stopping: threading.Event = field(default_factory=threading.Event)

    def keep(self) -> None:
        while not self._stopping.wait(0.1):
            for kept in (self.web, *self.workers):
                kept.keep()

    def manage(self, *command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )

    def stop(self) -> None:
        self._stopping.set()
        for kept in (self.web, *self.workers):
            kept.kill()


@contextmanager
def cluster(
    database: str, folder: Path, *, n_workers: int = N_WORKERS, settings: Mapping[str, str] = SETTINGS
) -> Iterator[Cluster]:
    """The program on `database` (sqlite or postgresql), its data and logs in `folder`; nothing of it is left behind."""
    with ExitStack() as stack:
        postgres, redis = stack.enter_context(services.pair()) if database == "postgresql" else (None, None)
        faults, page = folder / "faults", folder / "page"
        faults.mkdir()
        page.mkdir()
        env = {name: value for name, value in os.environ.items() if name != "DIGITS_CORPORA"}
        env |= {"DIGITS_DATA_DIR": str(folder), "DIGITS_PAGE_DIR": str(page), "TMPDIR": str(folder)}
        env |= {"DIGITS_FAULTS": str(faults), "PYTHONDONTWRITEBYTECODE": "1"}
        if postgres and redis:
            env |= {"DATABASE_URL": postgres.url, "CELERY_BROKER_URL": redis.url}
        env |= settings
        port = services.free_port()
        web = Kept("web", [*WEB, "--bind", f"127.0.0.1:{port}"], env, folder / "web.log")
        workers = [
            Kept(
                f"worker {n}",
                [sys.executable, *WORKER.split(), "--hostname", f"worker{n}@chaos"],
                env,
                folder / "worker.log",
            )
            for n in range(n_workers)
        ]
        running = Cluster(folder, port, env, web, workers, postgres, redis, faults)
        prepared = running.manage("manage.py", "prepare")
        if prepared.returncode:
            raise RuntimeError(prepared.stderr)
        keeper = threading.Thread(target=running.keep, daemon=True)
        stack.callback(running.stop)
        keeper.start()
        yield running
        running._stopping.set()
        keeper.join()


def wait_for(path: Path, seconds: float) -> int | None:
    """The process that reached the point `path`, or None if none came by in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for reached in path.parent.glob(f"{path.name}.*"):
            return int(reached.suffix[1:])
        time.sleep(0.01)
    return None
