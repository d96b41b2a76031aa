"""Named points at which a test of faults may stop a process. Without DIGITS_FAULTS, a folder, they do nothing.

Whoever tests puts a file with the point's name there. The first process that comes by renames it, with its process id,
and stands still until it is killed or that file is taken away.
"""

import os
import time
from pathlib import Path

FOLDER = os.environ.get("DIGITS_FAULTS")


def failpoint(name: str) -> None:
    if FOLDER:
        _stand_still(Path(FOLDER, name))


def _stand_still(armed: Path) -> None:
    reached = armed.with_name(f"{armed.name}.{os.getpid()}")
    try:
        armed.rename(reached)
    except FileNotFoundError:
        return
    while reached.exists():
        time.sleep(0.01)
