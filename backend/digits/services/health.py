"""The readiness of this process: it needs the database and a sound network; the broker is reported too."""

from dataclasses import dataclass

from django.db import Error as DatabaseError
from kombu.exceptions import OperationalError as BrokerError

from backend.celery import app
from backend.digits import inference
from backend.digits.errors import UnavailableError


@dataclass(frozen=True)
class Readiness:
    status: str  # ready, degraded or unready
    checks: dict[str, str]

    @property
    def is_ready(self) -> bool:
        return self.status != "unready"


def readiness() -> Readiness:
    """Check everything that serving needs. Without the broker, retrains only wait for the sweep."""
    checks = {"network": _network(), "broker": _broker()}
    if checks["network"] != "ok":
        return Readiness("unready", checks)
    return Readiness("ready" if checks["broker"] == "ok" else "degraded", checks)


def _network() -> str:
    try:
        inference.served()
    except DatabaseError:
        return "the database does not answer"
    except UnavailableError as error:
        return str(error)
    return "ok"


def _broker() -> str:
    try:
        with app.connection_for_write() as connection:
            connection.ensure_connection(max_retries=1, interval_start=0)
    except (BrokerError, OSError):
        return "the broker does not answer"
    return "ok"
