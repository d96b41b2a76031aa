"""Series of jobs that run in lanes: the jobs of a series one after another, the lanes side by side."""

import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import EX_UNAVAILABLE
from pathlib import Path

from backend.processes import Process, say
from scripts.places import REPORTS, ROOT, VAR
from scripts.steps import Command

HANG_S = 3600
"""A job that has written nothing for this time is ended and counts as failed. If larger, a job that hangs is noticed
later; no test is decided by this."""
POLL_S = 0.2
FAILED = ("failed", "error", "errors", "flaky", "interrupted")
SKIPPED = ("skipped", "todo", "did not run")


@dataclass(frozen=True)
class Job:
    """A command; with `summary`, the pattern of the lines that count its tests."""

    name: str
    command: Command
    cwd: Path = ROOT
    summary: str | None = None


@dataclass(frozen=True)
class Result:
    """The end of a job. A check counts no tests, and has failed if its command did."""

    job: Job
    passed: int
    failed: int
    skipped: int
    output: str


def run(series: Sequence[Sequence[Job]], n_lanes: int, env: Mapping[str, str]) -> list[Result]:
    """Run all jobs; a lane that is free begins the next series.

    The output of each is printed when it ends, but of those that failed when all have ended.
    """
    results = []
    for result, seconds in _ended(series, n_lanes, env):
        results.append(result)
        title = f"\n── {result.job.name}, {seconds:.0f} s ──"
        say(f"{title}\nfailed; its output comes at the end" if result.failed else f"{title}\n{result.output}".rstrip())
    for result in results:
        if result.failed:
            say(f"\n── {result.job.name} failed ──\n{result.output.rstrip()}")
    return results


def _ended(series: Sequence[Sequence[Job]], n_lanes: int, env: Mapping[str, str]) -> Iterator[tuple[Result, float]]:
    """Yield the result of each job, and its seconds, when it ends."""
    waiting = [list(jobs) for jobs in series]
    lanes: list[list[Job]] = [[] for _ in range(n_lanes)]  # what is left of the series that each has begun
    running: dict[int, tuple[Job, Process, Path, float]] = {}
    try:
        while running or waiting or any(lanes):
            for number in range(n_lanes):
                if number in running:
                    continue
                if waiting and not lanes[number]:
                    lanes[number] = waiting.pop(0)
                if lanes[number]:
                    running[number] = _start(lanes[number].pop(0), env)
            time.sleep(POLL_S)
            for number, (job, process, log, started) in list(running.items()):
                seconds = time.monotonic() - started
                if not process.is_alive() or hangs(log):
                    process.end()
                    del running[number]
                    yield result_of(job, process.wait(), log.read_text(errors="replace")), seconds
    finally:
        for _, process, _, _ in running.values():
            process.end()


def hangs(log: Path) -> bool:
    """Return whether the job that writes into this file has written nothing for too long."""
    return time.time() - log.stat().st_mtime > HANG_S


def _start(job: Job, env: Mapping[str, str]) -> tuple[Job, Process, Path, float]:
    name = re.sub(r"\W+", "-", job.name)
    log, data = REPORTS / f"{name}.log", VAR / "test-data" / name
    data.mkdir(parents=True, exist_ok=True)
    log.unlink(missing_ok=True)
    process = Process(job.command, env={**env, "DIGITS_DATA_DIR": str(data)}, cwd=job.cwd, output=log)
    process.start()
    return job, process, log, time.monotonic()


def result_of(job: Job, exit_code: int, output: str) -> Result:
    """Count the tests. A suite that broke down or ran no test counts as one failure, one without servers as skipped."""
    if job.summary is None:
        return Result(job, 0, int(exit_code != 0), 0, output)
    if exit_code == EX_UNAVAILABLE:
        return Result(job, 0, 0, 1, output)
    lines = " ".join(re.findall(job.summary, output, re.MULTILINE)[-6:])
    counts = Counter[str]()
    for count, word in re.findall(r"(\d+) (did not run|\w+)", lines):
        counts[word] += int(count)
    failed = sum(counts[word] for word in FAILED)
    has_shown_nothing = failed == 0 and (exit_code != 0 or counts["passed"] == 0)
    return Result(job, counts["passed"], failed + has_shown_nothing, sum(counts[word] for word in SKIPPED), output)


def table(results: Sequence[Result], *, may_skip: bool) -> str:
    """Return the last lines. The total counts tests, and every failed check as one failure."""
    checks = [result for result in results if result.job.summary is None]
    suites = [result for result in results if result.job.summary is not None]
    n_failed = sum(result.failed for result in checks)
    lines = [f"failed: {result.job.name}" for result in results if result.failed]
    if not may_skip and any(result.skipped for result in results):
        lines.append("Everything that a test may need is here: the skipped tests above are failures.")
    lines.append(f"checks: {len(checks) - n_failed} passed, {n_failed} failed")
    lines += [f"{result.job.name}: {_counts([result])}" for result in suites]
    return "\n".join([*lines, f"total: {_counts(results)}"])


def _counts(results: Sequence[Result]) -> str:
    return ", ".join(f"{sum(getattr(result, of) for result in results)} {of}" for of in ("passed", "failed", "skipped"))


def has_failed(results: Sequence[Result], *, may_skip: bool) -> bool:
    return any(result.failed or (result.skipped and not may_skip) for result in results)
