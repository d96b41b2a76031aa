"""The real program, web and worker, in a temporary folder, and one keep-alive connection to it."""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from backend.processes import Process, running

ROOT = Path(__file__).resolve().parent.parent
POLL_S = 0.05
UNLIMITED = {"DIGITS_THROTTLE_PREDICTIONS": "off", "DIGITS_THROTTLE_DIGITS": "off"}


@dataclass(frozen=True)
class Program:
    """A running `manage.py serve`."""

    pid: int
    connection: HTTPConnection
    folder: Path

    @property
    def port(self) -> int:
        assert self.connection.port is not None
        return self.connection.port

    def call(self, method: str, path: str, body: Mapping[str, object] | None = None) -> dict[str, Any]:
        """Return the JSON answer; raise RuntimeError unless the status is 2xx."""
        content = json.dumps(body).encode() if body is not None else None
        self.connection.request(method, path, content, {"Content-Type": "application/json"} if content else {})
        response = self.connection.getresponse()
        answer: dict[str, Any] = json.loads(response.read())
        if response.status >= 300:
            raise RuntimeError(f"{method} {path} was answered with {response.status}: {answer}")
        return answer


@contextmanager
def running_program(root: Path = ROOT, /, **settings: str) -> Iterator[Program]:
    """Start the program on a free port with an empty data folder, wait until it is ready, and stop it at the end.

    `root` is the checkout whose program is started, by default this one.
    """
    with tempfile.TemporaryDirectory(prefix="ductus-program-") as folder:
        log = Path(folder, "log")
        defaults = {"DIGITS_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "backend.settings", "HOST": "127.0.0.1"}
        env = {**os.environ, **UNLIMITED, **defaults, "PORT": "0", **settings}
        with running(Process([sys.executable, "manage.py", "serve"], env=env, cwd=root, output=log)) as process:
            address = urlsplit(_announced_address(process, log))
            connection = HTTPConnection(str(address.hostname), address.port)
            yield Program(process.pid, connection, Path(folder))


def _announced_address(process: Process, log: Path) -> str:
    while process.is_alive():
        for line in log.read_text().splitlines():
            if line.startswith("Ductus is at "):
                return line.split()[3]
        time.sleep(POLL_S)
    raise RuntimeError(f"The program ended before it was ready:\n{log.read_text()}")
