"""/metrics for Prometheus: the counts of the processes, and figures read from the tables at each request."""

import hmac
import ipaddress
import os
import shutil
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from backend.digits.selectors.metrics import standing
from backend.version import VERSION


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer this machine and those who send the token. Everybody else gets 404."""
    if not _may_look(request):
        raise Http404
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:  # the counts of all processes on this machine together
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(REGISTRY)
    registry.register(Tables())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class Tables(Collector):
    """Figures read from the database and its disk."""

    def collect(self) -> Iterable[Metric]:
        yield _by("build_info", "The version of the program, as a label.", "version", {VERSION: 1})
        yield _gauge("disk_free_bytes", "Free bytes where the data lie.", shutil.disk_usage(settings.DATA_DIR).free)
        try:
            now = standing()
        except DatabaseError:
            yield _gauge("database_up", "Whether the database answers.", 0)
            return
        yield _gauge("database_up", "Whether the database answers.", 1)
        yield _gauge("new_digits", "Counted digits that belong to no version yet.", now.n_unassigned)
        yield _gauge("oldest_waiting_seconds", "Seconds that the oldest queued version waits.", now.oldest_waiting_s)
        yield _gauge("served_version", "The version that is served.", now.served)
        yield _counter("deployments", "Deployments so far.", now.n_deployments)
        yield _counter("retries", "Attempts at versions beyond the first of each.", now.n_retries)
        yield _gauge("training_seconds", "How long the newest version was trained.", now.training_s)
        yield _by("digits", "Digits by state.", "state", now.digits)
        answers = {"confirmed": now.n_confirmed, "corrected": now.n_corrected}
        yield _by("verified_digits", "Visible digits by whether they were read on arrival.", "answer", answers)
        yield _gauge("workers", "Workers that reported in the last seconds.", now.n_workers)
        yield _gauge("held_digits", "Digits that wait for an administrator.", now.n_held)
        yield _gauge("pinned", "Whether what is served is pinned.", float(now.is_pinned))
        yield _by("accuracy", "Share that the served version reads of a set of digits.", "set", now.accuracies)
        sight = GaugeMetricFamily(
            "ductus_first_sight", "Share of people's digits read on arrival in the last seven days.", labels=["by"]
        )
        week = now.first_sight.now
        if week.network.count:
            sight.add_metric(["network"], week.network.fraction)
            sight.add_metric(["memory"], week.hand.fraction)
        yield sight
        yield _gauge("first_sight_digits", "Digits that first sight is of.", week.network.count)
        yield _by("versions", "Versions by status.", "status", now.versions)


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"ductus_{name}", text, value=value)


def _counter(name: str, text: str, value: float) -> Metric:
    """Return a figure that only grows. Its name gets the ending `_total`."""
    return CounterMetricFamily(f"ductus_{name}", text, value=value)


def _by(name: str, text: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"ductus_{name}", text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], value)
    return family


def _may_look(request: HttpRequest) -> bool:
    token: str = settings.DIGITS_METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not forwarded and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: Any) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
