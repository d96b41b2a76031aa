"""The settings of gunicorn: `gunicorn -c python:backend.gunicorn_conf backend.wsgi`. Flags override them."""

import json
import socket
import sys
from typing import Any

from django.apps import apps
from gunicorn import util
from gunicorn.glogging import Logger

from backend.environment import web_processes
from backend.prepared import await_prepared
from backend.system import allow_files


class NoAccessLog(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's logger without lines about requests: `observability` writes them.

    Where the logs are configured, gunicorn would make a line of each request and throw it away, a twentieth of the
    time that a prediction takes.
    """

    def _compute_access_log_enabled(self) -> bool:
        return bool(self.cfg.accesslog)


workers = web_processes()
worker_class = "backend.patient_worker.PatientWorker"
threads = 8
# Each connection is an open file. The other half is left to databases, uploads and logs, without which no request is
# answered; if the system allows fewer than 2,000 files, fewer connections are accepted at once.
worker_connections = min(1000, allow_files(2000) // 2)
timeout = 30
graceful_timeout = 5
keepalive = 20
limit_request_line = 4094
limit_request_fields = 50
# The settings say how many proxies are believed (DIGITS_N_PROXIES). gunicorn would believe any header of this machine's
# own proxies that names a scheme or a prefix, also one that a visitor wrote.
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
control_socket_disable = True
loglevel = "error"
logger_class = NoAccessLog
logconfig_dict = {
    "formatters": {"generic": {"()": "backend.observability.JSONLines"}},
    "loggers": {"gunicorn.error": {"level": "ERROR", "handlers": ["error_console"], "propagate": False}},
}


def post_worker_init(worker: Any) -> None:
    """Wait until the database is prepared, then send notices. The tests load other programs, which send none."""
    await_prepared(lambda: _stay(worker))
    if apps.ready:
        digits: Any = apps.get_app_config("digits")
        digits.start_notices()


def _stay(worker: Any) -> None:
    """Let gunicorn see that the process lives, and end where it was told to."""
    worker.notify()
    if not worker.alive:
        sys.exit()


CODES = {414: "too_large", 431: "too_large", 503: "unavailable"}
DETAILS = {
    400: "This is no HTTP request that can be read.",
    408: "The request did not arrive in time. Send it again.",
    414: "The address is too long.",
    417: "What the header Expect asks for is not done here.",
    431: "The headers are too large.",
    500: "Something broke on our side. It was logged; try again later.",
    503: "Others are uploading just now. Try again in a moment.",
    501: "This transfer coding is not understood. Send the body plainly, with a Content-Length.",
}


def answer_in_json(client: socket.socket, status: int, reason: str, _message: str) -> None:
    """Answer a request that gunicorn itself refuses in the form of every other error, and quote nothing of it."""
    code = "internal_error" if status == 500 else CODES.get(status, "invalid_request")
    body = json.dumps({"code": code, "detail": DETAILS.get(status, DETAILS[400])})
    head = (
        f"HTTP/1.1 {status} {reason}\r\nConnection: close\r\nContent-Type: application/json\r\n"
        f"Content-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    util.write_nonblock(client, (head + body).encode())


util_patched: Any = util
util_patched.write_error = answer_in_json  # gunicorn has no setting for it
