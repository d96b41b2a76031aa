"""The renewal of stored pictures from the ink after preprocessing has changed."""

from collections.abc import Iterator
from io import BytesIO

import numpy as np
from django.db import transaction
from PIL import Image

from backend.digits import selectors
from backend.digits.models import Digit
from nn.preprocessing import PREPROCESSING_VERSION, place

BATCH = 500


def rebuild_pictures() -> Iterator[int]:
    """Bring every picture to this program's preprocessing, yielding how many are done after each batch.

    Each batch has its own transaction: after an interruption, the next call goes on from there.
    """
    n_done = 0
    while batch := list(selectors.training.digits_of_older_preprocessing(PREPROCESSING_VERSION)[:BATCH]):
        for digit in batch:
            with Image.open(BytesIO(bytes(digit.ink)), formats=("PNG",)) as ink:
                digit.picture = place(np.asarray(ink, dtype=np.uint8)).tobytes()
            digit.preprocessing = PREPROCESSING_VERSION
        with transaction.atomic():
            Digit.objects.bulk_update(batch, ["picture", "preprocessing"])
        n_done += len(batch)
        yield n_done
