"""How many tests passed, failed and were skipped, read from the reports that pytest, Vitest and Playwright write."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET


@dataclass(frozen=True)
class Count:
    """What one suite did; `skipped` holds a line for every skipped test, with the reason where one was given."""

    passed: int
    failed: int
    skipped: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {len(self.skipped)} skipped"


def read_junit(path: Path) -> Count:
    """The count in a JUnit XML file, as pytest writes it; an error in a fixture is a failure."""
    cases = list(ET.parse(path).iter("testcase"))  # noqa: S314 - our own pytest wrote it
    n_failed = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
    skipped = tuple(_junit_reason(case) for case in cases if case.find("skipped") is not None)
    return Count(len(cases) - n_failed - len(skipped), n_failed, skipped)


def _junit_reason(case: ET.Element) -> str:
    skip = case.find("skipped")
    reason = skip.get("message", "") if skip is not None else ""
    return f"{case.get('classname')}.{case.get('name')}: {reason}"


def read_vitest(path: Path) -> Count:
    """The count in Vitest's JSON report; a test marked todo is a skipped one."""
    report = json.loads(path.read_text())
    tests = [test for file in report["testResults"] for test in file["assertionResults"]]
    not_run = ("skipped", "pending", "todo", "disabled")
    return _count(
        ("passed" if test["status"] == "passed" else "skipped" if test["status"] in not_run else "failed", name)
        for test in tests
        for name in [test["fullName"]]
    )


def read_playwright(path: Path) -> Count:
    """The count in Playwright's JSON report; a test that passed only when tried again is a failure."""
    report = json.loads(path.read_text())
    return _count(_playwright_tests(report["suites"]))


def _playwright_tests(suites: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    kinds = {"expected": "passed", "skipped": "skipped"}
    for suite in suites:
        yield from _playwright_tests(suite.get("suites", []))
        for spec in suite["specs"]:
            for test in spec["tests"]:
                reasons = [note.get("description", "") for note in test["annotations"] if note["type"] == "skip"]
                yield kinds.get(test["status"], "failed"), ": ".join([spec["title"], *reasons])


def _count(tests: Iterable[tuple[str, str]]) -> Count:
    listed = list(tests)
    kinds = [kind for kind, _ in listed]
    skipped = tuple(name for kind, name in listed if kind == "skipped")
    return Count(kinds.count("passed"), kinds.count("failed"), skipped)
