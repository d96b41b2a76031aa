"""The tokens of scripts."""

from backend.digits.models import Token


def valid_token(sha256: str) -> Token | None:
    """Return the token whose key has this SHA-256; None if there is none, or it was revoked."""
    return Token.objects.filter(sha256=sha256, revoked_at=None).first()
