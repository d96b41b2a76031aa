"""Tests of the reasons in the audit trail: one limit, wherever one is given."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend.digits.errors import RefusedError
from backend.digits.models import AuditEntry
from backend.digits.services import deployments
from backend.digits.services.audit import MAX_REASON, stated
from backend.digits.services.learning import requests
from backend.digits.services.moderation import review
from backend.digits.services.transfer import afresh, imports, networks, restore

LONG = "x" * (MAX_REASON + 1)
NOTHING: Any = None  # it is looked at after the reason
WAYS: dict[str, Callable[[], Any]] = {
    "hold": lambda: review.hold([1], by="anna", reason=LONG),
    "exclude": lambda: review.exclude([1], by="anna", reason=LONG),
    "restore": lambda: review.restore([1], by="anna", reason=LONG),
    "keep": lambda: review.keep([1], by="anna", reason=LONG),
    "relabel": lambda: review.relabel_all([1], label=3, by="anna", reason=LONG),
    "roll back": lambda: deployments.roll_back(to=1, by="anna", reason=LONG),
    "pin": lambda: deployments.pin(by="anna", reason=LONG),
    "unpin": lambda: deployments.unpin(by="anna", reason=LONG),
    "retrain": lambda: requests.retrain_now(by="anna", reason=LONG),
    "retrain without": lambda: requests.retrain_without(by="anna", reason=LONG),
    "import": lambda: imports.import_digits(NOTHING, by="anna", reason=LONG),
    "network": lambda: networks.import_network(blob=b"", description=b"", by="anna", reason=LONG),
    "put back": lambda: restore.restore(NOTHING, by="anna", reason=LONG),
    "merge": lambda: restore.merge(NOTHING, by="anna", reason=LONG),
    "begin afresh": lambda: afresh.begin_afresh(by="anna", reason=LONG),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_reason_beyond_the_limit_is_refused_and_nothing_is_stored(base: None, way: str) -> None:
    with pytest.raises(RefusedError, match="at most 500 letters is wanted, not of 501: shorten it"):
        WAYS[way]()
    assert not AuditEntry.objects.exists()


def test_the_limit_is_what_a_form_counts() -> None:
    lines = "ab\n" * 166 + "cd"
    assert len(lines) == MAX_REASON
    assert stated(" " + lines.replace("\n", "\r\n") + "\r\n") == lines


def test_every_form_takes_as_many_letters_as_are_kept() -> None:
    pages = (Path(review.__file__).parents[2] / "templates").rglob("*.html")
    field = re.compile(r'<(?:input|textarea)\b[^>]*(?:name="reason"|id="why-)[^>]*>')
    found = [one for page in pages for one in field.findall(page.read_text("utf-8"))]
    assert len(found) > 5
    assert [one for one in found if 'maxlength="{% longest_reason %}"' not in one] == []
