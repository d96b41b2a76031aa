"""Tests of moments in the administrator's pages: one form, with its zone, that a script writes in the reader's."""

import re

import pytest
from django.test import Client

from backend.digits.admin.times import moment
from backend.digits.models import Action, Scope
from backend.digits.services import audit
from backend.digits.services.moderation import review
from backend.digits.services.moderation.tokens import make_token
from backend.digits.tests.admin.administrators import log_in, make_digit

PAGES = [
    "", "digits/digit/", "digits/digit/{digit}/change/", "digits/modelstate/", "digits/modelstate/1/change/",
    "digits/modelstate/compare/?old=1&new=1", "digits/deployment/", "digits/auditentry/", "digits/token/", "review/",
    "contributor/{digit}/", "exchange/", "auth/user/",
]  # fmt: skip
FORM = r"\d{1,2} [A-Z][a-z]{2} \d{4}, \d{2}:\d{2}:\d{2} UTC"
CLOCK = re.compile(r"\d{1,2}:\d{2}|\b[ap]\.m\.")


@pytest.mark.parametrize("address", PAGES)
def test_every_moment_has_the_one_form_and_its_zone(base: None, client: Client, address: str) -> None:
    digit = make_digit(contributor="123e4567-e89b-42d3-a456-426614174000")
    review.relabel(digit.pk, label=1, by="super")
    make_token(name="a script", scope=Scope.READ, by="super")
    audit.record(Action.EXPORT, by="super", after="1 digit exported as csv")
    text = log_in(client, "superuser").get(f"/admin/{address.format(digit=digit.pk)}").content.decode()
    times = re.findall(r'<time datetime="\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[^"]*\+00:00">([^<]*)</time>', text)
    assert all(re.fullmatch(FORM, time) for time in times), times
    assert text.count("<time") == len(times) >= (0 if address == "auth/user/" else 1)
    # Nothing else that a reader sees is a time of day.
    shown = re.sub(
        r"<[^>]*>", "", re.sub(r"(?s)<time.*?</time>|<script.*?</script>|<style.*?</style>|<pre.*?</pre>", "", text)
    )
    assert CLOCK.findall(shown) == []
    assert 'src="/static/digits/times.js"' in text


def test_no_moment_is_a_dash() -> None:
    assert moment(None) == "–"
