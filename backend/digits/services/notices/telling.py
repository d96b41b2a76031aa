"""The writing of notices, in the transaction of what they tell: either both are stored, or neither is."""

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from backend.digits.notice import Channel, Delivery, Notice, NoticeKind


def tell(
    kind: NoticeKind, title: str, *, text: str = "", version: int | None = None, once: str | None = None
) -> Notice | None:
    """Write a notice for each channel that is set up; return None if one with the same `once` was written before.

    Raises RuntimeError outside a transaction, where what happened could be stored without its notice.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("tell belongs inside the transaction of what is told")
    if once is not None and Notice.objects.filter(once=once).exists():
        return None
    stream = str(kind.value) if version is None else f"version {version}"
    title = " ".join(title.split())[:200]
    try:
        with transaction.atomic():  # a savepoint: the transaction of what is told goes on
            notice = Notice.objects.create(kind=kind, title=title, text=text, version=version, stream=stream, once=once)
    except IntegrityError:
        if once is None:
            raise
        return None  # another process told it in the same moment
    Delivery.objects.bulk_create(Delivery(notice=notice, channel=channel) for channel in channels())
    return notice


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
