"""Tests with real processes: a worker that is killed in mid-training loses nothing and doubles nothing.

The tests see that it is mid-training. The database is made slow for as long as that takes: a trigger has it
count to a million at each beat of the worker. Then the row says that it is in training, and the worker stands still.
"""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from backend.tests.programs import FROM_OUTSIDE, HANG_S, awaited, post, stop

SLOW_DATABASE = """
CREATE VIEW a_million AS
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000000)
    SELECT max(n) AS n FROM numbers;
CREATE TRIGGER slow_beats BEFORE UPDATE OF progress ON digits_modelstate BEGIN SELECT n FROM a_million; END;
"""
QUICK_DATABASE = "DROP TRIGGER slow_beats; DROP VIEW a_million;"
VERSIONS = "SELECT id, status, progress, attempts, owner FROM digits_modelstate WHERE kind = 'ten'"


class Program:
    """`manage.py serve` with a data folder of its own, and a second connection to its database."""

    def __init__(self, folder: Path, process: "subprocess.Popen[bytes]") -> None:
        self.process, self.database, self.log = process, folder / "db.sqlite3", folder / "log"

    def address(self) -> str:
        said = awaited(lambda: self.said("Ductus is at "))
        return said.split()[3]

    def said(self, text: str) -> str | None:
        return next((line for line in self.log.read_text().splitlines() if text in line), None)

    def query(self, sql: str) -> list[Any]:
        with closing(sqlite3.connect(self.database, timeout=HANG_S)) as connection:
            return connection.execute(sql).fetchall()

    def change(self, sql: str) -> None:
        with closing(sqlite3.connect(self.database, timeout=HANG_S)) as connection:
            connection.executescript(sql)

    def version(self) -> tuple[str, float, int, int]:
        """Return status, progress, attempts and the worker's process id of the one queued version."""
        ((_, status, progress, attempts, owner),) = self.query(VERSIONS)
        return status, progress, attempts, int(owner.rpartition(":")[2] or 0)

    def is_mid_training(self) -> bool:
        status, progress, _, _ = self.version()
        return status == "training" and 0 < progress < 1

    def worker_stopped_in_mid_training(self) -> int:
        """Wait until the worker trains, stop it with SIGSTOP, and return its process id."""
        awaited(self.is_mid_training)
        worker = self.version()[3]
        stop(worker)
        assert self.is_mid_training()  # it stays so, since the worker stands still
        return worker


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    env = {name: value for name, value in os.environ.items() if name not in FROM_OUTSIDE}
    env |= {"DJANGO_SETTINGS_MODULE": "backend.settings", "DIGITS_DATA_DIR": str(tmp_path), "PORT": "0"}
    command = [sys.executable, "manage.py", "serve"]
    with (
        (tmp_path / "log").open("w") as log,
        subprocess.Popen(command, cwd=settings.ROOT, env=env, stdout=log, stderr=log) as process,
    ):
        yield Program(tmp_path, process)
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=HANG_S)
        process.kill()  # its children go with it


@pytest.fixture
def ten(program: Program, drawn: Any) -> list[int]:
    """Send ten digits to the program over HTTP, with a slow database from the tenth on."""
    address = program.address()
    program.change(SLOW_DATABASE)
    return [post(address, *drawn(number)) for number in range(10)]


def test_a_worker_killed_in_mid_training_is_replaced_and_its_ten_are_learned_once(
    program: Program, ten: list[int]
) -> None:
    os.kill(program.worker_stopped_in_mid_training(), signal.SIGKILL)
    awaited(lambda: program.said("The worker ended (SIGKILL); starting it again"))
    assert program.is_mid_training()
    program.change(QUICK_DATABASE)

    awaited(lambda: program.version()[0] in ("promoted", "rejected"))

    status, progress, attempts, _ = program.version()
    assert (progress, attempts) == (1.0, 2)
    assert [number for (number,) in program.query("SELECT id FROM digits_digit WHERE model_state_id = 2")] == ten
    deployments = program.query("SELECT model_state_id FROM digits_deployment ORDER BY id")
    assert deployments == ([(1,), (2,)] if status == "promoted" else [(1,)])


def test_a_program_that_is_stopped_in_mid_training_gives_the_run_back_and_ends(
    program: Program, ten: list[int]
) -> None:
    worker = program.worker_stopped_in_mid_training()
    program.process.terminate()
    os.kill(worker, signal.SIGCONT)
    assert program.process.wait(timeout=HANG_S) == 0
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
    status, progress, attempts, _ = program.version()
    assert (status, progress, attempts) == ("queued", 0.0, 0)
