"""Tests of numbers on the administrator's pages: a German reads 5,021 as five."""

import pytest
from django.test import Client
from django.utils import translation

from backend.digits.admin.numerals import in_readers_form, numeral
from backend.digits.admin.stored_words import reason_of
from backend.digits.models import Kind, ModelState
from backend.digits.tests.admin.administrators import log_in
from backend.digits.why import Why


@pytest.mark.parametrize(
    ("language", "count", "share", "points"),
    [
        ("en", "5,021", "98.53%", "+0.11"),
        ("de", "5.021", "98,53 %", "+0,11"),
        ("fr", "5\N{NO-BREAK SPACE}021", "98,53 %", "+0,11"),
        ("es", "5\N{NO-BREAK SPACE}021", "98,53 %", "+0,11"),
    ],
)
def test_a_number_is_written_as_the_reader_writes_it(language: str, count: str, share: str, points: str) -> None:
    with translation.override(language):
        assert (numeral(5021), numeral(0.9853, ".2%"), numeral(0.11, "+.2f")) == (count, share, points)


def test_what_is_no_number_stays_as_it_is() -> None:
    with translation.override("de"):
        for text in ("digits.csv", "127.0.0.1", "v1,2", "1,2", ""):
            assert in_readers_form(text) == text


def test_a_reason_has_its_numbers_in_the_readers_form() -> None:
    why = Why("forgot", {"correct": 4600, "count": 5000, "wanted": 4850})
    version = ModelState(**why.columns)
    assert reason_of(version) == why.sentence
    with translation.override("de"):
        assert reason_of(version) == "Sie liest 4.600 von 5.000 Referenzziffern; mindestens 4.850 sind verlangt."


def test_a_manual_version_of_before_there_were_codes_has_only_the_programs_reason_in_the_readers_language() -> None:
    own = (Why("hand_taken_back"), Why("forgot", {"correct": 4600, "count": 5000, "wanted": 4850}))
    with translation.override("de"):
        for why in own:
            older = ModelState(kind=Kind.MANUAL, reason=why.sentence)
            assert reason_of(older) == reason_of(ModelState(**why.columns)) != why.sentence
        for typed in ("back", "Nothing is pinned.", "1,234"):
            assert reason_of(ModelState(kind=Kind.MANUAL, reason=typed)) == typed


def test_the_dashboard_names_the_yardstick_and_its_count_in_the_readers_language(client: Client, base: None) -> None:
    detail = {"reference": {"correct": 4938, "count": 5000, "name": "sealed pseudo-digits"}}
    ModelState.objects.update(test_detail=detail)
    page = log_in(client, "viewer").get("/admin/", headers={"accept-language": "de"}).content.decode()
    assert "Der Maßstab ist ein Satz versiegelter Pseudoziffern" in page
    assert "98,76 %, 4.938 von 5.000" in page
