"""PostgreSQL and Redis of a test's own: private servers on free loopback ports, from Debian's packages.

`python -m scripts.services COMMAND …` runs a command with such a pair in DATABASE_URL and REDIS_URL, and stops both
when it ends. Servers hold nothing of yours: they live in a temporary folder.
"""

import os
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

from scripts import debian
from scripts.steps import Command

PACKAGES = ("postgresql", "redis-server")
PATIENCE_S = 30


class MissingServiceError(RuntimeError):
    """PostgreSQL or Redis is not installed and cannot be."""


@dataclass
class Server:
    """A server process that can be crashed, stopped and started again on the same port and data."""

    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        raise NotImplementedError

    def crash(self) -> None:
        """End it as a crash would, and wait until it is gone."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGCONT)
                self.process.send_signal(how)
            self.process.wait(PATIENCE_S)
            self.process = None

    def _run(self, command: Command, user: str | None = None) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(part) for part in command], stdout=log, stderr=log, user=user, start_new_session=True
            )

    def _await(self, is_up: Command) -> None:
        end = time.monotonic() + PATIENCE_S
        while subprocess.run([str(part) for part in is_up], capture_output=True, check=False).returncode:
            if time.monotonic() > end or (self.process and self.process.poll() is not None):
                raise MissingServiceError(f"it did not start; {self.folder / 'log'} says why")
            time.sleep(0.05)


S = TypeVar("S", bound=Server)


class Postgres(Server):
    """A cluster of its own. PostgreSQL refuses to run as root: then it runs as the user that its package made."""

    is_durable = True  # waits for the disk; tests that crash nothing need not

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
    """Kept in memory alone: what it held is gone when it ends, as the program must expect of a broker."""

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        plain = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(self.folder)]
        self._run(["redis-server", "--port", str(self.port), *plain])
        self._await(["redis-cli", "-p", str(self.port), "ping"])

    def freeze(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGCONT)


def why_missing() -> str | None:
    """Say what is missing for the pair, having tried to install it; None where both are there."""
    if not _is_there() and debian.can_install():
        debian.install(*PACKAGES, advice="Tests on PostgreSQL and Redis need them.")
    return None if _is_there() else "PostgreSQL and Redis are not installed: apt-get install postgresql redis-server"


@contextmanager
def pair(*, is_durable: bool = True) -> Iterator[tuple[Postgres, Redis]]:
    """PostgreSQL and Redis, running, in a temporary folder that goes with them."""
    if missing := why_missing():
        raise MissingServiceError(missing)
    with tempfile.TemporaryDirectory(prefix="ductus-services-") as folder:
        Path(folder).chmod(0o711)  # PostgreSQL's own user must come by
        postgres = Postgres(_made(folder, "postgresql"), free_port())
        postgres.is_durable = is_durable
        with _running(postgres), _running(Redis(_made(folder, "redis"), free_port())) as redis:
            yield postgres, redis


@contextmanager
def _running(server: S) -> Iterator[S]:
    try:
        server.start()
        yield server
    finally:
        server.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def is_free(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) != 0


def _made(folder: str, name: str) -> Path:
    path = Path(folder, name)
    path.mkdir()
    return path


def _is_there() -> bool:
    return bool(_find_postgres("postgres") and shutil.which("redis-server") and shutil.which("redis-cli"))


def _postgres(program: str) -> Path:
    found = _find_postgres(program)
    if found is None:
        raise MissingServiceError(f"PostgreSQL's {program} is not installed")
    return found


def _find_postgres(program: str) -> Path | None:
    """Debian keeps a version's programs off PATH, in a folder of its own."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    on_path = shutil.which(program)
    return versions[-1] if versions else Path(on_path) if on_path else None


def main(command: list[str]) -> int:
    try:
        with pair(is_durable=False) as (postgres, redis):
            env = {**os.environ, "DATABASE_URL": postgres.url, "REDIS_URL": redis.url}
            return subprocess.run(command, env=env, check=False).returncode
    except MissingServiceError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # through every `finally`
    sys.exit(main(sys.argv[1:]))
