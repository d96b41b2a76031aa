"""Tests of the page of notices: what was told, what became of it, and who may do what."""

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from backend.digits.notice import Delivery, Notice, NoticeKind
from backend.digits.services.notices import delivery
from backend.digits.services.notices.telling import tell
from backend.digits.tests.admin.administrators import log_in, post_form

NOTICES = "/admin/notices/"


@pytest.fixture
def with_webhook(settings: Any) -> None:
    settings.DIGITS_WEBHOOK_URL = "https://hooks.example/services/a-secret-path"


def text_of(client: Client, address: str = NOTICES) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def happens(title: str, **columns: Any) -> Notice:
    with transaction.atomic():
        notice = tell(NoticeKind.REJECTED, title, **columns)
    assert notice is not None
    return notice


def test_the_page_says_what_was_told_and_what_waits_and_not_the_whole_address(
    base: None, with_webhook: None, client: Client
) -> None:
    happens("Version 1 was rejected", text="six of ten contradict it", version=1)
    Delivery.objects.update(attempts=3, error="The receiver answered 500; 2xx is wanted.")
    text = text_of(log_in(client, "viewer"))
    for said in ("Version 1 was rejected", "six of ten contradict it", "waits after 3 attempts", "answered 500"):
        assert said in text
    assert "hooks.example" in text
    assert "a-secret-path" not in text
    assert "DIGITS_MAIL_TO" in text  # how to set up what is not
    assert "Send a test" not in text


@pytest.mark.parametrize(("n", "shown"), [(3, "3"), (4, "3+")])
def test_more_unread_ones_than_are_counted_are_said_to_be_more(
    base: None, client: Client, monkeypatch: pytest.MonkeyPatch, n: int, shown: str
) -> None:
    monkeypatch.setattr("backend.digits.selectors.notices.MANY", 3)
    for _ in range(n):
        happens("Version 1 was rejected")
    page = log_in(client, "viewer").get("/admin/").content.decode()
    assert re.findall(r'class="unread"[^>]*>([^<]+)<', page) == [shown]


def test_unread_ones_are_counted_in_the_header_until_somebody_has_read_them(base: None, client: Client) -> None:
    happens("Version 1 was rejected")
    log_in(client, "reviewer")
    assert 'class="unread"' in text_of(client, "/admin/")
    newest = happens("Version 2 was rejected").pk
    post_form(client, f"{NOTICES}seen/", {"up_to": str(newest - 1)})
    assert list(Notice.objects.order_by("id").values_list("seen_by", flat=True)) == ["reviewer", ""]
    post_form(client, f"{NOTICES}seen/", {"up_to": str(newest)})
    assert 'class="unread"' not in text_of(client, "/admin/")


def test_a_viewer_reads_notices_and_marks_none_as_read_for_everybody(base: None, client: Client) -> None:
    newest = happens("Version 1 was rejected").pk
    assert "Mark all as read" not in text_of(log_in(client, "viewer"))
    assert post_form(client, f"{NOTICES}seen/", {"up_to": str(newest)}).status_code == 403
    assert Notice.objects.get().seen_by == ""
    client.logout()
    assert "Mark all as read" in text_of(log_in(client, "reviewer"))


def test_an_operator_sends_a_test_through_a_channel_that_is_set_up(
    base: None, with_webhook: None, client: Client
) -> None:
    log_in(client, "operator")
    assert "Send a test" in text_of(client)
    assert "not set up" in post_form(client, f"{NOTICES}try/", {"channel": "mail"}, follow=True).content.decode()
    assert not Notice.objects.exists()
    post_form(client, f"{NOTICES}try/", {"channel": "webhook"})
    assert Delivery.objects.get().notice.title == "operator tried the webhook"


def test_what_waits_is_tried_again_when_an_operator_asks(
    base: None, with_webhook: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    happens("Version 1 was rejected")
    tried: list[int] = []
    monkeypatch.setitem(delivery.SENDERS, "webhook", lambda found: tried.append(found.pk))
    delivery._claim(Delivery.objects.get())
    assert delivery.deliver_due() == 0
    page = post_form(log_in(client, "operator"), f"{NOTICES}now/", {}, follow=True).content.decode()
    assert "1 is tried again now." in page
    assert delivery.deliver_due() == 1
    assert tried


def test_what_was_given_up_is_shown_with_its_error_and_can_be_tried_again(
    base: None, with_webhook: None, client: Client
) -> None:
    happens("Version 1 was rejected")
    log_in(client, "operator")
    Delivery.objects.update(sent_at=timezone.now())
    assert "Try again now" not in text_of(client)
    Delivery.objects.update(sent_at=None, given_up_at=timezone.now(), attempts=99, error="The receiver answered 410.")
    text = text_of(client)
    assert "1 given up." in text
    assert "The last attempt failed:</strong> The receiver answered 410." in text
    assert "Try again now" in text
    post_form(client, f"{NOTICES}now/", {})
    assert Delivery.objects.get().given_up_at is None


@pytest.mark.parametrize("address", ["try/", "now/"])
def test_a_reviewer_can_send_nothing(base: None, with_webhook: None, client: Client, address: str) -> None:
    happens("Version 1 was rejected")
    before = Delivery.objects.get().next_at
    answer = post_form(log_in(client, "reviewer"), f"{NOTICES}{address}", {"channel": "webhook"})
    assert answer.status_code == 403
    assert (Notice.objects.count(), Delivery.objects.get().next_at) == (1, before)


def test_who_has_no_role_reads_no_notice(base: None, client: Client) -> None:
    happens("Version 1 was rejected")
    assert log_in(client, "staff").get(NOTICES).status_code == 403
    assert 'class="unread"' not in text_of(client, "/admin/")


def test_older_ones_are_a_page_away_at_a_bounded_number_of_queries(
    base: None, client: Client, django_assert_max_num_queries: Any
) -> None:
    Notice.objects.bulk_create(
        Notice(kind=NoticeKind.REJECTED, title=f"notice no. {number}", stream="x") for number in range(130)
    )
    log_in(client, "viewer")
    text_of(client)
    with django_assert_max_num_queries(14):
        text = text_of(client)
    assert "notice no. 129" in text
    assert "notice no. 79<" not in text
    older = text.split("?before=")[1].split('"')[0]
    assert "notice no. 79<" in text_of(client, f"{NOTICES}?before={older}")
    assert text_of(client, f"{NOTICES}?before=zwölf")
