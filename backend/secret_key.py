"""The secret key, made at the first start and kept in a file that only its owner can read."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from backend.system import make_once


def read_or_create_secret_key(path: Path) -> str:
    """Return the key kept in `path`, making it first if there is none.

    The file is written under another name and then gets its own. If two processes start together, one of them makes the
    key and both read the same. It is on the disk before it has its name: a key that is lost would log everyone out, and
    hold other drawings back from training. Raises ImproperlyConfigured where the file can be neither read nor made, or
    is empty.
    """
    try:
        key = _read_or_create(path)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The secret key can be neither read nor made at {path} ({error.strerror}). Give this user the right to the"
            " folder, name another one with DIGITS_DATA_DIR, or set SECRET_KEY."
        ) from None
    if not key.strip():
        raise ImproperlyConfigured(
            f"The secret key in {path} is empty, as a power cut may leave it. Put the file back from a backup. Where"
            " there is none, delete it: the next start makes another key, and everyone logs in again."
        )
    return key


def _read_or_create(path: Path) -> str:
    if not path.exists():
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        try:
            with open(draft, "x", encoding="ascii", opener=_for_its_owner_alone) as file:
                file.write(get_random_secret_key())
            make_once(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    return path.read_text(encoding="ascii")


def _for_its_owner_alone(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
