"""The wait of a web process until `serve` has prepared the database. Meanwhile the process loads the program.

`serve` names a file in the environment and makes it once the database is prepared. A process that was told of none
waits for nothing.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

NAME = "DIGITS_PREPARED"
POLL_S = 0.05  # between two looks; if larger, a start takes longer


def tell_prepared() -> None:
    """Let the web process answer."""
    Path(os.environ[NAME]).touch()


def await_prepared(meanwhile: Callable[[], object] = lambda: None) -> None:
    """Wait until the database is prepared, and call `meanwhile` again and again."""
    file = os.environ.get(NAME)
    while file and not Path(file).exists():
        meanwhile()
        time.sleep(POLL_S)
