"""Tests of two web processes on one database: from the next request on, both serve the version newly deployed."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from backend.tests.programs import FROM_OUTSIDE, HANG_S, awaited, post

WEB = "-m gunicorn backend.wsgi --bind 127.0.0.1:0 --workers 1 --threads 2 --log-level info --no-control-socket"
TRAIN = "from backend.digits.services.learning.run import train_due; train_due(owner='test', is_stopping=lambda: False)"
ROLL_BACK = "from backend.digits.services.deployments import roll_back; roll_back(to={}, by='admin', reason='why')"
UNPIN = "from backend.digits.services.deployments import unpin; unpin(by='admin', reason='why')"


class Installation:
    """A data folder, the commands that work on it, and two web processes that serve it."""

    def __init__(self, folder: Path) -> None:
        self.env = {name: value for name, value in os.environ.items() if name not in FROM_OUTSIDE}
        self.env |= {"DJANGO_SETTINGS_MODULE": "backend.settings", "DIGITS_DATA_DIR": str(folder)}
        self.addresses: list[str] = []

    def manage(self, *words: str) -> None:
        command = [sys.executable, "manage.py", *words]
        subprocess.run(command, cwd=settings.ROOT, env=self.env, check=True, capture_output=True)

    def guesses(self, drawing: Any) -> list[dict[str, Any]]:
        """Return the answer of each web process for a drawing, asked once."""
        body = json.dumps({"pixels": drawing.ravel().tolist()}).encode()
        requests = [
            urllib.request.Request(f"{address}/api/predictions", body, {"Content-Type": "application/json"})
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
    here.manage("prepare")
    with ExitStack() as webs:
        for number in range(2):
            log = tmp_path / f"web-{number}.log"
            command = [sys.executable, *WEB.split()]
            with log.open("w") as out:
                web = subprocess.Popen(command, cwd=settings.ROOT, env=here.env, stdout=out, stderr=out)
            webs.enter_context(web)
            webs.callback(web.terminate)
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
    installation.manage("shell", "-c", TRAIN)
    learned = installation.guesses(drawing)
    assert [answer["model"] for answer in learned] == [2, 2]
    assert learned[0]["confidences"] != at_first[0]["confidences"]

    installation.manage("rollback", "1", "--reason", "why")
    assert installation.guesses(drawing) == at_first
    installation.manage("unpin")
    assert installation.guesses(drawing) == at_first  # served until something newer is learned

    installation.manage("shell", "-c", ROLL_BACK.format(2))
    assert installation.guesses(drawing) == learned
    installation.manage("shell", "-c", UNPIN)
    for number in range(10, 20):
        post(installation.addresses[number % 2], *drawn(number))
    installation.manage("shell", "-c", TRAIN)
    assert [answer["model"] for answer in installation.guesses(drawing)] == [3, 3]
