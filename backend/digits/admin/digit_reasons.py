"""The usual reasons of a decision on a digit."""

from django.utils.translation import gettext as _

REASONS = {
    "n": "not a digit", "c": "cannot be read", "w": "wrong label", "s": "sent more than once", "a": "looked at again",
}  # fmt: skip
"""Each reason under the key that chooses it. None is chosen unasked."""


def as_stored(reason: str) -> str:
    """Return a usual reason in English, in which all are stored, where it comes in the language of the page."""
    return next((usual for usual in REASONS.values() if reason == _(usual)), reason)
