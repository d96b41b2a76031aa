"""Fixtures of the tests of services."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from backend.digits.admin.stored_words import told
from backend.digits.notice import Notice


@pytest.fixture
def notices_are_translated(db: None) -> Iterator[None]:
    """Check after the test that the title of each notice it left is a sentence that a German page says in German."""
    yield
    titles = list(Notice.objects.values_list("title", flat=True))
    with translation.override("de"):
        assert [title for title in titles if told(title) == title] == []
