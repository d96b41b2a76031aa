"""Tests of the writing of notices when two tell the same."""

from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet

from backend.digits.notice import Notice, NoticeKind
from backend.digits.services.notices.telling import tell

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
