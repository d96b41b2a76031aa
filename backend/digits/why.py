"""Why a version has its status: a code and the figures that belong to it, and the English sentence made of both.

The page says it in its own language, from code and figures. A reason that an administrator typed has no code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Params = dict[str, int | str]

_ON_REFERENCE = "It reads {correct:,} of {count:,} reference digits; at least {wanted:,} are wanted"
_ON_PEOPLE = (
    "of {unseen} people's digits that it was not shown, it reads {won} that were misread before"
    " and misreads {lost} that were read"
)
SENTENCES = {
    "not_finite": "It has weights that are not finite numbers.",
    "weight_too_large": "Its largest weight is {largest}; at most {most} is sound.",
    "not_storable": "It does not survive being stored: {fault}.",
    "contradicted": "Of its {new} new digits the network was nearly certain that {contradicted} are others;"
    " with more than {most} the version is refused, and suspicious ones are held for an administrator.",
    "forgot": _ON_REFERENCE + ".",
    "forgot_digit": _ON_REFERENCE
    + "; but it reads {digit_correct:,} of {digit_count:,} {digit}s; at least {digit_wanted:,} are wanted.",
    "worse_for_people": f"{_ON_REFERENCE}; but {_ON_PEOPLE}: worse beyond chance.",
    "accepted": f"{_ON_REFERENCE}; {_ON_PEOPLE}.",
    "shipped": "It ships with the program.",
    "new_base": "The stored digits, learned by a new base network.",
    "hand_taken_back": "A contributor took back all digits, and some of them had been learned.",
}
"""The sentence of each code. The API names these codes, and every language of the page has words for each."""


@dataclass(frozen=True)
class Why:
    """A code of `SENTENCES`, with a value for each name in its sentence."""

    code: str
    params: Params = field(default_factory=dict)
    sentence: str = field(init=False)
    """The reason in English."""
    columns: Mapping[str, Any] = field(init=False)
    """The columns of ModelState that keep it."""

    def __post_init__(self) -> None:
        sentence = SENTENCES[self.code].format(**self.params)
        object.__setattr__(self, "sentence", sentence)  # the class is frozen
        object.__setattr__(self, "columns", {"reason": sentence, "why": {"code": self.code, "params": self.params}})
