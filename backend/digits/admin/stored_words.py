"""Words of tables and constants that pages show, named here so that `makemessages` finds them for the catalogs.

The tables have one language, English; `said` gives their words in the reader's. It is a filter of templates, too. What
a person typed is shown as it was typed, even where it is a word that the program knows.
"""

import re
from collections.abc import Collection

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from backend.digits.admin.numerals import in_readers_form, numeral
from backend.digits.admin.sentences import NOBODY, NOTICES, PLACEHOLDER, REFUSALS, in_readers_words
from backend.digits.admin.times import day_and_time_of, in_readers_day
from backend.digits.errors import RefusedError
from backend.digits.models import AuditEntry, Deployment, Kind, ModelState
from backend.digits.notice import Notice, NoticeKind
from backend.digits.services.audit import MAX_REASON
from backend.digits.suspicion import CODES
from backend.digits.why import SENTENCES

register = template.Library()
register.filter(day_and_time_of)
register.simple_tag(lambda: MAX_REASON, name="longest_reason")

STORED = (
    # states of digits
    gettext_noop("counted"),
    gettext_noop("imported"),
    gettext_noop("held"),
    gettext_noop("excluded"),
    gettext_noop("withdrawn"),
    # statuses of versions
    gettext_noop("queued"),
    gettext_noop("training"),
    gettext_noop("promoted"),
    gettext_noop("rejected"),
    gettext_noop("failed"),
    # kinds of versions
    gettext_noop("base"),
    gettext_noop("ten"),
    gettext_noop("manual"),
    # what a token may do
    gettext_noop("read"),
    gettext_noop("teach"),
    gettext_noop("administer"),
    # ways by which notices go out
    gettext_noop("Mail"),
    gettext_noop("Webhook"),
    # decisions of the audit trail
    gettext_noop("keep"),
    gettext_noop("relabel"),
    gettext_noop("hold"),
    gettext_noop("exclude"),
    gettext_noop("restore"),
    gettext_noop("rollback"),
    gettext_noop("pin"),
    gettext_noop("unpin"),
    gettext_noop("retrain"),
    gettext_noop("retrain without"),
    gettext_noop("undo"),
    gettext_noop("export"),
    gettext_noop("import"),
    gettext_noop("archive"),
    gettext_noop("account"),
    gettext_noop("wall"),
    # what was done to the wall
    gettext_noop("frozen"),
    gettext_noop("going on"),
    gettext_noop("cleared"),
    gettext_noop("drawings hidden"),
    gettext_noop("drawings shown"),
    # reasons for decisions, and for which digits are held
    gettext_noop("not a digit"),
    gettext_noop("cannot be read"),
    gettext_noop("wrong label"),
    gettext_noop("sent more than once"),
    gettext_noop("looked at again"),
    gettext_noop("the network is nearly certain that it is another digit"),
    gettext_noop("the same drawing was sent before"),
    gettext_noop("the same drawing was sent with different labels"),
    gettext_noop("most of what its contributor sent lately is suspect"),
    gettext_noop("several contributors who sent hardly anything else say this of the same kind of drawing"),
    gettext_noop("taken back by its contributor"),
    gettext_noop("taken back with its whole hand"),
    gettext_noop("its import was taken back"),
    # links of the header
    gettext_noop("Dashboard"),
    gettext_noop("Review"),
    gettext_noop("Digits"),
    gettext_noop("Versions"),
    gettext_noop("Serving history"),
    gettext_noop("Class"),
    gettext_noop("In and out"),
    gettext_noop("Notices"),
    gettext_noop("Audit trail"),
    gettext_noop("Tokens"),
    gettext_noop("Accounts"),
    gettext_noop("The base network that ships with the program."),
    *NOBODY,
    gettext_noop("an unknown address"),
    # what a network was measured on
    gettext_noop("MNIST writers held back"),
    gettext_noop("sealed pseudo-digits"),
    # what happened to a version, in the table of a chart
    gettext_noop("back"),
    gettext_noop("pinned"),
    # titles of charts
    gettext_noop("Yardstick"),
    gettext_noop("People’s digits kept apart"),
    gettext_noop("MNIST test"),
    # why a version has its status: backend.digits.why
    gettext_noop("It has weights that are not finite numbers."),
    gettext_noop("Its largest weight is {largest}; at most {most} is sound."),
    gettext_noop("It does not survive being stored: {fault}."),
    gettext_noop(
        "Of its {new} new digits the network was nearly certain that {contradicted} are others; with more "
        "than {most} the version is refused, and suspicious ones are held for an administrator."
    ),
    gettext_noop("It reads {correct:,} of {count:,} reference digits; at least {wanted:,} are wanted."),
    gettext_noop(
        "It reads {correct:,} of {count:,} reference digits; at least {wanted:,} are wanted; but it reads "
        "{digit_correct:,} of {digit_count:,} {digit}s; at least {digit_wanted:,} are wanted."
    ),
    gettext_noop(
        "It reads {correct:,} of {count:,} reference digits; at least {wanted:,} are wanted; but of {unseen} "
        "people's digits that it was not shown, it reads {won} that were misread before and misreads {lost} "
        "that were read: worse beyond chance."
    ),
    gettext_noop(
        "It reads {correct:,} of {count:,} reference digits; at least {wanted:,} are wanted; of {unseen} "
        "people's digits that it was not shown, it reads {won} that were misread before and misreads {lost} "
        "that were read."
    ),
    gettext_noop("It ships with the program."),
    gettext_noop("The stored digits, learned by a new base network."),
    gettext_noop("A contributor took back all digits, and some of them had been learned."),
    # why the base network is served again then: backend.digits.services.hands
    gettext_noop(
        "A contributor took back all digits, and some of them had been learned. No digits are left to learn from."
    ),
)
SET_ASIDE_FOR = (*CODES, *(f"taken back {how}" for how in ("by its contributor", "with its whole hand")),
                 "its import was taken back")  # fmt: skip
