"""`make test`: set up what is missing, run every check and every test, and end with how many there were.

It goes on after a failure, so that one run tells everything; it fails if anything did. With CI=true and the corpora
at hand a skipped test is a failure too, since nothing is left to excuse it.
"""

import os
import shutil
import sys
from collections.abc import Mapping

from scripts.chromium import chromium_path
from scripts.packages import install_packages
from scripts.page import build_page, install_frontend
from scripts.places import PYTHON, REPORTS, ROOT, VAR, environment
from scripts.reports import Count
from scripts.start import only_one_set_up
from scripts.steps import say
from scripts.suites import CHECKS, OPENAPI, SUITES, count, holds


def main() -> int:
    with only_one_set_up():
        env = _set_up()
        failed_checks = [check.name for check in CHECKS if not holds(check, env)]
        counts = {suite.name: count(suite, env) for suite in SUITES}
    say("\n" + summary(counts, n_checks=len(CHECKS), failed_checks=failed_checks, may_skip=_may_skip()))
    return int(is_failure(counts, failed_checks, may_skip=_may_skip()))


def _set_up() -> Mapping[str, str]:
    """Install everything and return the environment of the tests, whose data folder is fresh and never the user's."""
    chromium = chromium_path()
    install_packages("requirements-dev.txt")
    build_page()
    node = install_frontend()
    data = VAR / "test-data"
    shutil.rmtree(data, ignore_errors=True)
    for folder in (data, REPORTS):
        folder.mkdir(parents=True, exist_ok=True)
    return environment(
        node,
        CHROMIUM_PATH=chromium,
        DIGITS_DATA_DIR=data,
        DUCTUS_PYTHON=PYTHON,
        DUCTUS_ROOT=ROOT,
        **({} if sys.stdout.isatty() else {"NO_COLOR": "1"}),
        HYPOTHESIS_STORAGE_DIRECTORY=VAR / "cache" / "hypothesis",
        OPENAPI_FILE=OPENAPI,
        OPENBLAS_NUM_THREADS="1",
        PLAYWRIGHT_JSON_OUTPUT_FILE=REPORTS / "playwright.json",
        SCREENSHOT_DIR=VAR / "screenshots",
        # With CI=true typescript-eslint would check files on disk, not the text with a planted fault that a test gives.
        TSESTREE_SINGLE_RUN="false",
    )


def _may_skip() -> bool:
    return not (os.environ.get("CI") == "true" and os.environ.get("DIGITS_CORPORA"))


def is_failure(counts: Mapping[str, Count], failed_checks: list[str], *, may_skip: bool) -> bool:
    skipped = any(counted.skipped for counted in counts.values())
    return bool(failed_checks) or any(counted.failed for counted in counts.values()) or (skipped and not may_skip)


def summary(counts: Mapping[str, Count], *, n_checks: int, failed_checks: list[str], may_skip: bool) -> str:
    """The last lines. The total counts tests, and every failed check as one failure, so that it never reads as well."""
    lines = [f"skipped: {name} {reason}" for name, counted in counts.items() for reason in counted.skipped]
    if lines and not may_skip:
        lines.append("Everything that a test may need is here: the skipped tests above are failures.")
    lines += [f"failed check: {name}" for name in failed_checks]
    lines.append(f"checks: {n_checks - len(failed_checks)} passed, {len(failed_checks)} failed")
    lines += [f"{name}: {counted}" for name, counted in counts.items()]
    total = Count(
        sum(counted.passed for counted in counts.values()),
        sum(counted.failed for counted in counts.values()) + len(failed_checks),
        tuple(reason for counted in counts.values() for reason in counted.skipped),
    )
    return "\n".join([*lines, f"total: {total}"])


if __name__ == "__main__":
    sys.exit(main())
