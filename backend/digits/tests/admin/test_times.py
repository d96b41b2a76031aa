"""Tests of moments in the administrator's pages: one form, with its zone, that a script writes in the reader's."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone, translation

from backend.digits.admin.stored_words import told
from backend.digits.admin.times import day_of, in_readers_day, moment
from backend.digits.models import Action, Deployment, Kind, ModelState, Scope, Status
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


@pytest.mark.parametrize(
    ("language", "at", "day"),
    [
        ("en", "4 Nov 2026, 18:42:58", "4 Nov"),
        ("de", "4. Nov. 2026, 18:42:58", "4. Nov."),
        ("fr", "4 nov. 2026, 18:42:58", "4 nov."),
        ("es", "4 nov 2026, 18:42:58", "4 nov"),
    ],
)
def test_a_day_is_written_as_the_reader_writes_it(language: str, at: str, day: str) -> None:
    """In a summary, too, which is stored in English."""
    moment_ = datetime(2026, 11, 4, 18, 42, 58, tzinfo=UTC)
    with translation.override(language):
        assert f">{at} UTC<" in moment(moment_)
        assert (day_of(moment_), in_readers_day("4 Nov"), in_readers_day("4 of 5")) == (day, day, "4 of 5")
        assert f"{day} " in told("28 Oct to 4 Nov: 5 digits, none read at first sight yet").replace(":", " ")


def test_a_day_that_does_not_exist_is_shown_as_it_is() -> None:
    with translation.override("de"):
        assert in_readers_day("29 Feb") == "29. Feb."
        for text in ("30 Feb", "31 Apr", "0 Jan", "99 Jan", "00 Dec"):
            assert in_readers_day(text) == text


def test_days_and_shares_of_the_dashboard_and_the_choice_of_a_version_are_in_the_readers_form(
    base: None, client: Client
) -> None:
    make_digit(created_at=timezone.now())
    reference = {"reference": {"accuracy": 0.9902, "correct": 4951, "count": 5000}}
    columns = ("sha256", "layout", "weights", "biases", "preprocessing", "finished_at")
    first = ModelState.objects.filter(pk=1).values(*columns).get()
    ModelState.objects.filter(pk=1).update(test_detail=reference)
    second = ModelState.objects.create(kind=Kind.TEN, status=Status.PROMOTED, **first)
    since = datetime(2026, 11, 4, 18, 42, 58, tzinfo=UTC)
    Deployment.objects.update(created_at=since)
    Deployment.objects.create(model_state=second, by="the gate", reason="it is good")
    client = log_in(client, "superuser")
    german = {"accept-language": "de"}
    choice = client.get("/admin/digits/modelstate/steer/?action=rollback", headers=german).content.decode()
    assert "4. Nov. 2026, 18:42:58 UTC" in choice
    assert "99,02 %" in choice
    today = timezone.now()
    with translation.override("de"):
        assert f">{day_of(today)}<" in client.get("/admin/", headers=german).content.decode()
