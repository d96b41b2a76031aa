"""The folder of the data, made where it is missing, or an error that says why it cannot be made."""

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
