"""Tests of the languages of the admin: Django's own words follow the browser, numbers in attributes stay numbers."""

import re
from uuid import UUID

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation

from backend.digits.admin import charts
from backend.digits.models import Action, Digit, Kind, ModelState, Scope, Status
from backend.digits.services import audit
from backend.digits.services.moderation import review
from backend.digits.services.moderation.tokens import make_token
from backend.digits.tests.admin.administrators import log_in, make_digit
from backend.digits.why import Why
from nn.metrics import Accuracy

GERMAN = {"accept-language": "de-AT,de;q=0.9"}
PAGES = ("", "review/", "digits/digit/", "digits/modelstate/", "digits/modelstate/1/change/", "class/", "exchange/")


def test_the_log_in_follows_the_browser_and_the_api_after_it_does_not(client: Client, base: None) -> None:
    for language, word in (("de", "Passwort"), ("fr", "Mot de passe"), ("es", "Contraseña"), ("nl", "Password")):
        answer = client.get("/admin/login/", headers={"accept-language": language})
        assert word in answer.content.decode(), language
    client.get("/admin/login/", headers=GERMAN)
    assert translation.get_language() == "en"
    answer = client.get("/api/nowhere", headers=GERMAN)
    assert "There is nothing at this address" in answer.content.decode()
    assert "Content-Language" not in answer.headers


def test_the_log_in_leads_back_to_the_page(client: Client, base: None) -> None:
    answer = client.get("/admin/login/", headers=GERMAN).content.decode()
    assert re.search(r'<a class="to-page" href="/">[^<]+</a>', answer)


@pytest.mark.parametrize("page", PAGES)
def test_numbers_in_attributes_have_a_point_in_german_too(client: Client, base: None, page: str) -> None:
    log_in(client, "superuser")
    answer = client.get(f"/admin/{page}", headers=GERMAN)
    assert answer.status_code == 200
    numbers = r'\b(value|min|max|x|y|x1|x2|y1|y2|cx|cy|r|width|height)="[0-9]+,[0-9]+"'
    assert re.findall(numbers, answer.content.decode()) == []


NAMES = {"Ductus", "super", "spammer", "superuser", "viewer", "reviewer", "operator", "http", "testserver"}
NAMES |= {"csv", "CSV", "idx", "npz", "png", "SHA", "UTC", "MNIST"}
NAMES |= {"token", "made", "scope", "read"}  # what the audit trail says of an account has one language
WORDED = (
    "", "review/", "review/?each=1", "digits/digit/", "digits/digit/?q=zzz", "digits/digit/D/change/", "contributor/D/",
    "digits/modelstate/", "digits/modelstate/1/change/", "digits/modelstate/V/change/", "digits/modelstate/1/lineage/",
    "digits/modelstate/compare/?old=1&new=1", "digits/modelstate/steer/?action=pin",
    "digits/modelstate/steer/?action=rollback", "digits/modelstate/steer/?action=retrain", "digits/deployment/",
    "digits/auditentry/", "exchange/", "notices/", "class/", "digits/token/", "digits/token/add/", "auth/user/",
    "auth/user/add/", "auth/user/U/change/", "nope/", "exchange/in/",
)  # fmt: skip


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mark each text that goes through the catalogs."""
    forms = {
        "gettext": lambda text: f"«{text}»",
        "pgettext": lambda _context, text: f"«{text}»",
        "ngettext": lambda one, many, n: f"«{one if n == 1 else many}»",
        "npgettext": lambda _context, one, many, n: f"«{one if n == 1 else many}»",
    }
    for name, form in forms.items():
        monkeypatch.setattr(translation._trans, name, form)


def unmarked(page: str) -> set[str]:
    """Return the words of a page that came through no catalog: in its text, and in attributes that are read."""
    page = re.sub(r"<(script|style|code|kbd|svg|pre)\b.*?</\1>", " ", page, flags=re.DOTALL)
    attributes = re.findall(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"', page)
    attributes += re.findall(r'type="submit"[^>]* value="([^"]*)"', page)
    text = " ".join([*attributes, re.sub(r"<[^>]*>", " ", page)])
    while (shorter := re.sub(r"«[^«»]*»", " ", text)) != text:
        text = shorter
    return set(re.findall(r"[A-Za-z]{2,}", text)) - NAMES


def test_each_word_of_the_pages_comes_through_a_catalog(client: Client, base: None, marked: None) -> None:
    digit = make_digit(contributor=UUID(int=2))  # in whose name no two letters follow one another
    make_digit(is_training_input=True)  # or retraining is refused
    review.hold([digit.pk], by="super", reason="7")  # a person’s words come through no catalog
    make_token(name="spammer", scope=Scope.READ, by="super")
    audit.record(Action.EXPORT, by="super")
    why = Why("contradicted", {"new": 10, "contradicted": 6, "most": 4})
    refused = ModelState.objects.create(kind=Kind.TEN, status=Status.REJECTED, **why.columns)
    Digit.objects.update(model_state=refused)
    found = {"login/": unmarked_at(client, "login/")}
    log_in(client, "superuser")
    numbers = {"D": digit.pk, "V": refused.pk, "U": User.objects.get().pk}
    for address in WORDED:
        path = re.sub("([DUV])/", lambda sign: f"{numbers[sign[1]]}/", address)
        found[address] = unmarked_at(client, path)
    assert {address: words for address, words in found.items() if words} == {}


def test_why_a_training_failed_is_said_in_the_readers_language(client: Client, base: None) -> None:
    failed = ModelState.objects.create(
        kind=Kind.TEN, status=Status.FAILED, error="The worker died 3 times while training this version."
    ).pk
    log_in(client, "viewer")
    for address in ("live/", "digits/modelstate/", f"digits/modelstate/{failed}/change/",
                    f"digits/modelstate/compare/?old=1&new={failed}"):  # fmt: skip
        page = client.get(f"/admin/{address}", headers=GERMAN).content.decode()
        assert "Der Arbeiter starb 3-mal, während er diese Version trainierte." in page, address


def test_what_happened_to_a_version_is_said_in_the_readers_language_beside_its_chart(marked: None) -> None:
    points = [charts.share_point(number, "", Accuracy(900, 1000)) for number in (1, 2)]
    marks = [charts.Mark(1, kind, "") for kind in charts.SIGNS]
    shown = str(charts.chart("", points, x_label="", source="", marks=marks))
    assert re.findall(r"<tr><th>(.*?)</th>", shown) == ["«rejected»", "«back»", "«pinned»"]


def unmarked_at(client: Client, path: str) -> set[str]:
    answer = client.get(f"/admin/{path}", headers={"accept": "text/html"})
    assert answer.status_code != 302, path  # there would be no words
    return unmarked(answer.content.decode())


def test_a_word_outside_the_catalogs_is_found(marked: None) -> None:
    page = (
        f'<p title=\'x\'>{translation.gettext("One")} <b>two</b> «a «nested» one»</p><input type="submit" value="Go">'
    )
    assert unmarked(page) == {"two", "Go"}
