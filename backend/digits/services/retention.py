"""Letting go of old weights: those of the newest versions are kept, and of each hundredth; receipts always are."""

from django.conf import settings
from django.db.models import F

from backend.digits import selectors
from backend.digits.models import Kind, ModelState

EACH = 100
WINDOW = 100  # versions looked at each time, so that the cost does not grow; each passes through it many times


def drop_old_weights(newest: int) -> int:
    """Drop the weights of versions that are DIGITS_KEEP_WEIGHTS older than the newest; return of how many.

    Base networks stay, as does what is served: after a rollback that may be an old version.
    """
    last = newest - settings.DIGITS_KEEP_WEIGHTS
    served = selectors.training.served()
    old = ModelState.objects.filter(id__gt=last - WINDOW, id__lte=last, weights__isnull=False)
    old = old.annotate(rest=F("id") % EACH).exclude(rest=0).exclude(kind=Kind.BASE)
    return old.exclude(id=served[1] if served else 0).update(weights=None, biases=None)
