"""The renewal of stored pictures, from strokes or ink, after preprocessing has changed."""

from collections.abc import Iterator

from django.db import transaction

from backend.digits import selectors
from backend.digits.drawings import stored_picture
from backend.digits.models import Digit
from nn.preprocessing import PREPROCESSING_VERSION

BATCH = 500


def rebuild_pictures() -> Iterator[int]:
    """Bring every picture to this program's preprocessing, yielding how many are done after each batch.

    Each batch has its own transaction: after an interruption, the next call goes on from there.
    """
    n_done = 0
    while batch := list(selectors.digits.digits_of_older_preprocessing(PREPROCESSING_VERSION)[:BATCH]):
        for digit in batch:
            digit.picture = stored_picture(digit.ink, digit.strokes).tobytes()
            digit.preprocessing = PREPROCESSING_VERSION
        with transaction.atomic():
            Digit.objects.bulk_update(batch, ["picture", "preprocessing"])
        n_done += len(batch)
        yield n_done
