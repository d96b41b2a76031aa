"""Named points at which a test can stop a process. They do nothing unless DIGITS_FAULTS names a folder.

A test puts a file with the point's name into the folder. The first process that reaches the point adds its process id
to the file's name, and waits until it is killed or the file is removed.
"""

import os
import time
from pathlib import Path

FOLDER = os.environ.get("DIGITS_FAULTS")


def failpoint(name: str) -> None:
    """Wait here if a test armed this point."""
    if FOLDER:
        _wait_if_armed(Path(FOLDER, name))


def _wait_if_armed(armed: Path) -> None:
    reached = armed.with_name(f"{armed.name}.{os.getpid()}")
    try:
        armed.rename(reached)
    except FileNotFoundError:
        return
    while reached.exists():
        time.sleep(0.01)
