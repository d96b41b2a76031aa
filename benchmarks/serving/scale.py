"""`python -m benchmarks.serving.scale`: compare learning with a hundred digits in the table and with a million.

The rows are written at once (`large_database`), then the real program is started on them (web and worker, SQLite,
filesystem queue, throttles off), and tens are sent to it one after the other. Run it on a machine that does nothing
else.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from tqdm import tqdm

from benchmarks.serving.client import learn_s
from benchmarks.serving.drawings import Drawing, drawings
from harness.memory import children_mb, is_measurable
from harness.program import ROOT, running_program

SIZES = (100, 1_000_000)
N_TENS = 30
DIGITS_PER_VERSION = 10
MAX_VERSIONS = 5000


@dataclass(frozen=True)
class Scale:
    """The seconds from the answer to the tenth digit to the new version's first answer; None where it was rejected."""

    n_digits: int
    seconds: list[float | None]
    worker_mb: float | None

    @property
    def promoted(self) -> list[float]:
        return [seconds for seconds in self.seconds if seconds is not None]

    @property
    def p95(self) -> float:
        return float(np.percentile(self.promoted, 95))


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.serving.scale", description="Learning from few rows and many."
    )
    parser.add_argument("--digits", type=int, nargs="+", default=SIZES, help="default: 100 1000000")
    parser.add_argument("--tens", type=int, default=N_TENS, help=f"default: {N_TENS}")
    options = parser.parse_args(arguments)
    given = drawings(10 * options.tens)
    print(f"drawings: {given.source}")
    print_table([measure(n_digits, given.drawings) for n_digits in options.digits])


def measure(n_digits: int, given: Sequence[Drawing]) -> Scale:
    """Measure a program with `n_digits` digits while it learns the tens of the given drawings."""
    with tempfile.TemporaryDirectory(prefix="ductus-scale-") as folder:
        fill(n_digits, folder)
        with running_program(DIGITS_DATA_DIR=folder) as program:
            learn_s(program, given[:10])  # the first ten fills caches and opens connections
            tens = [given[first : first + 10] for first in range(0, len(given), 10)]
            seconds = [learn_s(program, ten) for ten in tqdm(tens, desc=f"with {n_digits:,} digits")]
            worker_mb = children_mb(program.pid)["worker"] if is_measurable() else None
            return Scale(n_digits, seconds, worker_mb)


def fill(n_digits: int, folder: str) -> None:
    """Fill an empty data folder, in a separate process."""
    n_versions = min(MAX_VERSIONS, max(2, n_digits // DIGITS_PER_VERSION))
    code = f"from benchmarks.serving.large_database import fill; fill(n_digits={n_digits}, n_versions={n_versions})"
    for words in (["prepare"], ["shell", "-c", code]):
        env = {**os.environ, "DIGITS_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "backend.settings"}
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True, capture_output=True)


def print_table(measured: Sequence[Scale]) -> None:
    print("\nfrom the answer to the tenth digit to the first answer by the new version, in seconds")
    print(f"{'digits in the table':>20}{'promoted':>12}{'median':>9}{'95 %':>9}{'longest':>9}{'worker, MB':>13}")
    for scale in measured:
        tens = f"{len(scale.promoted)} of {len(scale.seconds)}"
        times = (statistics.median(scale.promoted), scale.p95, max(scale.promoted))
        memory = "–" if scale.worker_mb is None else f"{scale.worker_mb:.0f}"
        print(f"{scale.n_digits:>20,}{tens:>12}" + "".join(f"{seconds:>9.2f}" for seconds in times) + f"{memory:>13}")
    print(f"95 % of the last, as a multiple of the first: {measured[-1].p95 / measured[0].p95:.2f}")


if __name__ == "__main__":
    main()
