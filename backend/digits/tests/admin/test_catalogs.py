"""Tests of the admin's own words: each is in every catalog, and the pages listed here have none outside them."""

import ast
import gettext
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation.template import templatize

from backend.digits.admin.digit_reasons import REASONS
from backend.digits.admin.logins import BY_NOBODY
from backend.digits.admin.stored_words import STORED
from backend.digits.admin_site import NAV
from backend.digits.models import BY_GATE, BY_INSTALLATION, BY_WATCH, Action, DigitState, Kind, Scope, Status
from backend.digits.notice import Channel
from backend.digits.services.audit import BY_COMMAND_LINE
from backend.digits.services.hands import NOBODY_LEFT
from backend.digits.services.moderation.review import hold
from backend.digits.suspicion import CODES, CONTRADICTED
from backend.digits.tests.admin.administrators import log_in, make_digit
from backend.digits.why import SENTENCES

APP = settings.ROOT / "backend" / "digits"
TEMPLATES = APP / "templates"
PAGES = sorted([*(TEMPLATES / "admin").rglob("*.html"), TEMPLATES / "digits" / "locked.html"])
SCRIPTS = sorted((APP / "static" / "digits").glob("*.js"))
NOBODY = {BY_GATE, BY_INSTALLATION, BY_WATCH, BY_COMMAND_LINE, BY_NOBODY}
LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]
CALL = re.compile(r"\b(?:_|gettext|gettext_lazy|gettext_noop|ngettext|pgettext)\(")
SAME_IN_ALL = {"UTC", "SHA", "csv", "npz"}
Message = tuple[str, ...]
"""What a call of gettext names: a text; a text and its plural; or "context" with its text."""


def messages_in(path: Path) -> set[Message]:
    """Return what the calls of gettext in a module name, or the tags in a template."""
    text = path.read_text("utf-8")
    text = templatize(text) if path.suffix == ".html" else text
    return {message for call in CALL.finditer(text) if (message := _message(text, call.start(), call[0][:-1]))}


def _message(text: str, start: int, function: str) -> Message | None:
    for end in re.compile(r"\)").finditer(text, start):
        try:
            call = ast.parse(text[start : end.end()].strip(), mode="eval").body
        except SyntaxError:
            continue
        assert isinstance(call, ast.Call)
        texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        return ("context", *texts[:2]) if function == "pgettext" else tuple(texts[:2]) or None
    raise AssertionError(f"no end of {text[start : start + 60]!r}")


@cache
def messages() -> set[Message]:
    modules = [path for path in APP.rglob("*.py") if "tests" not in path.parts]
    return set().union(*map(messages_in, [*modules, *TEMPLATES.rglob("*.html")]))


