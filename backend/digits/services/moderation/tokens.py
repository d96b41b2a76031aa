"""The tokens of scripts: made, looked up by their key, and revoked."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from backend.digits import selectors
from backend.digits.models import Action, Token
from backend.digits.services import audit

PREFIX = "ductus_"  # so that searches for leaked keys find them
N_BYTES = 32  # of randomness; a fast hash is enough for a key that nobody can guess


def make_token(*, name: str, scope: str, by: str) -> tuple[Token, str]:
    """Store a token and return it with its key, which is shown this once."""
    key = PREFIX + secrets.token_urlsafe(N_BYTES)
    with transaction.atomic():
        token = Token.objects.create(name=name, scope=scope, by=by, sha256=sha256_of(key))
        audit.record(Action.ACCOUNT, by=by, before=f"token {name}", after=f"made, scope {scope}")
    return token, key


def token_of(key: str) -> Token | None:
    """Return the token of a key; None if there is none, or it was revoked."""
    return selectors.tokens.valid_token(sha256_of(key))


def revoke_token(*, token_id: int, by: str) -> bool:
    """Make a token's key useless from the next request on; return whether it was valid until now."""
    with transaction.atomic():
        if not Token.objects.filter(id=token_id, revoked_at=None).update(revoked_at=timezone.now()):
            return False
        name = Token.objects.values_list("name", flat=True).get(id=token_id)
        audit.record(Action.ACCOUNT, by=by, before=f"token {name}", after="revoked")
    return True


def sha256_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
