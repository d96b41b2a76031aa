"""`manage.py serve`: prepare the database, then keep web and worker alive until Ctrl-C or SIGTERM.

Where gunicorn serves, this process holds the listening socket: while gunicorn starts again, callers wait instead of
being refused. Waitress listens by itself. The web server loads the program while the database is prepared.
"""

import os
import socket
import sys
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from backend import listening, prepared
from backend.data_folder import try_writing
from backend.databases import SQLITE, sqlite_url
from backend.names import hosts
from backend.page_address import address_in_network, as_blocks
from backend.prepared import tell_prepared
from backend.processes import (
    KeptProcess,
    Process,
    is_printable,
    on_stop_signals,
    program,
    running,
    say,
    supervise,
    web_server,
)
from backend.run_folder import copy_of_page, counts_folder, folder_of_this_start
from backend.system import lock
from backend.version import VERSION

RIGHT = "Give this user the right, or name another folder with DIGITS_DATA_DIR."
NO_PAGE = "There is no page at {}: `make run` builds it. The API answers all the same."


class Command(BaseCommand):
    help = "Serve the page and train: web and worker, until Ctrl-C or SIGTERM."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--class", action="store_true", help="listen beyond this machine, for a class (CLASS=1)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["class"]:
            os.environ["CLASS"] = "1"
        try:
            try_writing(settings.DATA_DIR)
        except OSError as error:
            raise CommandError(f"{settings.DATA_DIR} cannot be written to ({error.strerror}). {RIGHT}") from error
        say(f"Ductus {VERSION} starts. Digits and networks are kept in {settings.DATA_DIR}")
        with folder_of_this_start(settings.DATA_DIR / "tmp") as folder, closing(take_port()) as listener:
            host, port = listener.getsockname()[:2]
            prepare_environment(folder)
            on_stop_signals(lambda number, _: sys.exit(128 + number))
            with running(web_process(listener, folder)) as web:
                prepare_database()
                if web_server() == "waitress":
                    listener.close()  # it opens the port anew
                tell_prepared()
                worker = KeptProcess(program("worker"), name="worker", cwd=settings.ROOT)
                ready = announcement(host, port)
                supervise([web, worker], is_ready=lambda: answers_ready(host, port), when_ready=ready)


def take_port() -> socket.socket:
    """Take the port before anything is started, so that the message about a taken port stands alone."""
    try:
        address = listening.wanted(os.environ)
        listening.allow_own_names(address)
        return listening.listen(address)
    except listening.ListenError as error:
        raise CommandError(str(error)) from error


def web_process(listener: socket.socket, folder: Path) -> KeptProcess:
    """Return the web server on the listener's port."""
    if web_server() == "waitress":
        host, port = listener.getsockname()[:2]
        bind = f"{listening.as_name(host)}:{port}"
        return KeptProcess(program("web", "--bind", bind), name="web", cwd=settings.ROOT)
    options = ["--bind", f"fd://{listener.fileno()}", "--worker-tmp-dir", str(folder)]
    return KeptProcess(program("web", *options), name="web", fds=[listener.fileno()], cwd=settings.ROOT)


def prepare_environment(folder: Path) -> None:
    """Set the environment of the processes, which run in the program's folder: no path in it may be relative.

    TMPDIR lies on the disk of the queue: Celery moves each message from there, which is one step only on one disk.
    """
    if not (settings.DIGITS_PAGE_DIR / "index.html").exists():
        say(NO_PAGE.format(settings.DIGITS_PAGE_DIR))
    os.environ |= {
        "DIGITS_DATA_DIR": str(settings.DATA_DIR),
        "DIGITS_BASE_NETWORK": str(settings.DIGITS_BASE_NETWORK),
        "DIGITS_PAGE_DIR": str(copy_of_page(settings.DIGITS_PAGE_DIR, folder)),
        "TMPDIR": str(folder),
        "OPENBLAS_NUM_THREADS": "1",
        prepared.NAME: str(folder / "prepared"),
        "PROMETHEUS_MULTIPROC_DIR": str(counts_folder(folder)),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(settings.ROOT), os.environ.get("PYTHONPATH")])),
    }
    os.environ.setdefault("PYTHONIOENCODING", ":replace")  # a terminal may lack characters that a message has
    if settings.DATABASES["default"]["ENGINE"] == SQLITE and (url := os.environ.get("DATABASE_URL")):
        os.environ["DATABASE_URL"] = sqlite_url(settings.DATABASES["default"]["NAME"], like=url)
    if settings.DIGITS_CORPORA:
        os.environ["DIGITS_CORPORA"] = str(settings.DIGITS_CORPORA)


def prepare_database() -> None:
    """Run `manage.py prepare` in a process of its own, since what it loads would stay in this one for good.

    A second start on the same folder waits for the first: two migrations at the same time would fail.
    """
    say("Preparing the database.")
    with (settings.DATA_DIR / "prepare.lock").open("wb") as held:
        lock(held, waits=True)
        with running(Process([sys.executable, "-m", "django", "prepare"], cwd=settings.ROOT)) as prepare:
            exit_code = prepare.wait()
    if exit_code:
        raise CommandError("The database could not be prepared; the lines above say why.")


def announcement(host: str, port: int) -> str:
    """Return what is said once the program answers: where, to which names, and how it is stopped."""
    lines = [f"Ductus is at {listening.url(host, port)}{settings.DIGITS_PREFIX} – Ctrl-C stops it"]
    lines.append(f"  for administrators: /admin/ there; `{admin_command()}` creates an account")
    allowed = hosts("DIGITS_ALLOWED_HOSTS", os.environ["DIGITS_ALLOWED_HOSTS"])
    if listening.Wanted(host, port).is_everywhere:
        elsewhere = [name for name in allowed if name not in listening.OWN_NAMES]
        lines += [f"  in the network: http://{name}:{port}{settings.DIGITS_PREFIX}" for name in elsewhere]
        lines.append("  for a projector: the same with /wall, which also shows the address as a code")
        if os.environ.get("CLASS") and (name := address_in_network(elsewhere)):
            blocks = as_blocks(f"http://{name}:{port}{settings.DIGITS_PREFIX}/")
            lines += [blocks] if is_printable(blocks) else []
    if allowed != list(listening.OWN_NAMES):
        lines.append(f"  It answers to the names {', '.join(allowed)}; DIGITS_ALLOWED_HOSTS chooses others.")
    return "\n".join(lines)


def admin_command() -> str:
    """Return the command that adds an administrator where this program looks for them."""
    is_elsewhere = settings.OWN_DATA_DIR.resolve() != settings.DATA_DIR
    if settings.IS_INSTALLED:
        return f'ductus admin --data "{settings.DATA_DIR}"' if is_elsewhere else "ductus admin"
    return f'DIGITS_DATA_DIR="{settings.DATA_DIR}" make admin' if is_elsewhere else "make admin"


def answers_ready(host: str, port: int) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - asked, not listened on
    connection = HTTPConnection(host, port, timeout=0.5)
    try:
        connection.request("GET", f"{settings.DIGITS_PREFIX}/readyz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
