"""The digits that are only measured on, recognised by their pictures in whatever file they come.

MNIST's test digits and those of its writers who are held back are not only in MNIST's own files, but also in tables,
folders and archives that others made from them.
"""

import hashlib

from backend.digits.errors import RefusedError
from backend.digits.exchange.idx import IN_REFERENCE, IN_TEST
from backend.digits.services.learning.datasets import measured_pictures
from backend.digits.services.transfer.staging import StagedDigit
from nn.data.corpora import CorpusError

Reasons = dict[bytes, str]


def reasons_to_exclude() -> Reasons:
    """Return why a picture, named by its SHA-256, is not trained on. Where MNIST is not installed, none is known."""
    try:
        measured = measured_pictures()
    except CorpusError as error:
        raise RefusedError(f"MNIST cannot be read, and some of its digits must not be trained on: {error}.") from error
    named = zip(measured, (IN_REFERENCE, IN_TEST), strict=True) if measured else ()
    return {_name(picture.tobytes()): reason for pictures, reason in named for picture in pictures}


def excluded(digit: StagedDigit, reasons: Reasons) -> StagedDigit:
    """Return the digit, excluded if it is one that is measured on: then it is not trained on once restored, either."""
    reason = reasons.get(_name(digit.picture))
    return digit._replace(exclude_reason=reason, is_held_there=False) if reason else digit


def _name(picture: bytes) -> bytes:
    return hashlib.sha256(picture).digest()
