"""`python -m benchmarks.serving.admin`: measure each page of the admin site with a million digits.

It fills a database in DIGITS_DATA_DIR (`large_database`) unless there is one, and asks for every page as the
administrator, five times each, through all of the middleware but without the network. CPU is the least of the five: on
a machine with other work it says more than the median.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

N_ROUNDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving.admin", description=__doc__)
    parser.add_argument("--digits", type=int, default=1_000_000)
    parser.add_argument("--versions", type=int, default=5_000)
    options = parser.parse_args()
    if "DIGITS_DATA_DIR" not in os.environ:
        parser.error("name an empty folder with DIGITS_DATA_DIR: the large database is made there")

    import django  # noqa: PLC0415

    import backend  # noqa: F401, PLC0415 - one BLAS thread, before NumPy

    django.setup()
    _fill(options.digits, options.versions)
    _print_times(options.versions, options.digits)


def _fill(n_digits: int, n_versions: int) -> None:
    from django.core.management import call_command  # noqa: PLC0415

    from backend.digits.models import Digit  # noqa: PLC0415
    from benchmarks.serving.large_database import fill  # noqa: PLC0415

    call_command("prepare")
    if not Digit.objects.exists():
        started = time.perf_counter()
        fill(n_digits=n_digits, n_versions=n_versions)
        print(f"made {n_digits:,} digits and {n_versions:,} versions in {time.perf_counter() - started:.0f} s\n")


def _print_times(n_versions: int, n_digits: int) -> None:
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get_or_create(username="bench", is_staff=True, is_superuser=True)[0])
    print(f"{'median':>9} {'longest':>9} {'CPU':>9} {'queries':>8}")
    for name, address in pages(n_versions, n_digits).items():
        with CaptureQueriesContext(connection) as queries:
            _check(client.get(address).status_code, address)
            n_queries = len(queries)
        measured = [_timed(lambda: client.get(address)) for _ in range(N_ROUNDS)]  # noqa: B023 - called at once
        times, of_cpu = zip(*measured, strict=True)
        figures = f"{statistics.median(times):6.0f} ms {max(times):6.0f} ms {min(of_cpu):6.0f} ms"
        print(f"{figures} {n_queries:8}  {name}")


def pages(n_versions: int, n_digits: int) -> dict[str, str]:
    """Return the address of every page, and of the lists under filters that match much, little and nothing."""
    digits, versions = "/admin/digits/digit/", "/admin/digits/modelstate/"
    newest = n_versions - 2
    return {
        "dashboard": "/admin/",
        "review queue": "/admin/review/",
        "digits": digits,
        "digits, last page": f"{digits}?p=40",
        "digits, oldest first": f"{digits}?o=10",
        "digits, label": f"{digits}?label=3",
        "digits, label and guess": f"{digits}?label=3&guess=5",
        "digits, corrected": f"{digits}?agreement=corrected",
        "digits, held": f"{digits}?state=held",
        "digits, five filters at once": f"{digits}?label=3&guess=5&state=held&split=test&agreement=corrected",
        "digits, withdrawn and held out": f"{digits}?state=withdrawn&split=test",
        "digits, nothing matches": f"{digits}?agreement=confirmed&state=withdrawn&split=test&label=4&reader=1",
        "digits, contributor": f"{digits}?contributor={n_digits // 2}",
        "digits, version": f"{digits}?version=77",
        "digits, version that read them": f"{digits}?reader=77&agreement=corrected",
        "digits, search by number": f"{digits}?q={n_digits // 2}",
        "digits, search by day": f"{digits}?q=2026-06-01",
        "digits, search by ink": f"{digits}?q=abcdef",
        "one digit": f"{digits}{n_digits // 2}/change/",
        "versions": versions,
        "versions, rejected": f"{versions}?status__exact=rejected",
        "versions, failed": f"{versions}?status__exact=failed&kind__exact=manual",
        "one version": f"{versions}{newest}/change/",
        "one version's weights": f"{versions}{newest}/weights.png",
        "lineage": f"{versions}{newest}/lineage/",
        "compare two versions": f"{versions}compare/?old={newest - 500}&new={newest}",
        "serving history": "/admin/digits/deployment/",
        "in and out": "/admin/exchange/",
        "audit trail": "/admin/digits/auditentry/",
        "accounts": "/admin/auth/user/",
        "what renews the dashboard": "/admin/live/",
        "one contributor": f"/admin/contributor/{n_digits // 2}/",
        "steering": "/admin/digits/modelstate/steer/?action=rollback",
        "notices": "/admin/notices/",
        "notices, older": f"/admin/notices/?before={n_versions // 4}",
        "class": "/admin/class/",
        "tokens": "/admin/digits/token/",
    }


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the milliseconds that it took, and those of them that were spent computing."""
    started, of_cpu = time.perf_counter(), time.process_time()
    work()
    return 1000 * (time.perf_counter() - started), 1000 * (time.process_time() - of_cpu)


def _check(status: int, address: str) -> None:
    if status != 200:
        raise SystemExit(f"{address} was answered with {status}")


if __name__ == "__main__":
    main()
