"""Helpers of the tests that start the program as processes: its environment, waiting, and a request."""

import json
import os
import signal
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from numpy import uint8
from numpy.typing import NDArray

Seen = TypeVar("Seen")

FROM_OUTSIDE = ("DIGITS_CORPORA", "DATABASE_URL", "CELERY_BROKER_URL", "HOST")
HANG_S = 600
"""Seconds after which a hanging test ends with a message. Nothing that is waited for takes a tenth of it."""


def awaited(look: Callable[[], Seen | None]) -> Seen:
    """Return what `look` returns as soon as it returns something."""
    end = time.monotonic() + HANG_S
    while not (seen := look()):
        assert time.monotonic() < end, f"nothing was seen within {HANG_S} s"
        time.sleep(0.01)
    return seen


def stop(pid: int) -> None:
    """Stop a process with SIGSTOP, and wait until all its threads stand still, as Linux tells in /proc.

    While one still runs, a signal that is sent next may be taken first.
    """
    os.kill(pid, signal.SIGSTOP)
    awaited(lambda: all(_state(thread) == "T" for thread in Path(f"/proc/{pid}/task").iterdir()))


def _state(thread: Path) -> str:
    """Return the letter for the state of a thread, which follows its name in brackets; nothing where it has ended."""
    try:
        return (thread / "stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def post(address: str, drawing: NDArray[uint8], label: int, *, cookie: str = "") -> int:
    """Add a digit over HTTP; return its number."""
    body = json.dumps({"pixels": drawing.ravel().tolist(), "label": label}).encode()
    headers = {"Content-Type": "application/json", "Cookie": cookie}
    request = urllib.request.Request(f"{address}/api/digits", body, headers)
    with urllib.request.urlopen(request, timeout=HANG_S) as response:
        number: int = json.load(response)["id"]
    return number
