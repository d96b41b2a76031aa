"""The webhook of a notice: one POST of JSON, signed as Standard Webhooks 1.0 says (standardwebhooks.com).

The signature is an HMAC-SHA256 over number, time and body. The address comes from the settings alone. It is looked up
once, and the connection goes to what was found, the first address that answers: a name that leads into the machine's
own networks is refused unless DIGITS_WEBHOOK_INSIDE allows it. Redirects are not followed.
"""

import base64
import hashlib
import hmac
import ipaddress
import json
import socket
import ssl
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from backend.digits.errors import UndeliveredError
from backend.digits.notice import Delivery, Notice

TIMEOUT_S = 5.0  # of each wait; if longer, a receiver that is silent holds up the others, and the lease may end


def post_webhook(delivery: Delivery) -> None:
    """Send one notice. Raises UndeliveredError unless the receiver answers with 2xx."""
    body = body_of(delivery.notice)
    headers = {"Content-Type": "application/json", "User-Agent": "Ductus"}
    headers |= signature_headers(body, number=str(delivery.notice.number), at=int(time.time()))
    try:
        parts = urlsplit(settings.DIGITS_WEBHOOK_URL)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection = _connect(parts)
        try:
            connection.request("POST", path, body, headers)
            status = connection.getresponse().status
        finally:
            connection.close()
    except (OSError, HTTPException, ValueError) as error:  # ValueError: of a malformed port or name
        raise UndeliveredError(f"The receiver cannot be reached: {type(error).__name__}: {error}"[:500]) from error
    if not 200 <= status < 300:
        raise UndeliveredError(f"The receiver answered {status}; 2xx is wanted.")


def body_of(notice: Notice) -> bytes:
    """Return the JSON that is sent."""
    data = {"id": notice.pk, "version": notice.version, "title": notice.title, "text": notice.text}
    content = {"type": notice.kind, "timestamp": notice.at.isoformat(), "data": data}
    return json.dumps(content, ensure_ascii=False).encode()


def signature_headers(body: bytes, *, number: str, at: int) -> dict[str, str]:
    """Return the three headers by which a receiver knows that the body comes from here and is no old copy."""
    signed = f"{number}.{at}.".encode() + body
    digest = hmac.new(settings.DIGITS_WEBHOOK_KEY, signed, hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return {"Webhook-Id": number, "Webhook-Timestamp": str(at), "Webhook-Signature": signature}


class _AddressConnection(HTTPConnection):
    """A connection to addresses that were looked up before, for the host that the certificate must name."""

    def __init__(self, host: str, port: int, addresses: list[str], *, is_https: bool) -> None:
        super().__init__(host, port, timeout=TIMEOUT_S)
        self._addresses, self._is_https = addresses, is_https

    def connect(self) -> None:
        self.sock = self._first_that_answers()
        if self._is_https:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def _first_that_answers(self) -> socket.socket:
        for address in self._addresses[:-1]:
            with suppress(OSError):
                return socket.create_connection((address, self.port), self.timeout)
        return socket.create_connection((self._addresses[-1], self.port), self.timeout)


def _connect(parts: SplitResult) -> HTTPConnection:
    is_https, host = parts.scheme == "https", str(parts.hostname)
    port = parts.port or (443 if is_https else 80)
    infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found = list(dict.fromkeys(str(info[4][0]) for info in infos))  # in the order that the system prefers
    if not settings.DIGITS_WEBHOOK_INSIDE and (inside := [a for a in found if not _is_public(a)]):
        raise UndeliveredError(
            f"{host} leads to {inside[0]}, inside this machine's own networks."
            " Set DIGITS_WEBHOOK_INSIDE=1 if the receiver is meant to be there."
        )
    return _AddressConnection(host, port, found, is_https=is_https)


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast
