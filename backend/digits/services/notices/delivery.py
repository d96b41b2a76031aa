"""The sending of notices: each at least once, unless it is given up, and those of one version in order.

A sender first moves the delivery's `next_at` into the future, by a conditional UPDATE. So others leave the notice alone
meanwhile, and if the sender is killed the notice is sent again after LEASE. A receiver knows a second copy by its
number. While a notice waits, later ones of its stream wait too.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Thread

from django.db.models import QuerySet
from django.utils import timezone

from backend.digits.errors import UndeliveredError
from backend.digits.notice import Channel, Delivery
from backend.digits.services.notices.mail import send_mail
from backend.digits.services.notices.telling import channels
from backend.digits.services.notices.webhook import post_webhook
from backend.failpoints import failpoint
from backend.observability import event

LEASE = timedelta(seconds=30)
"""How long nobody else sends a notice that is being sent. If longer, a notice that a killed process was sending comes
later. An attempt must end within this time."""
ATTEMPT_S = 20.0  # of one attempt; if longer than LEASE, another process sends the notice meanwhile
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=10)
"""The wait after the first failed attempt and the longest; it doubles in between. If longer, a receiver that is back
hears later; if shorter, one that is away is called more often."""
GIVEN_UP_AFTER = timedelta(days=3)
"""The time after which a notice is no longer sent. If longer, notices come too late to be of use, and a notice that a
receiver never accepts holds up its stream for longer."""
N_LOOKED_AT = 200  # waiting deliveries in one pass; with more, a pass costs more

SENDERS: dict[str, Callable[[Delivery], None]] = {Channel.MAIL: send_mail, Channel.WEBHOOK: post_webhook}


def deliver_due() -> int:
    """Send what is due and return the number of attempts. A channel that fails is left alone until the next pass.

    What waits for a channel that is no longer set up goes on waiting.
    """
    return sum(_deliver(channel, SENDERS[channel]) for channel in channels())


def _deliver(channel: str, sender: Callable[[Delivery], None]) -> int:
    n_attempts = 0
    for delivery in _heads(channel):
        if not _claim(delivery):
            continue
        n_attempts += 1
        failpoint("notice.claimed")
        if not _attempt(delivery, sender):
            break
    return n_attempts


def waiting() -> QuerySet[Delivery]:
    return Delivery.objects.filter(sent_at__isnull=True, given_up_at__isnull=True)


def _heads(channel: str) -> list[Delivery]:
    """Return the first waiting delivery of each stream, if it is due."""
    heads: dict[str, Delivery] = {}
    for delivery in waiting().filter(channel=channel).select_related("notice").order_by("notice_id")[:N_LOOKED_AT]:
        heads.setdefault(delivery.notice.stream, delivery)
    now = timezone.now()
    return [delivery for delivery in heads.values() if delivery.next_at <= now]


def _claim(delivery: Delivery) -> bool:
    claimed = waiting().filter(pk=delivery.pk, attempts=delivery.attempts)
    if not claimed.update(attempts=delivery.attempts + 1, next_at=timezone.now() + LEASE):
        return False
    delivery.attempts += 1
    return True


def _attempt(delivery: Delivery, sender: Callable[[Delivery], None]) -> bool:
    """Send a claimed notice and note how it went; return whether it went well."""
    mine = waiting().filter(pk=delivery.pk, attempts=delivery.attempts)
    try:
        _within_time(sender, delivery)
    except UndeliveredError as error:
        now = timezone.now()
        if now - delivery.notice.at > GIVEN_UP_AFTER:
            mine.update(given_up_at=now, error=str(error))
            event("notice_given_up", "notice %d: %s", delivery.notice_id, error, level=logging.ERROR)
        else:
            mine.update(next_at=_next_attempt(now, delivery.attempts), error=str(error))
            event("notice_failed", "notice %d: %s", delivery.notice_id, error, level=logging.WARNING)
        return False
    failpoint("notice.sent")
    # It has arrived, also where another process has claimed it meanwhile: so nobody sends it again.
    unsent = Delivery.objects.filter(pk=delivery.pk, sent_at__isnull=True)
    unsent.update(sent_at=timezone.now(), given_up_at=None, error="")
    event("notice_sent", "notice %d was sent by %s", delivery.notice_id, delivery.channel)
    return True


def _within_time(sender: Callable[[Delivery], None], delivery: Delivery) -> None:
    """Send in a thread, since looking up a name and a receiver that answers byte by byte have no timeout of their own.

    Raises what the sender raises, and UndeliveredError after ATTEMPT_S.
    """
    raised: list[Exception] = []

    def send() -> None:
        try:
            sender(delivery)
        except Exception as error:  # noqa: BLE001 - it is raised again below
            raised.append(error)

    sending = Thread(target=send, name="notice", daemon=True)
    sending.start()
    sending.join(ATTEMPT_S)
    if sending.is_alive():
        raise UndeliveredError(f"It took longer than {ATTEMPT_S:.0f} seconds.")
    if raised:
        raise raised[0]


def _next_attempt(now: datetime, attempts: int) -> datetime:
    doubled: int = 2 ** min(attempts - 1, 20)
    return now + min(LONGEST_PAUSE, FIRST_PAUSE * doubled)
