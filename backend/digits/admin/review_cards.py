"""The cards of the review page: digits that one decision can be about, each with why it is there.

A flood is one card and not forty: digits of one contributor, of one drawing, or of one version that was rejected.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from backend.digits import drawings, selectors
from backend.digits.admin.contributors import tag_of
from backend.digits.admin.pictures import picture
from backend.digits.admin.stroke_ink import stroke_ink
from backend.digits.models import DigitState, Status
from backend.digits.services.moderation.review import edition_of
from backend.digits.services.moderation.review_queue import ReviewItem

LEAST = 3  # digits of one contributor or version that make one card; with more, small floods are many cards


@dataclass(frozen=True)
class Shown:
    """A digit on a card."""

    id: int
    label: int
    state: str
    edition: str
    picture: SafeString
    ink: SafeString | str  # its strokes; nothing for a digit that was sent as a picture
    guess: int
    reasons: str
    bars: list[tuple[int, int]]  # the two best guesses with their outputs in per cent
    tag: str  # a name of its contributor
    version: int | None


@dataclass(frozen=True)
class Card:
    """What one decision is about: one digit, or several that belong together."""

    items: list[Shown]
    title: str = ""
    why: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def editions(self) -> dict[str, str]:
        return {str(item.id): item.edition for item in self.items}

    @property
    def labels(self) -> list[int]:
        return sorted({item.label for item in self.items})


def cards_of(items: list[ReviewItem], *, is_apart: bool) -> list[Card]:
    """Return the cards in the order of their most urgent digit; each digit for itself if `is_apart`."""
    strokes = selectors.admin.strokes_of([item.digit.pk for item in items])
    for item in items:
        item.digit.strokes = strokes.get(item.digit.pk)
    if is_apart:
        return [Card([_shown(item)]) for item in items]
    rejected = selectors.admin.status_of({item.digit.model_state_id for item in items if item.digit.model_state_id})
    ways: tuple[tuple[Callable[[ReviewItem], Hashable], int, Callable[[Any, list[ReviewItem]], Card]], ...] = (
        (lambda item: item.digit.ink_sha256, 2, _of_drawing),
        (lambda item: item.digit.contributor, LEAST, _of_contributor),
        (
            lambda item: (
                item.digit.model_state_id
                if item.digit.state == DigitState.HELD and rejected.get(item.digit.model_state_id) == Status.REJECTED
                else None
            ),
            LEAST,
            _of_ten,
        ),
    )
    place = {item.digit.pk: number for number, item in enumerate(items)}
    rest, cards = items, []
    for key_of, least, card_of in ways:
        groups = _groups(rest, key_of, least)
        cards += [(place[group[0].digit.pk], card_of(key, group)) for key, group in groups]
        taken = {item.digit.pk for _, group in groups for item in group}
        rest = [item for item in rest if item.digit.pk not in taken]
    cards += [(place[item.digit.pk], Card([_shown(item)])) for item in rest]
    return [card for _, card in sorted(cards, key=lambda placed: placed[0])]


def _groups(
    items: Iterable[ReviewItem], key_of: Callable[[ReviewItem], Hashable], least: int
) -> list[tuple[Any, list[ReviewItem]]]:
    found: dict[Any, list[ReviewItem]] = {}
    for item in items:
        if (key := key_of(item)) is not None:
            found.setdefault((key, item.digit.state == DigitState.HELD), []).append(item)
    return [(key, group) for (key, _), group in found.items() if len(group) >= least]


def _of_drawing(_key: str, group: list[ReviewItem]) -> Card:
    said = _(" and ").join(str(label) for label in sorted({item.digit.label for item in group}))
    title = _("One drawing, %(n)s times") % {"n": len(group)}
    return Card([_shown(item) for item in group], title, _("sent as %(labels)s") % {"labels": said})


def _of_contributor(key: Any, group: list[ReviewItem]) -> Card:
    n_doubted = sum(item.doubt > 0 for item in group)
    title = _("%(n)s of contributor %(tag)s") % {"n": len(group), "tag": tag_of(key)}
    why = _("%(n)s of %(all)s contradicted") % {"n": n_doubted, "all": len(group)}
    links = [("contributor", str(group[0].digit.pk))]
    return Card([_shown(item) for item in group], title, why, links)


def _of_ten(key: int, group: list[ReviewItem]) -> Card:
    why = Counter(item.reasons[0] for item in group).most_common(1)[0][0]
    title = _("%(n)s that version %(version)s was rejected for") % {"n": len(group), "version": key}
    return Card([_shown(item) for item in group], title, why, [("version", str(key))])


def _shown(item: ReviewItem) -> Shown:
    digit = item.digit
    alt = _("digit %(id)s, labelled %(label)s") % {"id": digit.pk, "label": digit.label}
    return Shown(
        id=digit.pk,
        label=digit.label,
        state=str(digit.state),
        edition=edition_of(digit),
        picture=picture(drawings.picture_png(bytes(digit.picture)), alt, css_class="pixels"),
        ink=stroke_ink(digit.strokes, _("the strokes of digit %(id)s") % {"id": digit.pk}),
        guess=item.guess,
        reasons="; ".join(item.reasons),
        bars=[(guess, round(100 * output)) for guess, output in item.best],
        tag=tag_of(digit.contributor) if digit.contributor else "",
        version=digit.model_state_id,
    )
