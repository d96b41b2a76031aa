"""The tables of what is told to the administrator: what happened, and by which channels it is sent.

Together they are an outbox: rows are written in the transaction of what happened, and sent afterwards.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone


class NoticeKind(models.TextChoices):
    """What is told. The values are the event types of the webhook: receivers know them, so they stay."""

    REJECTED = "version.rejected"
    FAILED = "version.failed"
    RETURNED = "version.returned"  # taken back by the watch: people were read worse
    ROLLED_BACK = "version.rolled_back"  # by an administrator
    HELD = "digits.held"
    IMPORTED = "digits.imported"  # or a network
    NO_WORKER = "worker.silent"
    DISK = "disk.low"
    LOCKED = "account.locked"
    DIGEST = "digest"
    TEST = "test"


class Channel(models.TextChoices):
    MAIL = "mail"
    WEBHOOK = "webhook"


class Notice(models.Model):
    """Something that the administrator should know. It has no drawing, and nothing that names a contributor."""

    number = models.UUIDField(default=uuid4, unique=True, editable=False)  # the same in each attempt to send it
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    at = models.DateTimeField(default=timezone.now, editable=False)
    # A number and no foreign key: what was told stays after a new beginning has deleted the version.
    version = models.PositiveBigIntegerField(null=True)
    stream = models.CharField(max_length=40)  # notices of one stream are sent in the order of their ids
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    here = models.TextField(blank=True)  # shown on the page alone, never sent: it may have a visitor's address
    once = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001 - null: it may be told again
    seen_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(name="known_kind_of_notice", condition=Q(kind__in=NoticeKind.values))]
        indexes = [
            models.Index(name="notices_unseen", fields=["-id"], condition=Q(seen_by="")),
            models.Index(name="notices_of_kind", fields=["kind", "-id"]),
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """A notice on its way through one channel."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=7, choices=Channel.choices)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)  # not before; a sender first moves this into the future
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)  # of the last attempt

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(name="each_channel_once", fields=["notice", "channel"]),
            models.CheckConstraint(name="known_channel", condition=Q(channel__in=Channel.values)),
            models.CheckConstraint(
                name="sent_or_given_up", condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(
                name="deliveries_waiting",
                fields=["channel", "notice"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
            models.Index(name="deliveries_sent", fields=["channel", "-sent_at"]),
        ]

    def __str__(self) -> str:
        return f"notice {self.notice_id} by {self.channel}"
