"""Tests of what the program says in English and a page in the reader's language: refusals and notices."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import translation

from backend.digits.admin.dashboard import version_marks
from backend.digits.admin.sentences import NOTICES, PLACEHOLDER, REFUSALS, in_readers_words
from backend.digits.admin.stored_words import refusal_of, said, told
from backend.digits.errors import RefusedError
from backend.digits.models import Action
from backend.digits.notice import Channel, Delivery, NoticeKind
from backend.digits.selectors.admin import happenings
from backend.digits.selectors.notices import Summary
from backend.digits.services import audit, deployments
from backend.digits.services.notices import digest
from backend.digits.services.notices.telling import tell, tell_test
from backend.digits.services.transfer.label_check import ANYWAY
from backend.digits.tests.admin.administrators import log_in, make_digit, post_form
from backend.digits.why import SENTENCES, Why
from nn.metrics import Accuracy

APP = settings.ROOT / "backend" / "digits"
RAISED = {"RefusedError", "ChangedMeanwhileError", "InvalidImageError", "UndeliveredError"}
ALL = (*REFUSALS, *NOTICES, *SENTENCES.values())
WORDED = tuple(sentence for sentence in ALL if re.search(r"[a-z]{2}", PLACEHOLDER.sub("", sentence)))


def sentences_in(source: str) -> set[str]:
    """Return the sentences of a module's errors and notices, with 7 where something is filled in."""
    tree = ast.parse(source)
    texts = {
        str(target.id): value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Name)
        for value in [node.value]
    }
    found = {text for call in _calls(tree) for given in _texts_of(call) for text in _sentences(given, texts)}
    return {text for text in found if re.search(r"[a-z]{2}", text)}


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {*RAISED, "tell"}:
            yield node


def _texts_of(call: ast.Call) -> list[ast.expr]:
    named = [keyword.value for keyword in call.keywords if keyword.arg in ("text", "here")]
    return [call.args[1], *named] if isinstance(call.func, ast.Name) and call.func.id == "tell" else call.args[:1]


def _sentences(node: ast.expr, texts: dict[str, ast.expr]) -> list[str]:
    """Return what an expression says: a text, one with values in it, or a name for one of these in its module."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            return ["".join(_part(part, texts) for part in parts)]
        case ast.Name(id=name) if name in texts:
            return _sentences(texts[name], {})
        case ast.Subscript(value=ast.JoinedStr() as whole):
            return _sentences(whole, texts)
    return []  # a call of gettext, or what somebody else said


def _part(part: ast.expr, texts: dict[str, ast.expr]) -> str:
    match part:
        case ast.Constant(value=str(text)):
            return text
        case ast.FormattedValue(value=ast.Name(id=name)) if name.isupper() and name in texts:
            return str(ast.literal_eval(texts[name])) if isinstance(texts[name], ast.Constant) else "7"
    return "7"


@cache
def raised() -> set[str]:
    modules = [path for path in APP.rglob("*.py") if not {"tests", "management", "api"} & set(path.parts)]
    return set().union(*(sentences_in(path.read_text("utf-8")) for path in modules))


def test_each_sentence_of_an_error_or_a_notice_has_its_translations() -> None:
    assert len(raised()) > 100
    with translation.override("de"):
        unsaid = [text for text in raised() if in_readers_words(text, WORDED, str) == text]
    assert unsaid == []


def test_a_sentence_without_translations_is_found() -> None:
    source = """
MOST = 3
WANTED = "a hat"
def f(x, error):
    title = f"The {x} is told"
    tell(kind, title, text="Nobody knew.", version=x)
    raise RefusedError(f"It is {x:,}, not {WANTED}; at most {MOST}.")
    raise UndeliveredError(f"It is {error}"[:500])
    raise RefusedError(_("Known."))
