"""The writing of notices, in the transaction of what they tell: either both are stored, or neither is."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from backend.digits.notice import Channel, Delivery, Notice, NoticeKind

QUIET = timedelta(minutes=10)
"""The time between two notices of a frequent kind that are sent. If shorter, strangers can fill a mailbox; if longer,
an administrator hears later that it goes on."""
KEPT = timedelta(days=90)
"""The age at which notices are deleted. If longer, strangers can fill more of the disk; if much shorter, nobody can
look up what the network went through in a term."""
N_DELETED_AT_ONCE = 200  # in one look, of which there are two a minute; with more, others who write wait longer


def tell(
    kind: NoticeKind,
    title: str,
    *,
    text: str = "",
    here: str = "",
    version: int | None = None,
    once: str | None = None,
    is_frequent: bool = False,
) -> Notice | None:
    """Write a notice with a delivery by each channel; return None if one with the same `once` was written before.

    `here` is shown on the page and is not sent. `is_frequent` is for what visitors can cause again and again: at most
    one of its kind is sent in QUIET, and says how many came since the one before; the others are for the page alone.

    Raises RuntimeError outside a transaction, where what happened could be stored without its notice.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("tell belongs inside the transaction of what is told")
    if once is not None and Notice.objects.filter(once=once).exists():
        return None
    to = channels()
    if is_frequent and to and (last := _last_sent(kind)) is not None:
        to = to if timezone.now() - last.at >= QUIET else []
        if to and (n_unsent := Notice.objects.filter(kind=kind, id__gt=last.pk).count()):
            text = f"{text}\nSince the last one that was sent, {n_unsent} more came: see the page Notices.".strip()
    stream = str(kind.value) if version is None else f"version {version}"
    title = " ".join(title.split())[:200]
    try:
        with transaction.atomic():  # a savepoint: the transaction of what is told goes on
            notice = Notice.objects.create(
                kind=kind, title=title, text=text, here=here, version=version, stream=stream, once=once
            )
    except IntegrityError:
        if once is None:
            raise
        return None  # another process told it in the same moment
    Delivery.objects.bulk_create(Delivery(notice=notice, channel=channel) for channel in to)
    return notice


def _last_sent(kind: NoticeKind) -> Notice | None:
    is_sent = Exists(Delivery.objects.filter(notice=OuterRef("pk")))
    return Notice.objects.filter(is_sent, kind=kind).order_by("-id").first()


def channels() -> list[Channel]:
    """Return the channels that are set up."""
    found = [Channel.MAIL] if settings.DIGITS_MAIL_TO else []
    return found + ([Channel.WEBHOOK] if settings.DIGITS_WEBHOOK_URL else [])


def tell_test(channel: Channel, *, by: str) -> Notice:
    """Write a notice that says nothing but that the channel works, for this channel alone."""
    with transaction.atomic():
        title = f"{by} tried the {channel.label.lower()}"
        notice = Notice.objects.create(kind=NoticeKind.TEST, title=title, stream=f"test of {channel}", seen_by=by)
        Delivery.objects.create(notice=notice, channel=channel)
    return notice


def send_now() -> int:
    """Have all that waits sent with the next pass, what was given up too; return how much that is."""
    unsent = Delivery.objects.filter(sent_at__isnull=True, channel__in=channels())
    return unsent.update(next_at=timezone.now(), given_up_at=None)


def mark_seen(*, up_to: int, by: str) -> int:
    """Note who has read the notices up to one; return how many nobody had read before."""
    return Notice.objects.filter(seen_by="", id__lte=up_to).update(seen_by=by)


def delete_old() -> None:
    """Delete what is older than KEPT, a bounded number at once."""
    oldest = Notice.objects.order_by("id").values_list("id", "at")[:N_DELETED_AT_ONCE]
    before = timezone.now() - KEPT
    if old := [number for number, at in oldest if at < before]:
        Notice.objects.filter(id__in=old).delete()
