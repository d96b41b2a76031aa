"""Tests of the sending of notices: at least once, in order for each version, and not for ever."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from backend.digits.notice import Channel, Delivery, Notice, NoticeKind
from backend.digits.services.notices import delivery, telling, webhook
from backend.digits.services.notices.delivery import GIVEN_UP_AFTER, deliver_due
from backend.digits.services.notices.telling import tell
from harness.receiver import Receiver

pytestmark = pytest.mark.django_db


def happens(title: str, *, version: int | None = None, kind: NoticeKind = NoticeKind.REJECTED) -> Notice:
    with transaction.atomic():
        notice = tell(kind, title, text="why it was so", version=version)
    assert notice is not None
    return notice


def minutes_pass(monkeypatch: pytest.MonkeyPatch, minutes: float) -> None:
    """Set the clock to this many minutes from now."""
    now = datetime.now(UTC) + timedelta(minutes=minutes)
    monkeypatch.setattr(delivery.timezone, "now", lambda: now)


def titles(receiver: Receiver) -> list[str]:
    return [content["data"]["title"] for content in receiver.got]


def test_a_notice_is_posted_once_and_its_signature_holds_for_the_library_of_the_standard(receiver: Receiver) -> None:
    notice = happens("Version 12 was rejected", version=12)
    assert (deliver_due(), deliver_due()) == (1, 0)
    (content,) = receiver.got  # the receiver has verified it
    assert content["number"] == str(notice.number)
    assert content["type"] == "version.rejected"
    assert content["data"] == {
        "id": notice.pk, "version": 12, "title": "Version 12 was rejected", "text": "why it was so",
    }  # fmt: skip
    assert Delivery.objects.get().sent_at is not None


def test_a_notice_is_mailed_once_under_a_number_that_stays_the_same(mailbox: None) -> None:
    notice = happens("Version 12\nwas rejected", version=12)
    assert (deliver_due(), deliver_due()) == (1, 0)
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == ("[Ductus] Version 12 was rejected", ["anna@school.example"])
    assert "why it was so" in sent.body
    assert sent.extra_headers["Message-ID"] == f"<{notice.number}@ductus>"


def test_without_a_channel_a_notice_is_kept_and_nothing_is_sent() -> None:
    happens("Version 12 was rejected")
    assert (Notice.objects.count(), Delivery.objects.count(), deliver_due()) == (1, 0, 0)


def test_what_is_rolled_back_is_not_told(receiver: Receiver) -> None:
    with transaction.atomic():
        tell(NoticeKind.FAILED, "Version 3 failed", version=3)
        transaction.set_rollback(True)
    assert (Notice.objects.count(), deliver_due()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_can_be_told() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        tell(NoticeKind.FAILED, "Version 3 failed")


def test_a_receiver_that_answers_500_for_an_hour_gets_each_notice_then_in_order(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("first", "second", "third"):
        happens(title, version=7)
    receiver.status = 500
    pauses, last = [], 0
    for minute in range(61):
        minutes_pass(monkeypatch, minute)
        if deliver_due():
            pauses.append(minute - last)
            last = minute
    assert not receiver.got
    assert "500" in Delivery.objects.order_by("id")[0].error
    assert 5 <= receiver.n_refused <= 20
    assert max(pauses) == pauses[-1] == 10, pauses  # they grow, and not beyond ten minutes
    receiver.status = 200
    minutes_pass(monkeypatch, 71)
    assert deliver_due() == 1
    assert (deliver_due(), deliver_due()) == (1, 1)
    assert titles(receiver) == ["first", "second", "third"]


def test_a_version_that_waits_does_not_hold_up_another_one(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    receiver.status = 500
    happens("first of 7", version=7)
    deliver_due()
    receiver.status = 200
    happens("second of 7", version=7)
    happens("first of 8", version=8)
    deliver_due()
    assert titles(receiver) == ["first of 8"]
    minutes_pass(monkeypatch, 1)
    deliver_due()
    deliver_due()
    assert titles(receiver) == ["first of 8", "first of 7", "second of 7"]


@pytest.mark.parametrize("point", ["notice.claimed", "notice.sent"])
def test_what_a_killed_process_was_sending_is_sent_again_under_the_same_number(
    point: str, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(name: str) -> None:
        if name == point:
            raise Killed

    notice = happens("Version 7 failed", version=7)
    monkeypatch.setattr(delivery, "failpoint", die)
    with pytest.raises(Killed):
        deliver_due()
    monkeypatch.setattr(delivery, "failpoint", lambda name: None)
    assert deliver_due() == 0  # the killed one may be alive
    minutes_pass(monkeypatch, 1)
    assert deliver_due() == 1
    assert {content["number"] for content in receiver.got} == {str(notice.number)}
    assert len(receiver.got) == (2 if point == "notice.sent" else 1)


def test_two_senders_that_look_at_the_same_moment_send_once(receiver: Receiver) -> None:
    happens("once", version=7)
    first, second = delivery._heads(Channel.WEBHOOK), delivery._heads(Channel.WEBHOOK)
    assert [delivery._claim(found) for found in (*first, *second)] == [True, False]


def test_a_notice_that_is_never_taken_is_given_up_and_then_sent_when_it_is_asked_for(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.status = 410
    happens("first", version=7)
    minutes_pass(monkeypatch, GIVEN_UP_AFTER.total_seconds() / 60 + 1)
    deliver_due()
    given_up = Delivery.objects.get()
    assert given_up.given_up_at is not None
    assert given_up.sent_at is None
    assert deliver_due() == 0
    receiver.status = 200
    assert telling.send_now() == 1
    assert deliver_due() == 1
    assert titles(receiver) == ["first"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/", "http://10.1.2.3/"])
def test_an_address_inside_the_machines_own_networks_is_refused(url: str, receiver: Receiver, settings: Any) -> None:
    settings.DIGITS_WEBHOOK_URL, settings.DIGITS_WEBHOOK_INSIDE = url, False
    happens("first", version=7)
    deliver_due()
    assert "inside this machine's own networks" in Delivery.objects.get().error


@pytest.mark.parametrize("address", ["::ffff:10.0.0.1", "fe80::1%eth0", "169.254.169.254", "224.0.0.1", "0.0.0.0"])
def test_no_form_of_an_inner_address_is_taken_for_a_public_one(address: str) -> None:
    assert not webhook._is_public(address)
    assert webhook._is_public("93.184.215.14")


def test_a_pass_over_thousands_that_wait_costs_few_queries(
    receiver: Receiver, django_assert_max_num_queries: Any
) -> None:
    receiver.status = 500
    notices = Notice.objects.bulk_create(
        Notice(kind=NoticeKind.REJECTED, title=f"version {n}", version=n, stream=f"version {n}") for n in range(3000)
    )
    Delivery.objects.bulk_create(Delivery(notice=notice, channel=Channel.WEBHOOK) for notice in notices)
    with django_assert_max_num_queries(8):
        assert deliver_due() == 1  # the receiver is away, so the others are not tried
