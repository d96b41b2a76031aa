"""Steps of the other scripts: set up what is missing, one at a time; become the program.

A script's process is replaced by the program, so that signals reach it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.processes import say
from backend.system import lock
from scripts.packages import install_packages
from scripts.page import build_page
from scripts.places import PYTHON, ROOT, SET_UP, environment
from scripts.steps import Command, exit_on_signals


def set_up() -> None:
    """Install the Python packages and build the page, where they are missing or out of date."""
    with only_one_set_up():
        install_packages("requirements.txt")
        build_page()


def require_buildable_folder(root: Path) -> None:
    """Exit with one line where Vite could not build the page: `#`, `?` and `*` in a path mean something else to it.

    An installed wheel has its page built, and runs in any folder.
    """
    if strange := sorted(set(str(root)) & set("#?*")):
        sys.exit(
            f"The page cannot be built in {root}: there is {' and '.join(strange)} in the path. Move or rename the"
            " folder, or install a wheel of Ductus, which runs anywhere. Data may lie in any folder (DIGITS_DATA_DIR)."
        )


@contextmanager
def only_one_set_up() -> Iterator[None]:
    """Let one set-up at a time work in var/; a second waits for it."""
    require_buildable_folder(ROOT)
    exit_on_signals()
    SET_UP.mkdir(parents=True, exist_ok=True)
    with (SET_UP / "lock").open("w") as held:
        if not lock(held, waits=False):
            say("Another set-up is at work in this folder; waiting for it.")
            lock(held, waits=True)
        yield


def become(*arguments: str) -> None:
    """Replace this process by the virtual environment's Python, run with `arguments`."""
    os.chdir(ROOT)
    command: Command = [PYTHON, *arguments]
    os.execve(PYTHON, [str(part) for part in command], environment())  # noqa: S606 - no shell is wanted
