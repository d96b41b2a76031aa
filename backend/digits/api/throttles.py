"""So many requests from one address in each window of the clock, counted so that no two are counted as one.

Counting is one atomic step: in Redis where there is one, for all web processes together, else in this process. A Redis
that is away or hangs never refuses anybody: each process then counts alone, and asks it again after a while.
"""

import hashlib
import ipaddress
import time

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.http import HttpRequest
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle
from rest_framework.views import APIView

ALONE_S = 5.0  # how long a Redis that did not answer is not asked again; half or twice refuses nobody either

_alone_until = 0.0


class WindowThrottle(SimpleRateThrottle):
    """So many requests from one address in each second, minute, hour or day of the clock; "off" switches it off."""

    setting: str
    num_requests: int
    duration: int  # seconds
    rest_s = 0.0

    def get_rate(self) -> str | None:
        rate: str = getattr(settings, self.setting)
        return None if rate == "off" else rate

    def allow_request(self, request: Request, view: APIView) -> bool:
        if self.rate is None:
            return True
        window, past_s = divmod(self.timer(), self.duration)
        self.rest_s = self.duration - past_s
        who = hashlib.sha256(caller(request).encode()).hexdigest()  # no address is kept
        return count(f"{self.counted_as(view)}:{window:.0f}:{who}", self.duration) <= self.num_requests

    def counted_as(self, view: APIView) -> str:
        """Requests of the same name are counted together."""
        return self.setting

    def wait(self) -> float:
        return self.rest_s


class PredictionThrottle(WindowThrottle):
    setting = "DIGITS_THROTTLE_PREDICTIONS"


class InsightThrottle(PredictionThrottle):
    """The rate of predictions, counted apart for each view, so that looking never stops the reading."""

    def counted_as(self, view: APIView) -> str:
        return f"{self.setting}:{type(view).__name__}"


class DigitThrottle(WindowThrottle):
    setting = "DIGITS_THROTTLE_DIGITS"


def caller(request: Request | HttpRequest) -> str:
    """The address a request comes from, past the proxies that DIGITS_N_PROXIES says; of IPv6, the /64 that one has."""
    text = BaseThrottle().get_ident(request)  # type: ignore[arg-type]  # it reads META alone
    try:
        address = ipaddress.ip_address(text)
    except ValueError:  # what a proxy wrote, or a Unix socket
        return text
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else text


def count(key: str, seconds: float) -> int:
    """Return how often this was called with the key, this time included; what was counted is forgotten later."""
    global _alone_until  # noqa: PLW0603  # one for the process
    if time.monotonic() >= _alone_until:
        try:
            return _count_in(caches["shared"], key, seconds)
        except (RedisError, OSError):
            _alone_until = time.monotonic() + ALONE_S
    return _count_in(caches["default"], key, seconds)


def _count_in(cache: BaseCache, key: str, seconds: float) -> int:
    cache.add(key, 0, 2 * seconds)
    return cache.incr(key)
