"""The jobs of `make test`: a suite that runs nothing has failed unless it says what it lacks; the last line counts all.

The outputs below have the form of pytest 9.2, Vitest 4.1 and Playwright 1.65.
"""

import os
import sys
import time
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from scripts import lanes, suites
from scripts.lanes import Job, Result, has_failed, result_of, table
from scripts.places import ROOT

CHECK = Job("mypy", [])
SUITE = Job("pytest", [], summary=suites.PYTEST)
PYTEST = """.F [100%]
SKIPPED [1] a/test_b.py:3: wanted 5 passed, 6 failed in 7s
1 failed, 3 passed, 2 skipped, 1 error in 68.25s (0:01:08)
"""
VITEST = " Test Files  1 failed | 61 passed (62)\n      Tests  1 failed | 12 passed | 2 skipped | 1 todo (16)\n"
PLAYWRIGHT = """
  ✓  1 loop.spec.ts:3:1 › 7 passed (1s)

  1 failed
    a
  1 flaky
    b
  2 skipped
  12 passed (1.2m)
"""


@pytest.fixture(autouse=True)
def folders_of_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REPORTS", "VAR"):
        monkeypatch.setattr(lanes, name, tmp_path)


def test_every_folder_of_tests_is_run() -> None:
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]["testpaths"]
    assert sorted([*suites.FOLDERS, "chaos"]) == sorted(configured)


def counts(result: Result) -> tuple[int, int, int]:
    return result.passed, result.failed, result.skipped


@pytest.mark.parametrize(
    ("summary", "output", "expected"),
    [
        (suites.PYTEST, PYTEST, (3, 2, 2)),
        (suites.VITEST, VITEST, (12, 1, 3)),
        (suites.PLAYWRIGHT, PLAYWRIGHT, (12, 2, 2)),
    ],
    ids=["pytest", "Vitest", "Playwright"],
)
def test_tests_are_counted_from_the_summary_and_flaky_ones_fail(
    summary: str, output: str, expected: tuple[int, int, int]
) -> None:
    assert counts(result_of(replace(SUITE, summary=summary), 1, output)) == expected


@pytest.mark.parametrize(
    ("exit_code", "output", "expected"),
    [
        (0, "3 passed in 1.00s", (3, 0, 0)),
        (0, "", (0, 1, 0)),
        (5, "2 deselected in 1.00s", (0, 1, 0)),
        (1, "3 passed in 1.00s", (3, 1, 0)),
        (os.EX_UNAVAILABLE, "PostgreSQL and Redis are not installed", (0, 0, 1)),
    ],
    ids=["passed", "ran nothing", "selected nothing", "broke down after passing", "lacks what it needs"],
)
def test_a_suite_counts_as_failed_unless_it_passed_or_lacks_what_it_needs(
    exit_code: int, output: str, expected: tuple[int, int, int]
) -> None:
    assert counts(result_of(SUITE, exit_code, output)) == expected


@pytest.mark.parametrize(("exit_code", "n_failed"), [(0, 0), (1, 1)])
def test_a_check_holds_when_its_command_succeeds(exit_code: int, n_failed: int) -> None:
    assert counts(result_of(CHECK, exit_code, "9 failed")) == (0, n_failed, 0)


def python(name: str, program: str) -> Job:
    return Job(name, [sys.executable, "-c", program])


def test_lanes_run_side_by_side_and_the_jobs_of_a_series_in_turn(tmp_path: Path) -> None:
    """The first job of each series ends once the other's has made its file; the last fails unless both are there."""
    wait = "import pathlib, time; pathlib.Path({0!r}).touch()\nwhile not pathlib.Path({1!r}).exists(): time.sleep(0.01)"
    a, b = str(tmp_path / "a"), str(tmp_path / "b")
    last = python("last", f"import pathlib; assert pathlib.Path({a!r}).exists() and pathlib.Path({b!r}).exists()")
    series = [[python("one", wait.format(a, b)), last], [python("two", wait.format(b, a))]]
    results = lanes.run(series, 2, os.environ)
    assert [result.failed for result in results] == [0, 0, 0]
    assert results[-1].job == last


def test_there_are_no_more_lanes_than_were_asked_for_and_a_free_one_begins_the_next_series(tmp_path: Path) -> None:
    """Each job makes a folder, which fails while that of another is there."""
    alone = "import pathlib, time; folder = pathlib.Path({0!r}); folder.mkdir(); time.sleep(0.1); folder.rmdir()"
    one, two, three = (python(name, alone.format(str(tmp_path / "alone"))) for name in ("one", "two", "three"))
    results = lanes.run([[one, two], [three]], 1, os.environ)
    assert [(result.job.name, result.failed) for result in results] == [("one", 0), ("two", 0), ("three", 0)]


def test_the_output_of_a_failed_job_comes_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    lanes.run([[python("bad", "raise SystemExit('the cause')"), python("good", "print('all well')")]], 1, os.environ)
    printed = capsys.readouterr().out
    assert printed.index("all well") < printed.index("── bad failed ──") < printed.index("the cause")


def test_a_job_that_hangs_is_ended_and_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lanes, "HANG_S", 0)
    (result,) = lanes.run([[python("hangs", "import time; time.sleep(600)")]], 1, os.environ)
    assert result.failed == 1


def test_a_job_that_goes_on_writing_does_not_hang(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.touch()
    assert not lanes.hangs(log)
    os.utime(log, (0, time.time() - 2 * lanes.HANG_S))
    assert lanes.hangs(log)


def test_the_last_line_sums_the_suites() -> None:
    names = {"pytest": (100, 0, 0), "Vitest": (20, 0, 1), "Playwright": (3, 0, 1)}
    results = [Result(CHECK, 0, 0, 0, ""), *(Result(replace(SUITE, name=name), *n, "") for name, n in names.items())]
    assert table(results, may_skip=True).splitlines() == [
        "checks: 1 passed, 0 failed",
        "pytest: 100 passed, 0 failed, 0 skipped",
        "Vitest: 20 passed, 0 failed, 1 skipped",
        "Playwright: 3 passed, 0 failed, 1 skipped",
        "total: 123 passed, 0 failed, 2 skipped",
    ]


def test_a_failed_check_shows_in_the_last_line() -> None:
    text = table([Result(SUITE, 1, 0, 0, ""), Result(CHECK, 0, 1, 0, "")], may_skip=True)
    assert text.splitlines()[0] == "failed: mypy"
    assert text.endswith("total: 1 passed, 1 failed, 0 skipped")


@pytest.mark.parametrize(
    ("result", "may_skip", "expected"),
    [
        (Result(SUITE, 1, 0, 0, ""), False, False),
        (Result(SUITE, 1, 1, 0, ""), True, True),
        (Result(CHECK, 0, 1, 0, ""), True, True),
        (Result(SUITE, 1, 0, 1, ""), True, False),
        (Result(SUITE, 1, 0, 1, ""), False, True),
    ],
)
def test_failures_and_skips_without_excuse_fail(result: Result, may_skip: bool, expected: bool) -> None:
    assert has_failed([result], may_skip=may_skip) == expected