"""
    found = {"The 7 is told", "Nobody knew.", "It is 7, not a hat; at most 3.", "It is 7"}
    assert sentences_in(source) == found


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_a_sentence_is_said_with_what_stood_in_it(language: str) -> None:
    """Say each sentence with numbers for its names: the translation has the same ones, each at its place."""
    for sentence in ALL:
        names = enumerate(PLACEHOLDER.findall(sentence), start=11)
        values = {name: "Webhook" if name == "channel" else str(number) for number, name in names}
        english = _filled(sentence, values)
        with translation.override(language):
            shown = refusal_of(RefusedError(english)) if sentence in REFUSALS else told(english)
            assert shown == _filled(translation.gettext(sentence), values)


def _filled(sentence: str, values: dict[str, str]) -> str:
    return PLACEHOLDER.sub(lambda place: values[place[1]], sentence)


def test_a_refusal_is_said_with_the_words_in_it() -> None:
    refused = RefusedError("digits.csv, line 3: a label from 0 to 9 is wanted first, not 'x'.")
    changed = RefusedError("Digit 7 was changed since by super (relabel): it cannot be taken back.")
    with translation.override("de"):
        assert refusal_of(refused) == (
            "digits.csv, Zeile 3: Zuerst wird eine Bezeichnung von 0 bis 9 erwartet, nicht 'x'."
        )
        assert refusal_of(changed) == (
            "Ziffer 7 wurde seither von super (umbezeichnen) geändert: Das lässt sich nicht zurücknehmen."
        )
    assert refusal_of(changed) == str(changed)


def test_what_a_person_wrote_is_shown_as_it_is() -> None:
    with translation.override("de"):
        for text in ("he scored 3 points", "note: held", "mirrored", "a\nb"):
            assert said(text) == text
        for text in ("Otto tried the new pen", "I tried the slanted sevens, and took version 3 back"):
            assert (said(text), told(text)) == (text, text)


TYPED = (
    "back",
    "undo",
    "wrong label",
    "Nothing is pinned.",
    "It ships with the program.",
    "a contributor sends sevens",
)


@pytest.mark.parametrize("typed", TYPED)
def test_a_reason_that_a_person_typed_is_shown_as_typed_wherever_it_stands(
    client: Client, base: None, typed: str
) -> None:
    """A rollback says it in the audit trail, the serving history, two notices, on the dashboard and the version."""
    deployments.roll_back(to=1, by="super", reason=typed)
    deployments.unpin(by="super", reason=typed)
    deployments.pin(by="super", reason=typed)
    log_in(client, "superuser")
    for page, shown in (
        ("digits/auditentry/", f'<td class="field-why">{typed}</td>'),
        ("digits/deployment/", f'<td class="field-why">{typed}</td>'),
        ("notices/", f'<span class="quiet">{typed}</span>'),
        ("", f"(super): {typed}<"),
        ("digits/modelstate/1/change/", f"(super): {typed}<"),
        ("digits/modelstate/1/change/", f"<td>{typed}</td>"),
    ):
        assert shown in client.get(f"/admin/{page}", headers={"accept-language": "de"}).content.decode(), page
    with translation.override("de"):
        said_of = {mark.words for mark in version_marks(happenings(n_newest=1))}
    assert said_of == {f"super hielt Version 1 fest: {typed}"}


def test_a_reason_in_a_sentence_is_shown_as_typed_and_the_programs_own_in_the_readers_language() -> None:
    changed = "Nothing was changed: meanwhile version 3 was put into service by {} ({}). Look again, and decide on what"
    with translation.override("de"):
        for by, reason, shown in (
            ("anna", "back", "hat anna Version 3 in den Dienst gestellt (back)"),
            ("the gate", "It ships with the program.", f"({translation.gettext('It ships with the program.')})"),
        ):
            assert shown in refusal_of(RefusedError(changed.format(by, reason) + " is served now."))
        assert told("Brought in: undo. It ships with the program.").startswith("Hereingebracht: undo. ")


def test_an_account_with_a_name_of_the_programs_words_keeps_it(client: Client, base: None) -> None:
    audit.record(Action.EXPORT, by="base", after="network", version=1)
    page = log_in(client, "superuser").get("/admin/digits/auditentry/", headers={"accept-language": "de"})
    assert '<td class="field-who">base</td>' in page.content.decode()


@pytest.mark.parametrize("sentence", ["x tried the ", "Brought in: a. ", "a: "])
def test_a_sentence_that_somebody_wrote_a_thousand_times_is_shown(sentence: str) -> None:
    text = sentence * 1000
    with translation.override("de"):
        assert all(
            show(text).endswith(text[-100:]) for show in (said, told, lambda text: refusal_of(RefusedError(text)))
        )


def test_who_is_locked_out_is_told_in_the_readers_language() -> None:
    with translation.override("de"):
        assert told("The account anna is locked for one address after 5 wrong passwords") == (
            "Das Konto anna ist nach 5 falschen Passwörtern für eine Adresse gesperrt"
        )
        assert (
            told("The passwords came from an unknown address.") == "Die Passwörter kamen von einer unbekannten Adresse."
        )


def test_a_refused_decision_is_answered_in_the_readers_language(client: Client, base: None) -> None:
    digit = make_digit()
    log_in(client, "reviewer")
    answer = post_form(
        client, f"/admin/review/{digit.pk}/", {"action": "exclude"}, headers={"accept-language": "de"}, follow=True
    )
    assert "Sag, warum: Der Grund bleibt bei der Ziffer und im Protokoll." in answer.content.decode()


def test_the_page_of_notices_says_them_and_their_errors_in_the_readers_language(
    client: Client, base: None, settings: Any
) -> None:
    settings.DIGITS_WEBHOOK_URL = "https://hooks.example/"
    with transaction.atomic():
        why = Why("forgot", {"correct": 4600, "count": 5000, "wanted": 4850}).sentence
        tell(NoticeKind.REJECTED, "Version 3 was rejected", text=f"{why}\n{why}", version=3)
        tell(NoticeKind.ROLLED_BACK, "super went back to version 2, which is pinned", text="it held my sevens")
    tell_test(Channel.WEBHOOK, by="super")
    Delivery.objects.update(attempts=1, error="The receiver answered 500; 2xx is wanted.")
    page = log_in(client, "viewer").get("/admin/notices/", headers={"accept-language": "de"}).content.decode()
    read = "Sie liest 4.600 von 5.000 Referenzziffern; mindestens 4.850 sind verlangt."
    for words in (
        "Version 3 wurde abgelehnt",
        f"{read}<br>{read}",
        "it held my sevens",
        "Der Empfänger antwortete 500",
    ):
        assert words in page, words


def test_a_digest_is_said_in_the_readers_language() -> None:
    nothing = Accuracy(correct=0, count=0)
    summary = Summary(3, Accuracy(correct=40, count=50), nothing, nothing, 2, 1, 0, 7, is_pinned=True, n_held=4)
    with translation.override("de"):
        lines = told(digest._text(summary)).split("\n")
    assert lines[0].startswith("Das Netz allein: 40 von 50 auf den ersten Blick gelesen (80,0 %, 95-%-Intervall 6")
    assert lines[1:] == [
        "Mit den Gedächtnissen der Menschen: noch keine auf den ersten Blick gelesen.",
        "Der Zeitraum davor, das Netz allein: noch keine auf den ersten Blick gelesen.",
        "Versionen: 2 übernommen, 1 abgelehnt, 0 misslungen.",
        "Jetzt im Dienst: Version 7, festgehalten.",
        "Zurückgehaltene Ziffern, die auf eine Entscheidung warten: 4.",
    ]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_contradicted_labels_are_refused_with_the_name_of_the_box_on_the_page(language: str) -> None:
    refusal = f"a.csv: the served network reads 3 of 40 digits as they are labelled. Why? {ANYWAY}"
    with translation.override(language):
        assert translation.gettext("even where the network contradicts most of the labels") in refusal_of(
            RefusedError(refusal)
        )
        assert "takes" not in refusal_of(RefusedError(refusal)) or language == "en"
