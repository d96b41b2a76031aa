"""The reason that somebody gives for what is done: it is kept, and shown in tables."""

from backend.digits.errors import RefusedError

MAX_REASON = 500
"""Letters of a reason. Forms stop there, too; a longer one is refused. If larger, a table has rows of whole pages."""


def stated(reason: str, *, otherwise: str = "") -> str:
    """Return a reason without the space around it. Raises RefusedError for a long one, and `otherwise` for none."""
    reason = reason.replace("\r\n", "\n").strip()  # a form sends two letters for the one that it counts
    if otherwise and not reason:
        raise RefusedError(otherwise)
    if len(reason) > MAX_REASON:
        raise RefusedError(f"A reason of at most {MAX_REASON:,} letters is wanted, not of {len(reason):,}: shorten it.")
    return reason
