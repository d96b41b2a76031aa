"""The real program, web and worker, in a folder of its own, and one keep-alive connection to it."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
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
        """The JSON that the program answers; raises unless the status is 2xx."""
        content = json.dumps(body).encode() if body is not None else None
        self.connection.request(method, path, content, {"Content-Type": "application/json"} if content else {})
        response = self.connection.getresponse()
        answer: dict[str, Any] = json.loads(response.read())
        if response.status >= 300:
            raise RuntimeError(f"{method} {path} was answered with {response.status}: {answer}")
        return answer


@contextmanager
def running_program(**settings: str) -> Iterator[Program]:
    """Start it on a free port with an empty data folder, wait until it is ready, and stop it at the end."""
    with tempfile.TemporaryDirectory(prefix="ductus-bench-") as data:
        own = {"DIGITS_DATA_DIR": data, "DJANGO_SETTINGS_MODULE": "backend.settings", "HOST": "127.0.0.1", "PORT": "0"}
        env = {**os.environ, **UNLIMITED, **own, **settings}
        command = [sys.executable, "manage.py", "serve"]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
        try:
            address = urlsplit(_announced_address(process))
            yield Program(process.pid, HTTPConnection(str(address.hostname), address.port, timeout=30), Path(data))
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate()


def _announced_address(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("Ductus is at "):
            return line.split()[3]
    raise RuntimeError("The program ended before it was ready; its output above says why.")
