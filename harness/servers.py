"""Private PostgreSQL and Redis servers on free loopback ports, in a temporary folder.

`python -m harness.servers COMMAND …` runs a command with such a pair in DATABASE_URL and REDIS_URL, and stops both
when it ends.
"""

import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from backend.processes import Process, on_stop_signals, running
from harness.memory import children
from scripts import debian
from scripts.steps import Command

PACKAGES = ("postgresql", "redis-server")
PATIENCE_S = 30
"""A server that has not stopped after this time is killed. If larger, a hanging server delays the end longer."""
UNAVAILABLE = os.EX_UNAVAILABLE
"""The exit code of `python -m harness.servers` where the servers are missing or do not start."""


class MissingServiceError(RuntimeError):
    """PostgreSQL or Redis is missing and cannot be installed, or did not start."""


@dataclass
class Server:
    """A server process that can be crashed, stopped and started again on the same port, PostgreSQL with its data."""

    folder: Path
    port: int
    process: Process | None = None

    def start(self) -> None:
        raise NotImplementedError

    def crash(self) -> None:
        """End it as a crash would, and wait until it is gone."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGINT)

    def freeze(self) -> None:
        """Stop it and all its processes where they are: connections stay open, and nothing is answered."""
        self._send_to_all(signal.SIGSTOP)

    def thaw(self) -> None:
        self._send_to_all(signal.SIGCONT)

    def _send_to_all(self, number: signal.Signals) -> None:
        if self.process is not None:
            for pid in (self.process.pid, *children(self.process.pid)):
                with suppress(ProcessLookupError):
                    os.kill(pid, number)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            self.thaw()
            self.process.end(how, grace_s=PATIENCE_S)
            self.process = None

    def _run(self, command: Command, user: str | None = None) -> None:
        self.process = Process(command, output=self.folder / "log", user=user)
        self.process.start()

    def _await(self, is_up: Command) -> None:
        while subprocess.run([str(part) for part in is_up], capture_output=True, check=False).returncode:
            if not (self.process and self.process.is_alive()):
                log = (self.folder / "log").read_text(errors="replace")
                raise MissingServiceError(f"{is_up[0]} never answered, the server did not start: {log[-2000:]}")
            time.sleep(0.05)


S = TypeVar("S", bound=Server)


class Postgres(Server):
    """A private PostgreSQL. As it refuses to run as root, root starts it as `postgres`, the user of its package."""

    is_durable = True  # whether it waits for the disk, which tests that crash nothing need not

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/ductus"

    def start(self) -> None:
        data, user = self.folder / "data", "postgres" if os.geteuid() == 0 else None
        if is_new := not data.exists():
            shutil.chown(self.folder, user or os.geteuid())
            options = ["-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8"]
            subprocess.run([_postgres("initdb"), "-D", data, *options], check=True, capture_output=True, user=user)
        (data / "postmaster.pid").unlink(missing_ok=True)  # of a cluster that crashed
        settings = f"listen_addresses=127.0.0.1 max_connections=200 fsync={'on' if self.is_durable else 'off'}"
        how = [f"--{setting}" for setting in settings.split()]
        self._run([_postgres("postgres"), "-D", data, "-p", str(self.port), "-k", self.folder, *how], user)
        there = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres"]
        self._await([_postgres("pg_isready"), "-q", *there])
        if is_new:
            subprocess.run([_postgres("createdb"), *there, "ductus"], check=True)

    def crash(self) -> None:
        self._end(signal.SIGQUIT)  # an immediate shutdown: no checkpoint; the next start recovers from the log


class Redis(Server):
    """A private Redis. Its data is gone when it ends, as the program must expect of a broker."""

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        plain = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(self.folder)]
        self._run(["redis-server", "--port", str(self.port), *plain])
        self._await(["redis-cli", "-p", str(self.port), "ping"])


def why_missing() -> str | None:
    """Install the servers if possible; return a sentence on what to install if one is still missing, or None."""
    if not _is_there() and debian.can_install():
        debian.install(*PACKAGES, advice="Tests on PostgreSQL and Redis need them.")
    return None if _is_there() else "PostgreSQL or Redis is not installed: apt-get install postgresql redis-server"


@contextmanager
def pair(*, is_durable: bool = True) -> Iterator[tuple[Postgres, Redis]]:
    """Run PostgreSQL and Redis in a temporary folder, which is deleted at the end."""
    if missing := why_missing():
        raise MissingServiceError(missing)
    with tempfile.TemporaryDirectory(prefix="ductus-services-") as folder:
        Path(folder).chmod(0o711)  # PostgreSQL runs as another user
        postgres = Postgres(Path(folder, "postgresql"), free_port())
        postgres.is_durable = is_durable
        with _started(postgres), _started(Redis(Path(folder, "redis"), free_port())) as redis:
            yield postgres, redis


@contextmanager
def _started(server: S) -> Iterator[S]:
    server.folder.mkdir()
    try:
        server.start()
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """Return a free port below those that the kernel gives to connections, so that no connection takes it meanwhile."""
    while True:
        port = random.SystemRandom().randrange(20_000, 32_000)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def is_free(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) != 0


def _is_there() -> bool:
    return bool(_find_postgres("postgres") and shutil.which("redis-server") and shutil.which("redis-cli"))


def _postgres(program: str) -> Path:
    found = _find_postgres(program)
    if found is None:
        raise MissingServiceError(f"PostgreSQL's {program} is not installed")
    return found


def _find_postgres(program: str) -> Path | None:
    """Return the newest PostgreSQL's program: Debian keeps it off PATH, in a folder for each version."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"[0-9]*/bin/{program}"), key=_version)
    on_path = shutil.which(program)
    return versions[-1] if versions else Path(on_path) if on_path else None


def _version(program: Path) -> list[int]:
    """Return the numbers in the name of the folder of a version, so that 9.6 comes before 16."""
    return [int(number) for number in re.findall(r"\d+", program.parents[1].name)]


def main(command: list[str]) -> int:
    try:
        with pair(is_durable=False) as (postgres, redis):
            env = {**os.environ, "DATABASE_URL": postgres.url, "REDIS_URL": redis.url}
            with running(Process(command, env=env)) as process:
                return process.wait()
    except MissingServiceError as error:
        print(error)
        return UNAVAILABLE


if __name__ == "__main__":
    on_stop_signals(lambda number, _: sys.exit(128 + number))  # leaves through every `finally`
    sys.exit(main(sys.argv[1:]))
