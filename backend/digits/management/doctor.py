"""What may keep the program from working, looked for one after another: `manage.py doctor` prints it.

Each check returns a sentence about what is well, or raises `Trouble` with what to do, or `NotYet` before the first
start. None changes anything.
"""

import importlib.metadata
import os
import platform
import shutil
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from backend import listening
from backend.data_folder import try_writing
from backend.database_file import cannot_be_used
from backend.digits.base import base_blob
from backend.digits.errors import UnavailableError
from backend.digits.inference import served
from backend.digits.management.counting import counted
from backend.digits.models import Digit, Worker
from backend.digits.services.health import readiness
from backend.version import VERSION

LEAST_FREE = 200_000_000  # bytes; with less, a busy day can fill the disk. If larger, sound machines are blamed.
AWAY = timedelta(minutes=1)  # since a worker's last note; if larger, a worker that is gone seems to run for longer
SKEW = timedelta(minutes=5)  # if larger, a clock that was set back is noticed only when it was set back further


class Trouble(Exception):  # noqa: N818 - it is no error of the program
    """Something that keeps the program from working, with what to do."""


class NotYet(Exception):  # noqa: N818 - nothing is wrong
    """What the first start will make."""


def versions() -> str:
    numpy = importlib.metadata.version("numpy")
    return f"Ductus {VERSION}, Python {platform.python_version()}, NumPy {numpy}, {platform.system()}"


def data_folder() -> str:
    folder = settings.DATA_DIR
    try:
        try_writing(folder)
    except OSError as error:
        raise Trouble(
            f"{folder} cannot be written to ({error.strerror}). Give this user the right, or name another folder with"
            " DIGITS_DATA_DIR."
        ) from error
    return f"{folder} can be written to"


def disk() -> str:
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < LEAST_FREE:
        raise Trouble(f"Only {free / 1e6:,.0f} MB are free where the data lie. Make room: a digit takes about 2 kB.")
    return f"{free / 1e9:,.1f} GB are free where the data lie"


def database() -> str:
    try:
        connection.ensure_connection()
        if not connection.introspection.table_names():
            raise NotYet(f"{connection.vendor} answers and is empty: the first start fills it")
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise Trouble(
            cannot_be_used(error)
            or f"The database does not answer ({str(error).splitlines()[0]}). Look at DATABASE_URL and"
            " DATABASE_PASSWORD."
        ) from error
    if plan:
        raise Trouble(
            f"The database lacks {counted(len(plan), 'migration')}: the next start adds them, and so does `prepare`."
        )
    return f"{connection.vendor} answers and is up to date, with {counted(Digit.objects.count(), 'digit')}"


def network() -> str:
    base_blob()  # checks the SHA-256 of the network that this installation starts from
    try:
        now = served()
    except UnavailableError as error:
        raise Trouble(
            f"No network can be served: {error} A start installs one; /admin/ serves an older one."
        ) from error
    return f"version {now.version} is served, and its SHA-256 is right"


def page() -> str:
    if not (settings.DIGITS_PAGE_DIR / "index.html").is_file():
        raise Trouble(f"There is no page in {settings.DIGITS_PAGE_DIR}. In a checkout `make run` builds it.")
    return f"the page lies in {settings.DIGITS_PAGE_DIR}"


def broker() -> str:
    if not settings.DIGITS_HAS_BROKER:
        return f"there is none; a worker looks every {settings.DIGITS_SWEEP_S:g} s"
    if (told := readiness().checks["broker"]) != "ok":
        raise Trouble(f"{told}. A worker still finds what is due, later. Look at CELERY_BROKER_URL.")
    return "the broker answers"


def clock() -> str:
    newest = Digit.objects.order_by("-id").values_list("created_at", flat=True).first()
    now = datetime.now(UTC)
    if newest and newest > now + SKEW:
        raise Trouble(
            f"The clock says {now:%Y-%m-%d %H:%M} UTC, but a digit was drawn at {newest:%Y-%m-%d %H:%M}. Set it."
        )
    return f"{now:%Y-%m-%d %H:%M} UTC, later than every digit"


def port() -> str:
    """Say who listens: nobody, this program, or another, which is the trouble."""
    address = listening.wanted(os.environ)
    where = listening.url(address.host, address.port)
    try:
        listening.listen(address).close()
    except listening.ListenError as error:
        if _answers(address):
            return f"Ductus answers at {where}"
        raise Trouble(f"{error} What listens there does not answer as Ductus.") from error
    return f"{where} is free"


def worker() -> str:
    """Say whether digits are learned, where the program runs."""
    newest = Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    if newest is None or datetime.now(UTC) - newest > AWAY:
        if _answers(listening.wanted(os.environ)):
            raise Trouble(
                "Ductus answers, but no worker has been seen for a minute: nothing is learned. One that is just"
                " starting is seen within seconds, so look again; then start one."
            )
        return "none runs, nor does the program"
    return "a worker runs"


def _answers(address: listening.Wanted) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address.host, address.host)  # noqa: S104 - asked only
    asking = HTTPConnection(host, address.port, timeout=2)
    try:
        asking.request("GET", "/livez")
        return asking.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        asking.close()


def names() -> str:
    allowed = ", ".join(settings.ALLOWED_HOSTS)
    return f"{allowed} are answered on {socket.gethostname()}; DIGITS_ALLOWED_HOSTS chooses others"


CHECKS: dict[str, Callable[[], str]] = {
    "versions": versions,
    "data folder": data_folder,
    "disk": disk,
    "database": database,
    "network": network,
    "page": page,
    "broker": broker,
    "clock": clock,
    "port": port,
    "worker": worker,
    "names": names,
}
NEED_DATABASE = ("network", "clock", "worker")