@cache
def catalog(language: str) -> gettext.GNUTranslations:
    with (APP / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def said_in(language: str, message: Message) -> list[str | None]:
    """Return what a catalog has for a message, None for what it lacks: the plural, too."""
    entries = catalog(language)._catalog  # type: ignore[attr-defined]  # gettext would give the English for a gap
    if message[0] == "context":
        return [entries.get(f"{message[1]}\x04{message[2]}")]
    if len(message) == 2:
        return [entries.get((message[0], form)) for form in (0, 1)]
    return [entries.get(message[0])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_missing_and_each_keeps_its_placeholders(language: str) -> None:
    assert len(messages()) > 200
    placeholders = re.compile(r"%\(\w+\)s|%%|<[^>]+>|\{\w+(?::,)?\}")
    for message in sorted(messages()):
        originals = message[2:] if message[0] == "context" else message
        for original, said in zip(originals, said_in(language, message), strict=True):
            assert said, (language, message)
            assert sorted(placeholders.findall(said)) == sorted(placeholders.findall(original)), said


def test_words_of_tables_and_constants_are_in_the_catalogs() -> None:
    of_digits = {*DigitState.values, *Action.values, *REASONS.values(), *CODES}
    of_tables = of_digits | {*Status.values, *Kind.values, *Scope.values, *Channel.labels}
    assert {*of_tables, *SENTENCES.values(), NOBODY_LEFT, *NOBODY, *(link.title for link in NAV)} <= set(STORED)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_words_stand_in_a_script(script: Path) -> None:
    assert words_in_script(script.read_text("utf-8")) == []


def test_words_in_a_script_are_found() -> None:
    script = """// "No" such thing
    say("It was refused."); go(`Wait ${n} days`); go("button.replay", "a b", 'Arrow'); /* "As is" */"""
    assert words_in_script(script) == ["It was refused.", "Wait ${n} days"]


def words_in_script(script: str) -> list[str]:
    """Return the texts of a script that begin as a sentence does."""
    code = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", script, flags=re.DOTALL)
    return [text for _, text in re.findall(r"""(["'`])(.*?)\1""", code) if re.match(r"[A-Z][a-z]* \S", text)]


def test_a_script_asks_for_words_that_the_page_has() -> None:
    asked = set(re.findall(r"\bwords\.(\w+)", (APP / "static" / "digits" / "decide.js").read_text("utf-8")))
    asked |= {"hold", "exclude", "restore", "locked", "wrong", "tryAgain"}  # named by what is pressed or came
    bar = (TEMPLATES / "admin" / "digits" / "decide_bar.html").read_text("utf-8")
    given = re.findall(r"\bdata-([a-z-]+)=", bar[bar.index('id="words"') : bar.index("</span>")])
    assert {re.sub(r"-(\w)", lambda found: found[1].upper(), name) for name in given} == asked


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_no_word_of_a_page_stands_outside_the_catalogs(page: Path) -> None:
    assert words_outside(page.read_text("utf-8")) == set()


def test_a_word_outside_the_catalogs_is_found() -> None:
    page = (
        '<p title="here">{% translate "No" %} and <b>{{ there }}</b>{% blocktranslate %}nor{% endblocktranslate %}</p>'
    )
    assert words_outside(page) == {"here", "and"}


def words_outside(template: str) -> set[str]:
    """Return the words of a template that are the same in every language: between tags, and in attributes to read."""
    for inside in (
        r"\{% (comment) %\}.*?\{% endcomment %\}",
        r"\{% (blocktranslate)\b.*?\{% endblocktranslate %\}",
        r"\{%.*?%\}",
        r"\{\{.*?\}\}",
        r"<(kbd|script|code)\b.*?</\1>",
    ):
        template = re.sub(inside, " ", template, flags=re.DOTALL)
    attributes = re.findall(r'\b(?:aria-label|title|alt|placeholder)="([^"]*)"', template)
    text = " ".join([*attributes, re.sub(r"<[^>]*>", " ", template)])
    return set(re.findall(r"[A-Za-z]{2,}", text)) - SAME_IN_ALL


def test_spanish_says_tu() -> None:
    """Look for the forms of *usted* where a sentence tells somebody to do something: at its beginning."""
    verbs = "abra|añada|dibuje|elija|envíe|escriba|espere|guarde|haga|inicie|mire|pida|ponga|pruebe|quite|use|vuelva"
    polite = re.compile(rf"(?:^|[.:;,] |\b(?:y|o) )(?:{verbs})(?:l[aoe]s?)?\b|\busted", re.IGNORECASE)
    assert polite.search("No es JSON: envíe el archivo.")
    assert [said for said in catalog("es")._catalog.values() if polite.search(said)] == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_compiled_catalog_is_that_of_its_text(language: str) -> None:
    """Read the .po again: whoever changes it and forgets `django-admin compilemessages` is told here."""
    text = (APP / "locale" / language / "LC_MESSAGES" / "django.po").read_text("utf-8")
    found: dict[Any, str] = {}
    for block in text.split("\n\n")[1:]:
        said = {name: ast.literal_eval(value) for name, value in re.findall(r'^(msg\S+) (".*")$', block, re.MULTILINE)}
        id_ = f"{said['msgctxt']}\x04{said['msgid']}" if "msgctxt" in said else said["msgid"]
        plurals: dict[Any, str] = {(id_, form): said[f"msgstr[{form}]"] for form in (0, 1) if f"msgstr[{form}]" in said}
        found |= plurals or {id_: said["msgstr"]}
    compiled = {id_: said for id_, said in catalog(language)._catalog.items() if id_}  # type: ignore[attr-defined]
    assert compiled == found


def test_the_dashboard_the_review_queue_and_a_digit_speak_german(client: Client, base: None) -> None:
    digit = make_digit()
    hold([digit.pk], by="test", reason=CONTRADICTED)
    log_in(client, "superuser")
    for address, *said in (
        ("", "Braucht dich", "1 zurückgehaltene Ziffer wartet auf eine Entscheidung.", "Übersicht"),
        ("review/", "zurückgehalten: das Netz ist fast sicher, dass es eine andere Ziffer ist", "Zurückhalten"),
        (f"digits/digit/{digit.pk}/change/", f"Ziffer {digit.pk}", "Bezeichnung", "zurückgehalten"),
    ):
        page = client.get(f"/admin/{address}", headers={"accept-language": "de"}).content.decode()
        for words in said:
            assert words in page, (address, words)
