"""Ten counted digits that belong to no version become a queued version. Membership is the record, not a counter."""

from django.conf import settings

from backend.digits import selectors
from backend.digits.models import Digit, Kind, ModelState, Status
from backend.digits.services.locking import lock_writers


def queue_full_tens() -> int:
    """Queue a version for every ten unassigned digits, the oldest first; return how many were queued.

    Call it inside the transaction that made a digit count, so that ten unassigned digits are never seen from outside.
    """
    lock_writers()
    n_formed = 0
    while len(ten := selectors.training.next_ten(settings.DIGITS_RETRAIN_AT)) == settings.DIGITS_RETRAIN_AT:
        version = ModelState.objects.create(kind=Kind.TEN, status=Status.QUEUED)
        Digit.objects.filter(id__in=ten).update(model_state=version)
        n_formed += 1
    return n_formed
