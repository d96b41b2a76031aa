"""The folder of the data, made where it is missing, or an error that says why it cannot be made."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def data_folder(name: str) -> Path:
    """Return the folder that a setting or the system names; `~` is the user's home, also where no shell reads it.

    Raises ImproperlyConfigured where there can be no folder.
    """
    try:
        path = Path(name).expanduser().resolve()
    except RuntimeError:
        raise ImproperlyConfigured(
            f"There is no home folder for {name}, or its links lead in a circle. Name a folder with DIGITS_DATA_DIR."
        ) from None
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"No folder for the data can be made at {path} ({error.strerror}). Name another one with DIGITS_DATA_DIR,"
            " or give this user the right."
        ) from None
    return path


def try_writing(folder: Path) -> None:
    """Make a file in the folder and remove it. Raise OSError where this user may not.

    `os.access` knows nothing of Windows' rights, and `tempfile` took a folder that refuses for a name that is taken
    there, and tried for minutes (https://github.com/python/cpython/issues/66305, mended in Python 3.12.3).
    """
    probe = folder / f".{os.getpid()}-{secrets.token_hex(4)}.probe"
    probe.open("xb").close()
    probe.unlink()
