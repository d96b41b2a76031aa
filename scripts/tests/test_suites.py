"""A suite cannot look well by running nothing, and the last line never hides a failure."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.reports import Count, read_junit
from scripts.suites import Check, Suite, count, holds
from scripts.test import is_failure, summary


def suite(report: Path, n_passing: int, exit_code: int) -> Suite:
    cases = '<testcase classname="a" name="b" />' * n_passing
    program = f"open({str(report)!r}, 'w').write('<s>{cases}</s>'); raise SystemExit({exit_code})"
    return Suite("pytest", [sys.executable, "-c", program], report, read_junit)


def test_a_suite_is_counted(tmp_path: Path) -> None:
    assert count(suite(tmp_path / "r", n_passing=3, exit_code=0), os.environ) == Count(3, 0)


def test_a_suite_that_ran_no_test_has_failed(tmp_path: Path) -> None:
    assert count(suite(tmp_path / "r", n_passing=0, exit_code=0), os.environ) == Count(0, 1)


def test_a_suite_that_broke_down_after_passing_has_failed(tmp_path: Path) -> None:
    assert count(suite(tmp_path / "r", n_passing=3, exit_code=1), os.environ) == Count(3, 1)


def test_the_report_of_an_earlier_run_is_not_counted(tmp_path: Path) -> None:
    (tmp_path / "r").write_text('<s><testcase classname="a" name="old" /></s>')
    silent = Suite("pytest", [sys.executable, "-c", ""], tmp_path / "r", read_junit)
    assert count(silent, os.environ) == Count(0, 1)


@pytest.mark.parametrize(("exit_code", "expected"), [(0, True), (1, False)])
def test_a_check_holds_when_its_command_succeeds(exit_code: int, expected: bool) -> None:
    assert holds(Check("c", [sys.executable, "-c", f"raise SystemExit({exit_code})"]), os.environ) == expected


def test_the_last_line_sums_the_suites() -> None:
    counts = {"pytest": Count(100, 0), "Vitest": Count(20, 0, ("a",)), "Playwright": Count(3, 0, ("b",))}
    last_lines = summary(counts, n_checks=8, failed_checks=[], may_skip=True).splitlines()[-5:]
    assert last_lines == [
        "checks: 8 passed, 0 failed",
        "pytest: 100 passed, 0 failed, 0 skipped",
        "Vitest: 20 passed, 0 failed, 1 skipped",
        "Playwright: 3 passed, 0 failed, 1 skipped",
        "total: 123 passed, 0 failed, 2 skipped",
    ]


def test_a_failed_check_shows_in_the_last_line() -> None:
    text = summary({"pytest": Count(1, 0)}, n_checks=8, failed_checks=["mypy"], may_skip=True)
    assert text.endswith("total: 1 passed, 1 failed, 0 skipped")


@pytest.mark.parametrize(
    ("counted", "failed_checks", "may_skip", "expected"),
    [
        (Count(1, 0), [], False, False),
        (Count(1, 1), [], True, True),
        (Count(1, 0), ["mypy"], True, True),
        (Count(1, 0, ("no corpora",)), [], True, False),
        (Count(1, 0, ("no corpora",)), [], False, True),
    ],
)
def test_failures_and_skips_without_excuse_fail(
    counted: Count, failed_checks: list[str], may_skip: bool, expected: bool
) -> None:
    assert is_failure({"pytest": counted}, failed_checks, may_skip=may_skip) == expected


def test_a_suite_that_lacks_what_it_needs_is_skipped_with_the_reason(tmp_path: Path) -> None:
    lacking = replace(suite(tmp_path / "r", n_passing=3, exit_code=0), needs=lambda: "no PostgreSQL")
    assert count(lacking, os.environ) == Count(0, 0, ("no PostgreSQL",))
