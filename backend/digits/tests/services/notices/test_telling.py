"""Tests of the writing of notices: two at once, many in a short time, and old ones."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from backend.digits.notice import Delivery, Notice, NoticeKind
from backend.digits.services.notices import telling
from backend.digits.services.notices.telling import QUIET, tell

pytestmark = pytest.mark.django_db


def happens(title: str, **how: Any) -> Notice | None:
    with transaction.atomic():
        return tell(how.pop("kind", NoticeKind.REJECTED), title, **how)


def test_what_another_process_tells_in_the_same_moment_is_not_told_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    happens("locked", kind=NoticeKind.LOCKED, once="locked at ten")
    monkeypatch.setattr(QuerySet, "exists", lambda self: False)  # the other one has not ended when this one looks
    with transaction.atomic():
        assert tell(NoticeKind.LOCKED, "locked", once="locked at ten") is None
        assert Notice.objects.count() == 1  # the transaction goes on


def passes(time: timedelta) -> None:
    """Move all that was told back by this time."""
    for notice in Notice.objects.all():
        Notice.objects.filter(pk=notice.pk).update(at=notice.at - time)


def test_what_visitors_can_cause_is_sent_once_in_a_while_and_the_next_one_says_how_many_came(settings: Any) -> None:
    settings.DIGITS_MAIL_TO = ["anna@school.example"]
    for title in ("first", "second", "third"):
        happens(title, is_frequent=True)
    assert happens("another kind", kind=NoticeKind.HELD, is_frequent=True)
    assert Notice.objects.count() == 4  # all are kept
    passes(QUIET)
    happens("fourth", text="why", is_frequent=True)
    happens("fifth", is_frequent=True)
    passes(QUIET)
    happens("sixth", text="why", is_frequent=True), happens("seventh")
    sent = Delivery.objects.order_by("id").values_list("notice__title", "notice__text")
    assert list(sent) == [
        ("first", ""),
        ("another kind", ""),
        ("fourth", "why\nSince the last one that was sent, 2 more came: see the page Notices."),
        ("sixth", "why\nSince the last one that was sent, 1 more came: see the page Notices."),
        ("seventh", ""),
    ]


def test_where_nothing_is_sent_no_earlier_notice_is_looked_for() -> None:
    """Check it since none was sent then, so that all of ninety days would be looked at."""
    with CaptureQueriesContext(connection) as queries:
        happens("a version was rejected", is_frequent=True)
    assert not [query["sql"] for query in queries if query["sql"].startswith("SELECT")]


def test_old_notices_are_deleted_and_younger_ones_kept(
    settings: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    settings.DIGITS_MAIL_TO = ["anna@school.example"]
    monkeypatch.setattr(telling, "N_DELETED_AT_ONCE", 2)
    for title in ("first", "second", "third"):
        happens(title)
    passes(telling.KEPT)
    happens("fourth")
    telling.delete_old()
    assert list(Notice.objects.order_by("id").values_list("title", flat=True)) == ["third", "fourth"]
    telling.delete_old()
    assert Delivery.objects.get().notice.title == "fourth"
    with django_assert_num_queries(1):
        telling.delete_old()
