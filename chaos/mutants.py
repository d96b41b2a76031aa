"""`python -m chaos.mutants [M1 …]`: break each promise on purpose, in a copy of the tree, and name what notices.

A test that cannot fail proves nothing. Each mutant is a mistake that somebody could make in good faith.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from harness import servers

ROOT = Path(__file__).resolve().parent.parent
TESTS = "backend"
COPIED = ("backend", "benchmarks", "chaos", "harness", "nn", "scripts", "manage.py", "pyproject.toml")
FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
HANG_S = 1800
"""Tests that have not ended after this time hang; with the mistake in place, this counts as noticing it. If larger, a
mistake that makes them hang is noticed later."""


@dataclass(frozen=True)
class Mutant:
    name: str
    mistake: str
    path: str
    before: str
    after: str
    test: str  # files of tests, or single tests in them
    database: str = "sqlite"
    also: tuple[str, str, str] | None = None  # another path, before and after


MUTANTS = (
    Mutant(
        "M1", "SQLite's DEFERRED transactions instead of IMMEDIATE ones", "backend/settings.py",
        '"transaction_mode": "IMMEDIATE"', '"transaction_mode": "DEFERRED"', "digits/tests/services/test_digits.py",
    ),
    Mutant(
        "M2", "no locked row on PostgreSQL", "backend/digits/services/locking.py",
        " FOR NO KEY UPDATE", "", "digits/tests/services/test_concurrency.py", database="postgresql",
    ),
    Mutant(
        "M3", "no token in the final UPDATE", "backend/digits/services/learning/lease.py",
        "token=lease.token, status=Status.TRAINING)", "status=Status.TRAINING)",
        "digits/tests/services/learning/test_promotion.py digits/tests/services/learning/test_lease.py",
    ),
    Mutant(
        "M4", "keys that need not be unique", "backend/digits/models.py",
        "idempotency_key = models.UUIDField(null=True, unique=True)", "idempotency_key = models.UUIDField(null=True)",
        "digits/tests/services/test_invariants.py::test_all_is_well_where_it_is",
        also=("backend/digits/migrations/0001_initial.py", "(null=True, unique=True)", "(null=True)"),
    ),
    Mutant(
        "M5", "a counter instead of membership", "backend/digits/services/digits.py",
        "    while len(ten := selectors.digits.next_ten(settings.DIGITS_RETRAIN_AT)) == settings.DIGITS_RETRAIN_AT:",
        "    ten = selectors.digits.next_ten(settings.DIGITS_RETRAIN_AT)\n"
        "    for _ in range(Digit.objects.count() % settings.DIGITS_RETRAIN_AT == 0):",
        "digits/tests/services/test_digits.py",
    ),
    Mutant(
        "M6", "ids above the last one taken, instead of membership", "backend/digits/selectors/digits.py",
        "model_state_id IS NULL AND state",
        "id > (SELECT coalesce(max(id), 0) FROM digits_digit WHERE model_state_id IS NOT NULL) AND state",
        "digits/tests/services/test_digits.py",
    ),
    Mutant(
        "M7", "the doorbell before the commit", "backend/digits/services/digits.py",
        '        failpoint("post.committing")\n',
        "        from backend.digits.tasks import train_task\n        train_task.delay()\n",
        "digits/tests/test_tasks.py",
    ),
    Mutant(
        "M8", "no sweep", "backend/digits/tasks.py",
        '    threading.Thread(target=_sweep, name="sweep", daemon=True).start()', "    pass",
        "tests/test_worker_process.py",
    ),
    Mutant(
        "M9", "a deployment whatever is served meanwhile", "backend/digits/services/learning/promotion.py",
        "newest is None or newest.pk != candidate.judged_against or newest.is_pinned", "newest is None",
        "digits/tests/services/learning/test_promotion.py",
    ),
    Mutant(
        "M10", "the gate compares with the one before, not with the best",
        "backend/digits/services/learning/evaluation.py",
        "max(self.correct, reading.accuracy.correct)", "reading.accuracy.correct",
        "digits/tests/services/learning/test_gate.py",
    ),
    Mutant(
        "M11", "a network without a look at its SHA-256", "nn/serialization.py",
        "if sha256 is not None and packed.sha256 != sha256:", "if False:", "digits/tests/test_inference.py",
    ),
    Mutant(
        "M12", "a heartbeat that goes on when the training hangs", "backend/digits/services/learning/run.py",
        "    network = job.network.copy()\n",
        "    network = job.network.copy()\n"
        "    import threading, time\n"
        "    def beats():\n"
        "        for _ in range(1000):\n"
        "            leases.beat(lease, progress=0.0)\n"
        "            time.sleep(0.05)\n"
        "    threading.Thread(target=beats, daemon=True).start()\n",
        "digits/tests/services/learning/test_run_and_lease.py::test_a_training_that_hangs_loses_its_lease_while_its_process_lives",
    ),
    Mutant(
        "M13", "an exception of the doorbell reaches the person", "backend/digits/tasks.py",
        "    except (BrokerError, OSError) as error:\n        event(\"doorbell_failed\"",
        "    except ZeroDivisionError as error:\n        event(\"doorbell_failed\"", "digits/tests/test_tasks.py",
    ),
    Mutant(
        "M14", "training on whatever is stored by now", "backend/digits/selectors/training.py",
        "        .exclude(model_state_id__gte=version)\n", "", "digits/tests/services/learning/test_run_and_lease.py",
    ),
    Mutant(
        "M15", "a claim that does not wait for the tens that join its version",
        "backend/digits/services/learning/lease.py",
        "lock_writers()  # whoever has it may be giving tens to this version, or changing digits while no run is on",
        "pass", "digits/tests/services/test_tens_together.py", database="postgresql",
    ),
    Mutant(
        "M16", "a version without an end, however many tens wait", "backend/digits/services/digits.py",
        " > MAX_TOGETHER:", " > 10**9:", "digits/tests/services/test_tens_together.py",
    ),
    Mutant(
        "M17", "an error that only one of a group is told", "backend/group_commit.py",
        "                waiting.error = error\n            return\n",
        "                group[0].error = error\n            return\n",
        "tests/test_group_commit.py",
    ),
    Mutant(
        "M18", "ten digits' bound on contradicted ones, however many a version has",
        "backend/digits/services/learning/gate.py", "MAX_CONTRADICTED * new.n_own", "MAX_CONTRADICTED * 10",
        "digits/tests/services/learning/test_gate.py",
    ),
    Mutant(
        "M19", "pictures that a worker of another version made, stored as this one's",
        "backend/digits/services/transfer/sharing.py", "is_ready and part.preprocessing != PREPROCESSING_VERSION",
        "False", "digits/tests/services/transfer/test_sharing.py",
    ),
    Mutant(
        "M20", "every thread asks a database that is frozen", "backend/digits/inference/away.py",
        " or not _asks.acquire(blocking=False)", " or not (_asks.acquire(blocking=False) or True)",
        "digits/tests/test_database_away.py",
    ),
)  # fmt: skip


def main(names: list[str]) -> int:
    chosen = [mutant for mutant in MUTANTS if not names or mutant.name in names]
    with ExitStack() as stack:
        env = environment()
        on_postgresql = dict(env)
        if any(mutant.database == "postgresql" for mutant in chosen):
            on_postgresql["DATABASE_URL"] = stack.enter_context(servers.pair(is_durable=False))[0].url
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ductus-mutants-")))
        envs = {"sqlite": env, "postgresql": on_postgresql}
        n_killed = sum(is_killed(mutant, folder, envs[mutant.database]) for mutant in chosen)
    print(f"{n_killed} of {len(chosen)} mutants killed")
    return int(n_killed < len(chosen))


def environment() -> dict[str, str]:
    """Return the caller's environment, without the variables that would point the tests to other data."""
    left_out = ("DATABASE_URL", "CELERY_BROKER_URL", "DIGITS_CORPORA", "DJANGO_SETTINGS_MODULE", "PYTEST_ADDOPTS")
    return {name: value for name, value in os.environ.items() if name not in left_out} | {"OPENBLAS_NUM_THREADS": "1"}


