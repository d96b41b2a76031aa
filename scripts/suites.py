"""What `make test` runs, in order: checks, which hold or do not, and suites, which count tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts import services
from scripts.places import FRONTEND_COPY, PYTHON, REPORTS, ROOT, VAR, VENV
from scripts.reports import Count, read_junit, read_playwright, read_vitest
from scripts.steps import Command, running, say

MANAGE: Command = [PYTHON, "manage.py"]
CACHE = VAR / "cache"
OPENAPI = VAR / "openapi.yml"


@dataclass(frozen=True)
class Check:
    name: str
    command: Command
    cwd: Path = ROOT


@dataclass(frozen=True)
class Suite:
    """A command that runs tests and writes a report about them."""

    name: str
    command: Command
    report: Path
    read: Callable[[Path], Count]
    cwd: Path = ROOT
    needs: Callable[[], str | None] = lambda: None  # says what it cannot run without, if that is missing


CHECKS = (
    Check("ruff check", [VENV / "bin" / "ruff", "check"]),
    Check("ruff format", [VENV / "bin" / "ruff", "format", "--check"]),
    Check("mypy", [PYTHON, "-m", "mypy"]),
    Check(
        "import-linter", [VENV / "bin" / "lint-imports", "--no-logo", "--cache-dir", VAR / "cache" / "import-linter"]
    ),
    Check("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
    Check("OpenAPI document", [*MANAGE, "spectacular", "--validate", "--fail-on-warn", "--file", OPENAPI]),
    Check("tsc, ESLint, Prettier", ["npm", "run", "check"], cwd=FRONTEND_COPY),
    Check("API types", ["npm", "run", "types:check"], cwd=FRONTEND_COPY),
)

SUITES = (
    Suite(
        "pytest",
        [PYTHON, "-m", "pytest", "-ra", f"--junitxml={REPORTS / 'pytest.xml'}"],
        REPORTS / "pytest.xml",
        read_junit,
    ),
    Suite(
        "pytest on PostgreSQL",
        [
            *(PYTHON, "-m", "scripts.services", PYTHON, "-m", "pytest", "backend", "-m", "commits"),
            *("-ra", f"--junitxml={REPORTS / 'pytest-postgresql.xml'}"),
        ],
        REPORTS / "pytest-postgresql.xml",
        read_junit,
        needs=services.why_missing,
    ),
    Suite(
        "Vitest",
        ["npm", "test", "--", "--reporter=default", "--reporter=json", f"--outputFile.json={REPORTS / 'vitest.json'}"],
        REPORTS / "vitest.json",
        read_vitest,
        cwd=FRONTEND_COPY,
    ),
    Suite(
        "Playwright",
        ["npm", "run", "e2e", "--", "--reporter=list,json"],
        REPORTS / "playwright.json",
        read_playwright,
        cwd=FRONTEND_COPY,
    ),
)


def holds(check: Check, env: Mapping[str, str]) -> bool:
    return _run(check, env) == 0


def count(suite: Suite, env: Mapping[str, str]) -> Count:
    """Run the suite. One that broke down, or ran no test at all, counts as one failure: it has shown nothing.

    One whose needs are missing counts as one skipped, with the reason.
    """
    if missing := suite.needs():
        return Count(0, 0, (missing,))
    suite.report.unlink(missing_ok=True)
    exit_code = _run(suite, env)
    counted = suite.read(suite.report) if suite.report.exists() else Count(0, 0)
    if counted.failed == 0 and (exit_code != 0 or counted.passed == 0):
        return Count(counted.passed, 1, counted.skipped)
    return counted


def _run(what: Check | Suite, env: Mapping[str, str]) -> int:
    say(f"\n── {what.name} ──")
    with running(what.command, env=env, cwd=what.cwd) as process:
        return process.wait()
