"""Tests of two web processes on one database: both follow deployments and changes of hands with the next request."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings

from backend.tests.programs import FROM_OUTSIDE, HANG_S, awaited, post

WEB = "-m gunicorn backend.wsgi --bind 127.0.0.1:0 --workers 1 --threads 2 --log-level info --no-control-socket"
CONSOLE = """
import sys
import django
django.setup()
from django.core.management import call_command
from backend.digits.services.deployments import roll_back, unpin
from backend.digits.services.learning.run import train_due
from backend.digits.services.moderation.review import exclude, relabel, restore
for statement in sys.stdin:
    exec(statement)
    print("done", flush=True)
"""
"""The administrator and the worker: a third process, which runs each line that it reads."""
TRAIN = "train_due(owner='test', is_stopping=lambda: False)"


class Installation:
    """A data folder, a process that works on it, and two web processes that serve it."""

    def __init__(self, folder: Path) -> None:
        self.env = {name: value for name, value in os.environ.items() if name not in FROM_OUTSIDE}
        self.env |= {"DJANGO_SETTINGS_MODULE": "backend.settings", "DIGITS_DATA_DIR": str(folder)}
        self.addresses: list[str] = []
        self.cookie = ""
        self.console: subprocess.Popen[str] | None = None

    def run(self, statement: str) -> None:
        """Run a statement in the third process, and return when it has ended."""
        assert self.console is not None
        assert self.console.stdin is not None
        assert self.console.stdout is not None
        self.console.stdin.write(f"{statement}\n")
        self.console.stdin.flush()
        assert "done\n" in iter(self.console.stdout.readline, ""), f"{statement} failed"

    def guesses(self, drawing: Any) -> list[dict[str, Any]]:
        """Return the answer of each web process for a drawing, asked once."""
        body = json.dumps({"pixels": drawing.ravel().tolist()}).encode()
        requests = [
            urllib.request.Request(
                f"{address}/api/predictions", body, {"Content-Type": "application/json", "Cookie": self.cookie}
            )
            for address in self.addresses
        ]
        answers = []
        for request in requests:
            with urllib.request.urlopen(request, timeout=HANG_S) as response:
                answers.append(json.load(response))
        return answers


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    here = Installation(tmp_path)
    with ExitStack() as processes:

        def start(*arguments: str, **streams: Any) -> "subprocess.Popen[str]":
            command = [sys.executable, *arguments]
            process = subprocess.Popen(command, cwd=settings.ROOT, env=here.env, text=True, **streams)
            processes.enter_context(process)
            processes.callback(process.terminate)
            return process

        here.console = start("-c", CONSOLE, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        here.run("call_command('prepare')")
        for number in range(2):
            log = tmp_path / f"web-{number}.log"
            with log.open("w") as out:
                start(*WEB.split(), stdout=out, stderr=out)
            here.addresses.append(awaited(lambda log=log: _address_in(log.read_text())))
        yield here


def _address_in(said: str) -> str | None:
    lines = [line for line in said.splitlines() if "Listening at: " in line]
    return lines[0].split("Listening at: ")[1].split()[0] if lines else None


def test_every_web_process_follows_a_rollback_and_its_end_with_the_next_request(
    installation: Installation, drawn: Any
) -> None:
    drawing = drawn(300)[0]
    at_first = installation.guesses(drawing)
    assert [answer["model"] for answer in at_first] == [1, 1]

    for number in range(10):
        post(installation.addresses[number % 2], *drawn(number))
    installation.run(TRAIN)
    learned = installation.guesses(drawing)
    assert [answer["model"] for answer in learned] == [2, 2]
    assert learned[0]["confidences"] != at_first[0]["confidences"]

    installation.run("call_command('rollback', '1', reason='why')")
    assert installation.guesses(drawing) == at_first
    installation.run("call_command('unpin')")
    assert installation.guesses(drawing) == at_first  # served until something newer is learned

    installation.run("roll_back(to=2, by='admin', reason='why')")
    assert installation.guesses(drawing) == learned
    installation.run("unpin(by='admin', reason='why')")
    for number in range(10, 20):
        post(installation.addresses[number % 2], *drawn(number))
    installation.run(TRAIN)
    assert [answer["model"] for answer in installation.guesses(drawing)] == [3, 3]


def test_every_web_process_knows_a_hand_as_it_is_with_the_next_request(installation: Installation, drawn: Any) -> None:
    """Teach one process a digit of a hand, and let the administrator and the other process change it."""
    drawing, label = drawn(300)
    meant = (label + 1) % 10
    installation.cookie = f"contributor={uuid4()}"
    alone = installation.guesses(drawing)
    digit = post(installation.addresses[0], drawing, meant, cookie=installation.cookie)
    known = installation.guesses(drawing)
    assert [guess["digit"] for guess in known] == [meant, meant]
    assert known[0] == known[1]
    assert [guess["network"] for guess in known] == [guess["network"] for guess in alone]

    installation.run(f"relabel({digit}, label={label}, by='admin')")
    assert [guess["digit"] for guess in installation.guesses(drawing)] == [label, label]
    installation.run(f"relabel({digit}, label={meant}, by='admin')")
    assert installation.guesses(drawing) == known
    installation.run(f"exclude([{digit}], by='admin', reason='why')")
    assert installation.guesses(drawing) == alone
    installation.run(f"restore([{digit}], by='admin', reason='why')")
    assert installation.guesses(drawing) == known

    address = f"{installation.addresses[1]}/api/digits/{digit}"
    withdraw = urllib.request.Request(address, headers={"Cookie": installation.cookie}, method="DELETE")
    with urllib.request.urlopen(withdraw, timeout=HANG_S) as response:
        assert response.status == 204
    assert installation.guesses(drawing) == alone
