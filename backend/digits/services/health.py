"""The health of the processes: whether this one can serve, and which workers run.

To serve, a process needs the database and a sound network; the broker is reported too. Each worker notes that it runs,
so that the administrator sees whether digits would be learned.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, Error
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerError

from backend.celery import app
from backend.database_file import FileReplacedError, check_file
from backend.digits import inference, selectors
from backend.digits.errors import UnavailableError
from backend.digits.models import Worker

OFTEN = timedelta(seconds=5)  # between two notes; if larger, a worker seems dead for longer
FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True)
class Readiness:
    status: str  # ready, degraded or unready
    checks: dict[str, str]

    @property
    def is_ready(self) -> bool:
        return self.status != "unready"


def readiness(*, with_worker: bool = False) -> Readiness:
    """Check everything that serving needs. Without the broker, retrains only wait for the sweep.

    A process serves without a worker, too; only where it is asked for is one needed to be ready.
    """
    checks = {"network": _network(), "broker": _broker()}
    if with_worker:
        checks["worker"] = _worker() if checks["network"] == "ok" else "unknown"
        if checks["worker"] != "ok":
            return Readiness("unready", checks)
    if checks["network"] != "ok":
        return Readiness("unready", checks)
    return Readiness("ready" if checks["broker"] == "ok" else "degraded", checks)


def _network() -> str:
    try:
        inference.served()
        check_file()
    except FileReplacedError as error:
        return str(error)
    except Error as error:
        # SQLite's word for a damaged file is the plain class; that of an unanswered query is below it.
        return "the database is damaged" if type(error) is DatabaseError else "the database does not answer"
    except UnavailableError as error:
        return str(error)
    return "ok"


def _worker() -> str:
    return "ok" if selectors.admin.n_workers_alive() else "no worker has reported lately: nothing is learned"


def _broker() -> str:
    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0)
    except (BrokerError, OSError):
        return "the broker does not answer"
    return "ok"


def note_presence(name: str) -> None:
    """Note that this worker runs, unless it did so just now, and forget the workers that were silent for a day."""
    now = timezone.now()
    if Worker.objects.filter(name=name, seen_at__gt=now - OFTEN).exists():
        return
    Worker.objects.update_or_create(name=name, defaults={"seen_at": now})
    Worker.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
