"""The Chromium that the browser tests drive: an installed one, else Debian's package. Without it no test starts."""

import os
import shutil
import sys

from scripts import debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "The browser tests need Chromium: install chromium or google-chrome, or name one with CHROMIUM_PATH."


def chromium_path() -> str:
    """Return the executable; install the package when root on Debian, else exit with advice."""
    named = os.environ.get("CHROMIUM_PATH")
    if named:
        return named if shutil.which(named) else sys.exit(f"CHROMIUM_PATH={named} cannot be run. {MISSING}")
    found = _on_path()
    if not found and debian.can_install():
        debian.install("chromium", advice=MISSING)
        found = _on_path()
    return found or sys.exit(MISSING)


def _on_path() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)
