"""`manage.py serve`: prepare the database, then keep web and worker alive until Ctrl-C or SIGTERM.

This process holds the listening socket: while gunicorn starts again, callers wait instead of being refused.
"""

import fcntl
import hashlib
import os
import shutil
import signal
import socket
import sys
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from backend.processes import KeptProcess, Process, program, running, supervise


class Command(BaseCommand):
    help = "Serve the page and train: web and worker, until Ctrl-C or SIGTERM."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        with listen(os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")) as listener:
            host, port = listener.getsockname()
            prepare_database()
            folder = prepare_environment()
            bind = ["--bind", f"fd://{listener.fileno()}", "--worker-tmp-dir", folder]
            web = KeptProcess(program("web", *bind), name="web", fds=[listener.fileno()])
            worker = KeptProcess(program("worker"), name="worker")
            supervise(
                [web, worker],
                is_ready=lambda: answers_ready(host, port),
                when_ready=f"Ductus is at http://{host}:{port} – Ctrl-C stops it",
            )


def listen(host: str, port: str) -> socket.socket:
    """Take the port before anything is started, so that the message about a taken port stands alone."""
    if not (port.isdecimal() and int(port) < 2**16):
        raise CommandError(f"PORT={port} is no port number.")
    try:
        return socket.create_server((host, int(port)), backlog=256)
    except OSError as error:
        message = f"Cannot listen on {host}:{port} ({error}). Is Ductus running already? PORT chooses another port."
        raise CommandError(message) from error


def prepare_database() -> None:
    """Run `manage.py prepare` in a process of its own, since what it loads would stay in this one for good.

    A second start on the same folder waits for the first: two migrations at the same time would fail.
    """
    try:
        with (settings.DATA_DIR / "prepare.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with running(Process([sys.executable, sys.argv[0], "prepare"])) as prepare:
                exit_code = prepare.wait()
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    if exit_code:
        raise CommandError("The database could not be prepared; the lines above say why.")


def prepare_environment() -> str:
    """Set the environment of both processes, and return their folder for temporary files.

    TMPDIR lies on the disk of the queue: Celery moves each message from there, which is one step only on one disk.
    """
    folder = settings.DATA_DIR / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"TMPDIR": str(folder), "OPENBLAS_NUM_THREADS": "1", "PROMETHEUS_MULTIPROC_DIR": _counts(folder)}
    return str(folder)


def _counts(folder: Path) -> str:
    """Make a fresh folder for the metrics of both processes, in memory if possible: a full disk would kill them."""
    memory, of_this = Path("/dev/shm"), hashlib.sha256(str(folder).encode()).hexdigest()[:12]  # noqa: S108
    counts = (memory if os.access(memory, os.W_OK) else folder) / f"ductus-{os.geteuid()}-{of_this}"
    shutil.rmtree(counts, ignore_errors=True)
    counts.mkdir(mode=0o700)
    return str(counts)


def answers_ready(host: str, port: int) -> bool:
    name = next((name for name in settings.ALLOWED_HOSTS if name not in ("", "*")), "localhost").lstrip(".")
    connection = HTTPConnection(host, port, timeout=0.5)
    try:
        connection.request("GET", "/readyz", headers={"Host": name})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
