"""Limits on how many requests one person, and one address, may send in each second, minute, hour or day of the clock.

A school class shares one address: each contributor has a limit there, and all of them together have one far above it.
Whoever has no cookie yet counts towards the limit of the address alone. A cookie is no proof of a person, so only the
limit of the address holds against a script.

Counting is one atomic step, so that two requests never count as one. With Redis all web processes count together. If
Redis is away or hangs, nobody is refused for it: each process counts alone and tries Redis again after a while.
"""

import hashlib
import ipaddress
import re
import time

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle
from rest_framework.views import APIView

from backend.digits.api.contributors import contributor_of
from backend.digits.models import Token

try:
    from redis.exceptions import RedisError
except ImportError:  # the plain installation has no driver, and counts in its own memory
    RedisError = OSError  # type: ignore[assignment,misc]

# Seconds until a Redis that did not answer is tried again. If longer, processes count alone for longer; half or twice
# as long refuses nobody.
ALONE_S = 5.0

PEOPLE_AT_ONE_ADDRESS = 10
"""An address may send as much as ten contributors who reach their limits, which is far more than a class of thirty
sends. If larger, one machine may send more lies in a minute; if smaller, large classes wait."""

WITH_PORT = re.compile(r"([0-9.]+):[0-9]+|\[([0-9a-fA-F:.]+)\](?::[0-9]+)?", re.ASCII)
"""An address as some gateways write it, with a port, which is another one for each connection."""

_alone_until = 0.0


class WindowThrottle(SimpleRateThrottle):
    """A limit that the setting `setting` names, such as 600/min; "off" switches it off.

    With `is_shared`, each contributor at an address has this limit, and the address a higher one.
    """

    setting: str
    is_shared = False
    num_requests: int
    duration: int  # seconds
    rest_s = 0.0

    def get_rate(self) -> str | None:
        rate: str = getattr(settings, self.setting)
        return None if rate == "off" else rate

    def allow_request(self, request: Request, view: APIView) -> bool:
        token = request.auth if isinstance(request.auth, Token) else None
        if token is not None:
            rate = settings.DIGITS_THROTTLE_TOKENS
            self.rate = None if rate == "off" else rate
            self.num_requests, self.duration = self.parse_rate(self.rate)  # type: ignore[assignment]  # not None
        if self.rate is None:
            return True
        window, past_s = divmod(self.timer(), self.duration)
        self.rest_s = self.duration - past_s
        if token is not None:
            return count(f"token:{window:.0f}:{token.pk}", self.duration) <= self.num_requests
        counted_as, address = f"{self.counted_as(view)}:{window:.0f}", caller(request)
        if not self.is_shared:
            return self._count(counted_as, address) <= self.num_requests
        if self._count(counted_as, address) > self.num_requests * PEOPLE_AT_ONE_ADDRESS:
            return False
        contributor = contributor_of(request)
        return contributor is None or self._count(counted_as, f"{address} {contributor}") <= self.num_requests

    def _count(self, counted_as: str, who: str) -> int:
        hashed = hashlib.sha256(who.encode()).hexdigest()  # neither the address nor the cookie is stored
        return count(f"{counted_as}:{hashed}", self.duration)

    def counted_as(self, view: APIView) -> str:
        """Return the name under which requests to this view are counted together."""
        return self.setting

    def wait(self) -> float:
        return self.rest_s


class PredictionThrottle(WindowThrottle):
    setting = "DIGITS_THROTTLE_PREDICTIONS"
    is_shared = True


class InsightThrottle(PredictionThrottle):
    """The limit of predictions, counted apart for each view, so that no view uses up another's requests."""

    def counted_as(self, view: APIView) -> str:
        return f"{self.setting}:{type(view).__name__}"


class DigitThrottle(WindowThrottle):
    setting = "DIGITS_THROTTLE_DIGITS"
    is_shared = True


class KeyThrottle(DigitThrottle):
    """The limit of digits for an address, counted apart from them, for all that a contributor's key opens."""

    is_shared = False

    def counted_as(self, view: APIView) -> str:
        return f"{self.setting}:key"


def caller(request: Request | HttpRequest) -> str:
    """Return the address that a request comes from, behind DIGITS_N_PROXIES proxies; for IPv6 its /64 network."""
    text = BaseThrottle().get_ident(request)  # type: ignore[arg-type]  # it reads META alone
    if text and (with_port := WITH_PORT.fullmatch(text)):
        text = with_port[1] or with_port[2]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:  # a proxy wrote something else, or it is a Unix socket
        return text
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else text


def count(key: str, seconds: float) -> int:
    """Count one more under the key, and return the count. It is forgotten after twice the seconds."""
    global _alone_until  # noqa: PLW0603  # one state for the process
    if time.monotonic() >= _alone_until:
        try:
            return _count_in(caches["shared"], key, seconds)
        except (RedisError, OSError):
            _alone_until = time.monotonic() + ALONE_S
    return _count_in(caches["default"], key, seconds)


def _count_in(cache: BaseCache, key: str, seconds: float) -> int:
    cache.add(key, 0, 2 * seconds)
    return cache.incr(key)
