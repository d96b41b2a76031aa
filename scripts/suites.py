"""The jobs of `make test` and `make check`: checks, which hold or do not, and suites, which count tests.

Those that run side by side share neither a data folder nor a port.
"""

from scripts.lanes import Job
from scripts.places import FRONTEND_COPY, PYTHON, VAR, VENV
from scripts.steps import Command

# The lines in which a tool sums up its tests.
PYTEST = r"^\d+ \w+.* in [\d.]+s.*$"
VITEST = r"^ +Tests .*$"
PLAYWRIGHT = r"^ +\d+ (?:passed|failed|flaky|skipped|interrupted|did not run)\b.*$"

OPENAPI = VAR / "openapi.yml"
FAST = "not slow and not commits"

PYTHON_CHECKS = (
    Job("ruff check", [VENV / "bin" / "ruff", "check"]),
    Job("ruff format", [VENV / "bin" / "ruff", "format", "--check"]),
    Job("mypy", [PYTHON, "-m", "mypy"]),
    Job("import-linter", [VENV / "bin" / "lint-imports", "--no-logo", "--cache-dir", VAR / "cache" / "import-linter"]),
    Job("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
    Job("OpenAPI document", [PYTHON, "manage.py", "spectacular", "--validate", "--fail-on-warn", "--file", OPENAPI]),
)
PAGE_CHECKS = (
    Job("tsc, ESLint, Prettier", ["npm", "run", "check"], cwd=FRONTEND_COPY),
    Job("API types", ["npm", "run", "types:check"], cwd=FRONTEND_COPY),
)
VITEST_COMMAND: Command = ["npm", "test", "--", "--testTimeout=600000"]
PYTEST_COMMAND: Command = [PYTHON, "-m", "pytest", "-ra"]
ON_POSTGRESQL: Command = [PYTHON, "-m", "harness.servers", *PYTEST_COMMAND, "backend", "-m", "commits"]
APP = "backend/digits"
FOLDERS = ("backend", "benchmarks", "ductus", "ductus_client", "harness", "nn", "scripts")


def _playwright(part: int) -> Job:
    """Return one of three parts of the browser tests: in one piece they would end minutes after all else."""
    # A part that began later would delete the pictures and traces that another's failed tests leave in the same folder.
    parted = [f"--shard={part}/3", f"--output=test-results/{part}"]
    command = ["npm", "run", "e2e", "--", *parted]
    return Job(f"Playwright, part {part}", command, cwd=FRONTEND_COPY, summary=PLAYWRIGHT)


# More than there are cores: the browser waits for the program, and chaos for its faults, while others compute.
N_LANES = 3
# The longest first, so that the lanes end together.
TEST = (
    (Job("pytest", [*PYTEST_COMMAND, *FOLDERS], summary=PYTEST),),
    (_playwright(1),),
    (*PYTHON_CHECKS, *PAGE_CHECKS, Job("Vitest", VITEST_COMMAND, cwd=FRONTEND_COPY, summary=VITEST)),
    (_playwright(2),),
    (_playwright(3),),
    (Job("pytest on PostgreSQL", ON_POSTGRESQL, summary=PYTEST),),
    (Job("chaos", [*PYTEST_COMMAND, "chaos"], summary=PYTEST),),
)
CHECK = (
    (Job("pytest of the app, fast", [*PYTEST_COMMAND, APP, "-m", FAST], summary=PYTEST),),
    (
        *PYTHON_CHECKS,
        *PAGE_CHECKS,
        # Without the rules of ESLint, for which TypeScript reads the whole project again.
        Job("Vitest, page", [*VITEST_COMMAND, "--project", "page"], cwd=FRONTEND_COPY, summary=VITEST),
        Job("pytest of the rest, fast", [*PYTEST_COMMAND, "--ignore", APP, "-m", FAST], summary=PYTEST),
    ),
)
