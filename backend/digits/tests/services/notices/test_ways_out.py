"""Tests of what may go wrong on the two ways out: settings with mistakes, slow receivers, channels taken away."""

import socket
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.db import transaction

from backend.digits.errors import UndeliveredError
from backend.digits.notice import Channel, Delivery, NoticeKind
from backend.digits.services.notices import delivery, webhook
from backend.digits.services.notices.delivery import LEASE, deliver_due
from backend.digits.services.notices.mail import send_mail
from backend.digits.services.notices.telling import tell
from backend.webhook_key import webhook_key
from harness.receiver import KEY, SECRET, Receiver

pytestmark = pytest.mark.django_db


def happens(title: str = "Version 7 was rejected") -> Delivery:
    with transaction.atomic():
        tell(NoticeKind.REJECTED, title)
    return Delivery.objects.select_related("notice").latest("id")


def test_what_was_sent_is_marked_sent_though_another_process_has_claimed_it_meanwhile(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    happens()

    def claim_for_another(name: str) -> None:
        if name == "notice.sent":
            later = datetime.now(UTC) + LEASE + timedelta(seconds=1)
            monkeypatch.setattr(delivery.timezone, "now", lambda: later)
            (again,) = delivery._heads(Channel.WEBHOOK)
            assert delivery._claim(again)

    monkeypatch.setattr(delivery, "failpoint", claim_for_another)
    assert deliver_due() == 1
    assert Delivery.objects.get().sent_at is not None
    assert len(receiver.got) == 1


def test_an_attempt_that_does_not_end_is_left_alone_before_the_lease_ends(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert LEASE.total_seconds() > delivery.ATTEMPT_S
    happens()
    is_over = threading.Event()
    monkeypatch.setattr(delivery, "ATTEMPT_S", 0.01)
    monkeypatch.setitem(delivery.SENDERS, "webhook", lambda found: is_over.wait(60) and None)
    assert deliver_due() == 1
    is_over.set()
    waits = Delivery.objects.get()
    assert waits.sent_at is None
    assert "took longer than" in waits.error


@pytest.mark.parametrize("url", ["https://hooks..example/x", "http://hooks.example:99999/"])
def test_a_mistake_in_the_address_of_the_webhook_is_noted_and_ends_nothing(
    url: str, receiver: Receiver, settings: Any
) -> None:
    settings.DIGITS_WEBHOOK_URL = url
    happens()
    assert deliver_due() == 1
    assert "cannot be reached" in Delivery.objects.get().error


def test_a_mistake_in_an_address_of_the_mail_is_noted_and_ends_nothing(
    mailbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: EmailMessage) -> int:
        raise ValueError("Invalid address a@x b@x")

    monkeypatch.setattr(EmailMessage, "send", refuse)
    happens()
    assert deliver_due() == 1
    assert "did not take it: ValueError: Invalid address" in Delivery.objects.get().error


@pytest.mark.parametrize(
    "url", ["https://hooks..example/x", "https://hooks.example:99999/", "https://[::1/", "ftp://a/"]
)
def test_the_program_does_not_start_with_an_address_that_leads_nowhere(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"DIGITS_WEBHOOK_URL=.* is wanted"):
        webhook_key(url, SECRET)
    assert webhook_key("https://hooks.example:8443/x", SECRET) == KEY


def test_each_address_of_a_receiver_is_tried_in_the_order_of_the_system(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = ["93.184.215.15", "2001:db8::1", "93.184.215.14", "93.184.215.13"]
    found: list[Any] = [(0, 0, 0, "", (address, 80)) for address in addresses]
    tried: list[str] = []

    def connect_third(target: tuple[str, int], timeout: float) -> socket.socket:
        tried.append(target[0])
        if len(tried) < 3:
            raise ConnectionRefusedError("nobody listens")
        connected = socket.socket()
        connected.connect(("127.0.0.1", target[1]))
        return connected

    monkeypatch.setattr(webhook.socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(webhook.socket, "create_connection", connect_third)
    happens()
    webhook.post_webhook(Delivery.objects.get())
    assert tried == addresses[:3]
    assert len(receiver.got) == 1


def test_one_inner_address_among_several_is_enough_to_refuse(
    receiver: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[Any] = [(0, 0, 0, "", (address, 80)) for address in ("93.184.215.14", "10.1.2.3")]
    settings.DIGITS_WEBHOOK_INSIDE = False
    monkeypatch.setattr(webhook.socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(UndeliveredError, match=r"leads to 10\.1\.2\.3"):
        webhook.post_webhook(happens())


def test_what_waits_for_a_channel_that_was_taken_away_stays_unsent(
    receiver: Receiver, mailbox: None, settings: Any
) -> None:
    waits = happens()
    settings.DIGITS_MAIL_TO, settings.DIGITS_WEBHOOK_URL = [], ""
    assert deliver_due() == 0
    assert not Delivery.objects.exclude(sent_at=None, attempts=0).exists()
    with pytest.raises(UndeliveredError, match="to nobody"):
        send_mail(waits)
