"""`make test` and `make check`: set up what is missing, run checks and tests, and end with how many there were.

It goes on after a failure, so that one run tells everything; it fails if anything did. With CI=true and the corpora
at hand a skipped test is a failure too, since nothing is left to excuse it.
"""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence

from backend.processes import say
from scripts import lanes
from scripts.chromium import chromium_path
from scripts.packages import install_packages
from scripts.page import build_page, install_frontend
from scripts.places import PYTHON, REPORTS, ROOT, VAR, environment
from scripts.start import only_one_set_up
from scripts.suites import CHECK, N_LANES, OPENAPI, TEST


def main(jobs: Sequence[Sequence[lanes.Job]] = TEST) -> int:
    may_skip = jobs is not TEST or not (os.environ.get("CI") == "true" and os.environ.get("DIGITS_CORPORA"))
    with only_one_set_up():
        results = lanes.run(jobs, N_LANES, _set_up(needs_program=jobs is TEST))
    say("\n" + lanes.table(results, may_skip=may_skip))
    return int(lanes.has_failed(results, may_skip=may_skip))


def _set_up(*, needs_program: bool) -> Mapping[str, str]:
    """Install everything and return the environment of the tests, whose data folders are fresh.

    Only `make test` needs Chromium, the built page and what builds a wheel.
    """
    more = {"CHROMIUM_PATH": chromium_path()} if needs_program else {}
    install_packages("requirements-dev.txt")
    if needs_program:
        install_packages("requirements-wheel.txt")
        build_page()
    node = install_frontend()
    for folder in (VAR / "test-data", REPORTS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    return environment(
        node,
        **more,
        DUCTUS_PYTHON=PYTHON,
        DUCTUS_ROOT=ROOT,
        HYPOTHESIS_STORAGE_DIRECTORY=VAR / "cache" / "hypothesis",
        MPLCONFIGDIR=VAR / "cache" / "matplotlib",
        NO_COLOR="1",  # outputs go to files, and are read
        OPENAPI_FILE=OPENAPI,
        OPENBLAS_NUM_THREADS="1",
        SCREENSHOT_DIR=VAR / "screenshots",
        # With CI=true typescript-eslint would check files on disk, not the text with a planted fault that a test gives.
        TSESTREE_SINGLE_RUN="false",
    )


if __name__ == "__main__":
    sys.exit(main(CHECK if sys.argv[1:] == ["check"] else TEST))