"""The program's own reasons for the state of a digit."""
WHY = tuple(SENTENCES.values())
TOLD = (*NOTICES, *WHY)
LABEL_AND_STATE = re.compile(r"([0-9]), (\w+)")  # as the audit trail has a digit before and after a decision
DEEPEST = 3
"""How often a sentence may stand at a place of another: a share of digits does in a notice, a line of a file in a
refusal. What stands deeper is shown as it is, since somebody may have written the same sentence a thousand times."""


@register.filter
def said(text: str) -> str:
    """Return what the program keeps, in the reader's language: a known text, a label with a state, a version."""
    return _made_of(text, TOLD, depth=DEEPEST)


@register.filter
def told(text: str) -> str:
    """Return what a notice says, or why something failed, in the reader's language. No word alone is one."""
    return "\n".join(_of_sentences(line, TOLD, depth=DEEPEST) for line in text.split("\n"))


@register.filter
def who(by: str) -> str:
    """Return who did something: the program's parts in the reader's language, a name of an account as it is."""
    return _(by) if by in NOBODY else by


@register.filter
def why(row: AuditEntry | Deployment) -> str:
    """Return the reason of an entry: what a person typed as it is, the program's own in the reader's language."""
    is_undo = getattr(row, "undoes", None) is not None
    return said(row.reason) if is_undo else why_by(row.by, row.reason)


def why_by(by: str, reason: str) -> str:
    return said(reason) if by in NOBODY else reason


def why_served(deployment: Deployment, version: ModelState) -> str:
    """Return why a version was put into service; the gate's reason is the version's own."""
    if deployment.by in NOBODY and deployment.reason == version.reason:
        return reason_of(version)
    if version.kind == Kind.IMPORTED and deployment.reason.startswith("Brought in: "):
        return told(deployment.reason)
    return why(deployment)


@register.filter
def why_in_state(reason: str) -> str:
    """Return why a digit is held, excluded or withdrawn."""
    return _(reason) if reason in SET_ASIDE_FOR else reason


@register.filter
def text_of(notice: Notice) -> str:
    """Return the text of a notice. Of a rollback and of a network brought in, it is what a person typed."""
    is_network = notice.kind == NoticeKind.IMPORTED and notice.version is not None
    return notice.text if is_network or notice.kind == NoticeKind.ROLLED_BACK else told(notice.text)


@register.filter
def together(texts: Collection[str]) -> str:
    """Return what the entries of one decision say of their digits: a label only where it is the same of all.

    >>> together(["3, held", "9, held"]), together(["9, excluded"])
    ('held', '9, excluded')
    """
    if len(texts) == 1:
        return said(next(iter(texts)))
    found = [LABEL_AND_STATE.fullmatch(text) for text in texts]
    pairs = [(match[1], match[2]) for match in found if match]
    if len(pairs) < len(texts):  # nothing that could be said of all
        return ""
    states = _(" and ").join(map(_, sorted({state for _label, state in pairs})))
    labels = {label for label, _state in pairs}
    return f"{labels.pop()}, {states}" if len(labels) == 1 else states


def refusal_of(error: RefusedError) -> str:
    """Return in the reader's language why something was refused."""
    return _of_sentences(str(error), REFUSALS, depth=DEEPEST)


def _made_of(text: str, sentences: tuple[str, ...], *, depth: int) -> str:
    """Return a known text, or one that was made of these sentences, one in the other, in the reader's language."""
    if text in STORED:
        return _(text)
    if (found := LABEL_AND_STATE.fullmatch(text)) and found[2] in STORED:
        return f"{found[1]}, {_(found[2])}"
    if found := re.fullmatch(r"version ([0-9]+)", text):
        return _("version %(number)s") % {"number": found[1]}
    return _of_sentences(text, sentences, depth=depth)


def _of_sentences(text: str, sentences: tuple[str, ...], *, depth: int) -> str:
    if not depth:
        return text

    def say(part: str) -> str:
        return in_readers_day(in_readers_form(_made_of(part, sentences, depth=depth - 1)))

    return in_readers_words(text, sentences, say)


def reason_of(version: ModelState) -> str:
    """Return why a version has its status, in the reader's language where it was not a person who said it.

    A manual version of release 0.2.0 has no code: its reason is a person's unless it is one of the program's sentences.
    """
    coded = version.why or {}
    if coded.get("code") not in SENTENCES:
        is_manual = version.kind == Kind.MANUAL
        return _of_sentences(version.reason, WHY, depth=DEEPEST) if is_manual else said(version.reason)
    params = coded["params"]
    values = {
        name: numeral(value) if isinstance(value, int) else in_readers_form(said(value))
        for name, value in params.items()
    }
    return PLACEHOLDER.sub(lambda place: values[place[1]], _(SENTENCES[coded["code"]]))
