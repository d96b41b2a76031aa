"""The key that signs webhooks, from the address and the secret in the settings."""

import base64
import binascii

from django.core.exceptions import ImproperlyConfigured

from backend.server_urls import leads_somewhere

PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64  # bytes, as Standard Webhooks asks for


def webhook_key(url: str, secret: str) -> bytes:
    """Return the bytes of a secret such as whsec_…; empty without an address. Raises ImproperlyConfigured."""
    if not url:
        return b""
    if not (url.isascii() and leads_somewhere(url)):
        raise ImproperlyConfigured(f"DIGITS_WEBHOOK_URL={url}: an address such as https://hooks.example/x is wanted.")
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX) if secret.startswith(PREFIX) else "", validate=True)
    except binascii.Error:
        key = b""
    if not SHORTEST <= len(key) <= LONGEST:
        raise ImproperlyConfigured(
            f"DIGITS_WEBHOOK_SECRET: {PREFIX} and the base64 of {SHORTEST} to {LONGEST} bytes is wanted, as made by"
            f" `python -c \"import base64, os; print('{PREFIX}' + base64.b64encode(os.urandom(32)).decode())\"`."
        )
    return key
