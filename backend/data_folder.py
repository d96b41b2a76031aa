"""The folder of the data, made where it is missing, or a sentence that says why it cannot be."""

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
            f"This user has no home folder, in which {name} could lie. Name a folder with DIGITS_DATA_DIR."
        ) from None
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"No folder for the data can be made at {path} ({error.strerror}). Name another one with DIGITS_DATA_DIR,"
            " or give this user the right."
        ) from None
    return path