def is_killed(mutant: Mutant, folder: Path, env: Mapping[str, str]) -> bool:
    """Return whether the tests pass without the mistake and one of them fails with it."""
    healthy = failing_test(mutant, _copied(folder / f"{mutant.name}-healthy"), env)
    if healthy:
        print(f"{mutant.name}: {healthy} fails without any mistake, and so shows nothing", flush=True)
        return False
    mutated = _copied(folder / mutant.name)
    for path, before, after in [(mutant.path, mutant.before, mutant.after), *([mutant.also] if mutant.also else [])]:
        _replace(mutated / path, before, after)
    killer = failing_test(mutant, mutated, env)
    print(f"{mutant.name} {mutant.mistake}: {f'killed by {killer}' if killer else 'SURVIVED'}", flush=True)
    return killer is not None


def failing_test(mutant: Mutant, tree: Path, env: Mapping[str, str]) -> str | None:
    tests = [f"{TESTS}/{name}" for name in mutant.test.split()]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-o", "addopts=", *tests]
    try:
        ran = subprocess.run(
            command, cwd=tree, env=dict(env), capture_output=True, text=True, check=False, timeout=HANG_S
        )
    except subprocess.TimeoutExpired:
        return f"{mutant.test}: no end within {HANG_S} s"
    if ran.returncode not in (0, 1):
        raise RuntimeError(f"{mutant.name}: pytest itself failed:\n{ran.stdout}{ran.stderr}")
    failed = FAILED.search(ran.stdout)
    return failed[1].removeprefix(f"{TESTS}/") if failed else None


def _copied(tree: Path) -> Path:
    tree.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tree / name)
    return tree


def _replace(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    if text.count(before) != 1:
        raise ValueError(f"expected once in {path}: {before!r}; found {text.count(before)} times")
    path.write_text(text.replace(before, after))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
