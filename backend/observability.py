"""Logs and counts of the running program: one JSON line for each event, and counters for Prometheus.

Neither contains a drawing, nor a person's address or name. /metrics (`digits.api.metrics`) answers the counters
together with figures read from the tables.
"""

import json
import logging
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

request_id: ContextVar[str] = ContextVar("request_id", default="")
logger = logging.getLogger("digits")

REQUESTS = Counter("ductus_requests_total", "Requests by what became of them.", ["method", "address", "outcome"])
SECONDS = Histogram(
    "ductus_request_seconds", "Seconds to the answer.", ["address"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5),
)  # fmt: skip
EVENTS = Counter("ductus_events_total", "What happened besides, by name.", ["event"])

OUTCOMES = {200: "ok", 201: "created", 204: "withdrawn", 429: "throttled", 503: "unavailable"}
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}", re.ASCII)
STANDARD = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName", "request", "status_code"}


def event(name: str, text: str, *args: Any, level: int = logging.INFO, **fields: Any) -> None:
    """Write one line about an event, and count it."""
    EVENTS.labels(name).inc()
    logger.log(level, text, *args, extra={"event": name, **fields}, stacklevel=2)


class JSONLines(logging.Formatter):
    """A log format of one JSON object on one line for each record."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id.get():
            line["request_id"] = request_id.get()
        line |= {name: value for name, value in vars(record).items() if name not in STANDARD}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


_requests = cache(REQUESTS.labels)  # looking up labels takes locks; there are few, since addresses are routes
_seconds = cache(SECONDS.labels)


class RequestMiddleware:
    """The middleware that gives each request an id, for its log lines and its answer, and counts it by its outcome."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        token = request_id.set(given if GIVEN.fullmatch(given) else secrets.token_hex(8))
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            self._record(request, response, time.perf_counter() - started)
            response.headers["X-Request-ID"] = request_id.get()
            return response
        finally:
            request_id.reset(token)

    def _record(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        address = request.resolver_match.route if request.resolver_match else "other"
        method = request.method if request.method in ("GET", "POST", "DELETE", "HEAD", "OPTIONS") else "other"
        outcome = OUTCOMES.get(response.status_code, f"{response.status_code // 100}xx")
        _requests(method, address, outcome).inc()
        _seconds(address).observe(seconds)
        changes = method in ("POST", "DELETE") and address != "api/predictions"
        if changes or response.status_code >= 500:
            fields = {"method": method, "address": address, "status": response.status_code}
            extra = {"event": "request", **fields, "ms": round(1000 * seconds, 1)}
            logger.info("%s %s: %d", method, address, response.status_code, extra=extra)
