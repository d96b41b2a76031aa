"""The renewal of stored pictures, from strokes or ink, after preprocessing has changed, and the search for damage."""

import struct
import time
import zlib
from collections.abc import Iterator
from io import BytesIO

import numpy as np
from django.db import transaction
from django.db.models import QuerySet
from PIL import Image

from backend.digits import selectors
from backend.digits.drawings import Grey, Stored, sha256_of_ink, sha256_of_packed, stored_picture
from backend.digits.drawings.png import checked
from backend.digits.errors import InvalidImageError
from backend.digits.models import Digit
from nn.data.strokes import unpack
from nn.preprocessing import PREPROCESSING_VERSION

N_AT_ONCE = 200  # digits in one transaction; with more, a person who takes one of them back waits longer
MOST_DIFFERENCE = 2  # of a pixel: other processors round otherwise. If larger, more flipped bits go unnoticed
POLL_S = 0.1  # between two looks whether other processes have ended; if longer, the last look comes later


def rebuild_pictures() -> Iterator[int]:
    """Bring every picture to this program's preprocessing, yielding how many this process has done after each batch.

    Any number of processes may do it together: on a database server each takes digits that no other has in hand, and
    what a killed process had is free at once. After an interruption, the next call goes on from there.
    """
    n_done = 0
    while True:
        if n := rebuild_some():
            n_done += n
            yield n_done
        elif _older().exists():  # other processes have the last ones in hand
            time.sleep(POLL_S)
        else:
            return


def rebuild_some() -> int:
    """Rebuild some pictures that no other process has in hand, the newest first; return how many.

    The newest are learned next.
    """
    with transaction.atomic():
        batch = list(_older().order_by("-id").select_for_update(skip_locked=True)[:N_AT_ONCE])
        for digit in batch:
            digit.picture = stored_picture(digit.ink, digit.strokes).tobytes()
            digit.preprocessing = PREPROCESSING_VERSION
        if batch:
            Digit.objects.bulk_update(batch, ["picture", "preprocessing"])
    return len(batch)


def _older() -> QuerySet[Digit]:
    return selectors.digits.digits_of_older_preprocessing(PREPROCESSING_VERSION)


def damaged_drawings() -> Iterator[str]:
    """Read every drawing, about a millisecond each, and yield what is wrong with it.

    A database does not notice a bit that was flipped inside a value. Here strokes, or else the ink, are compared with
    the SHA-256 that they had on arrival, and the picture with the one that preprocessing makes of them.
    """
    columns = ("id", "strokes", "ink", "ink_sha256", "picture", "preprocessing")
    for id_, strokes, ink, sha256, picture, preprocessing in (
        Digit.objects.order_by("id").values_list(*columns).iterator(N_AT_ONCE)
    ):
        if fault := _fault(strokes, ink, sha256):
            yield f"digit {id_}: {fault}"
        elif preprocessing == PREPROCESSING_VERSION and _differs(picture, stored_picture(ink, strokes)):
            yield f"digit {id_}: its picture is not the one that its drawing gives"


def _fault(strokes: Stored | None, ink: Stored, sha256: str) -> str | None:
    try:
        with Image.open(BytesIO(checked(bytes(ink))), formats=("PNG",)) as image:
            pixels = np.asarray(image, dtype=np.uint8)
        if strokes is not None:
            unpack(bytes(strokes))
    except (InvalidImageError, OSError, SyntaxError, ValueError, zlib.error, struct.error):
        return "its drawing is damaged"
    found = sha256_of_ink(pixels) if strokes is None else sha256_of_packed(bytes(strokes))
    return None if found == sha256 else "its drawing does not have the SHA-256 that it had on arrival"


def _differs(picture: Stored, made: Grey) -> bool:
    stored = np.frombuffer(picture, np.uint8).astype(int)
    return len(stored) != made.size or int(np.abs(stored - made.ravel()).max()) > MOST_DIFFERENCE
