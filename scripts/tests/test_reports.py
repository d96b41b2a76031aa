"""The reports below are cut from what pytest 9.2, Vitest 4.1 and Playwright 1.65 wrote."""

import json
from pathlib import Path

from scripts.reports import Count, read_junit, read_playwright, read_vitest

JUNIT = """<?xml version="1.0"?><testsuites><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="4">
<testcase classname="a.test_b" name="test_good" time="0.1" />
<testcase classname="a.test_b" name="test_bad"><failure message="assert 1 == 2">…</failure></testcase>
<testcase classname="a.test_b" name="test_broken"><error message="failed on setup">…</error></testcase>
<testcase classname="a.test_b" name="test_far"><skipped type="pytest.skip" message="no corpora">…</skipped></testcase>
</testsuite></testsuites>"""

VITEST = {
    "testResults": [
        {
            "assertionResults": [
                {"fullName": "strokes keep their order", "status": "passed"},
                {"fullName": "strokes end", "status": "failed"},
                {"fullName": "strokes wait", "status": "skipped"},
                {"fullName": "strokes will be", "status": "todo"},
            ]
        }
    ]
}


def playwright_spec(title: str, status: str, **annotation: str) -> dict[str, object]:
    return {"title": title, "tests": [{"status": status, "annotations": [annotation] if annotation else []}]}


PLAYWRIGHT = {
    "suites": [
        {
            "specs": [playwright_spec("the page opens", "expected")],
            "suites": [
                {
                    "specs": [
                        playwright_spec("it learns", "unexpected"),
                        playwright_spec("it learns at times", "flaky"),
                        playwright_spec("it reads pens", "skipped", type="skip", description="no corpora"),
                    ]
                }
            ],
        }
    ]
}


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_an_error_in_a_fixture_counts_as_a_failure(tmp_path: Path) -> None:
    assert read_junit(written(tmp_path / "r", JUNIT)) == Count(1, 2, ("a.test_b.test_far: no corpora",))


def test_a_vitest_todo_counts_as_skipped(tmp_path: Path) -> None:
    count = read_vitest(written(tmp_path / "r", json.dumps(VITEST)))
    assert count == Count(1, 1, ("strokes wait", "strokes will be"))


def test_playwright_tests_are_counted_in_nested_suites_and_flaky_ones_fail(tmp_path: Path) -> None:
    count = read_playwright(written(tmp_path / "r", json.dumps(PLAYWRIGHT)))
    assert count == Count(1, 2, ("it reads pens: no corpora",))
