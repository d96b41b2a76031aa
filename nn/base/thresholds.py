"""Thresholds of certainty: a guess is certain if the network is sure of it, and the picture looks like that digit.

The network is sure if its output is large, and the runner-up's is not: a misread digit usually resembles another one,
too, and a scribble resembles none. So half of the second largest output is taken off the largest. But the network is
sure of a fifth of its mistakes. Mixtures of Gaussians (`nn.data.likelihoods`) give a second opinion: they work
differently, so that each reads correctly most of what the other misreads.

Scribbles resemble some digits more than others: a bent line is nearly a 1, and never a 3. So every digit has its
threshold. All are chosen together, on digits and on negatives (scribbles and fragments of digits) that neither the
network nor the mixtures ever saw.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nn.metrics import Accuracy

Outputs = NDArray[np.floating]
Shares = NDArray[np.float64]
Flags = NDArray[np.bool_]

RUNNER_UP = 0.5
"""The share of the second largest output that counts against a guess. If larger, fewer mistakes are certain, and more
scribbles: by outputs alone, 18 % of 292 mistakes and 13.5 % of scribbles at 1; 26 % and 10.6 % at 0."""
SECOND_OPINION = 0.01
MOST_LEAD = 40.0
"""The lead is the log-likelihood of the guessed digit above the likeliest other one, at most `MOST_LEAD` either way;
`SECOND_OPINION` times it is added to the score. If either is larger, the mixtures have more say against the network:
of 282 mistakes 12 % were certain at 0.005, 9 % at 0.01, 10 % at 0.02. With a `MOST_LEAD` of 80, 12 % of scribbles were
certain; with 40, 9 %."""
STRANGENESS = 0.02
PLAUSIBLE = 20.0
"""A picture whose log-likelihood as the guessed digit is below `PLAUSIBLE`, as one in thirty digits is, loses
`STRANGENESS` for each unit. If either is larger, fewer scribbles are certain, and fewer digits in rare styles."""
CERTAIN_SHARE = 0.955
"""The least share of correctly read digits that are certain. The aim is 95 %; half a point is added, because the
thresholds are chosen with another network and other writers than they are used for. If larger, more mistakes and
scribbles are certain."""
LEAST_SHARE = 0.93
"""The same for each digit by itself. If larger, more scribbles are certain; without it, only 88 % of one digit are."""
NEVER = 2.0
"""The threshold of a digit that was never read. No score is as high: a margin is at most 1, an opinion at most 0.4."""


@dataclass(frozen=True)
class Guesses:
    """The guessed digits (N,), and the score of each (N,): the higher, the surer."""

    digits: NDArray[np.intp]
    scores: NDArray[np.float64]

    @classmethod
    def of(cls, outputs: Outputs, log_likelihoods: Outputs) -> "Guesses":
        """Score the guesses of outputs (N, C), with the log-likelihoods (N, C) of the same pictures."""
        digits, rows = outputs.argmax(axis=1), np.arange(len(outputs))
        of_guess = log_likelihoods[rows, digits].astype(np.float64)
        lead = of_guess - _largest_other(log_likelihoods, digits)
        margin = outputs[rows, digits] - RUNNER_UP * _largest_other(outputs, digits)
        scores = margin + SECOND_OPINION * np.clip(lead, -MOST_LEAD, MOST_LEAD)
        return cls(digits, scores - STRANGENESS * np.maximum(PLAUSIBLE - of_guess, 0))

    def at(self, chosen: Flags) -> "Guesses":
        """Return those chosen by a mask (N,)."""
        return Guesses(self.digits[chosen], self.scores[chosen])


def _largest_other(values: Outputs, digits: NDArray[np.intp]) -> NDArray[np.float64]:
    others = values.astype(np.float64)
    others[np.arange(len(others)), digits] = -np.inf
    largest: NDArray[np.float64] = others.max(axis=1)
    return largest


def is_certain(guesses: Guesses, rule: dict[str, Any]) -> Flags:
    """Tell for each guess whether it is certain by the rule of a receipt, (N,)."""
    return margins(guesses, rule) >= 0


def margins(guesses: Guesses, rule: dict[str, Any]) -> NDArray[np.float64]:
    """Return how far the score of each guess is above the threshold of its digit by the rule of a receipt, (N,)."""
    above: NDArray[np.float64] = guesses.scores - np.array(rule["thresholds"])[guesses.digits]
    return above


def choose_thresholds(guesses: Guesses, labels: NDArray[np.integer], negatives: Guesses) -> list[float]:
    """Return a threshold for each of ten digits, so that as few wrong guesses as possible are certain.

    `guesses` are about digits with labels (N,). Wrong guesses are those about negatives and those about misread
    digits; each kind has the same weight, whatever its number. At least `CERTAIN_SHARE` of the digits read correctly
    stay certain, and at least `LEAST_SHARE` of each digit. No guess is certain of a digit that was never read
    correctly. Thresholds are rounded down to four decimals, so that a receipt holds them exactly.
    """
    is_correct = guesses.digits == labels
    correct = _scores_by_digit(guesses.at(is_correct))
    # refused[digit][k]: the wrong guesses, as shares of their kinds, that are refused with the k least sure right ones.
    refused = [np.zeros(int((1 - LEAST_SHARE) * len(of_digit)) + bool(len(of_digit))) for of_digit in correct]
    for wrong in (negatives, guesses.at(~is_correct)):
        for digit, scores in enumerate(_scores_by_digit(wrong)):
            given = correct[digit][: len(refused[digit])]
            refused[digit] += np.searchsorted(scores, given) / max(1, len(wrong.digits))
    given_up = _shared_out(refused, int((1 - CERTAIN_SHARE) * is_correct.sum()))
    chosen = [float(of_digit[n]) if len(of_digit) else NEVER for of_digit, n in zip(correct, given_up, strict=True)]
    return [_rounded_down(threshold) for threshold in chosen]


def lowered(thresholds: Sequence[float], guesses: Guesses, labels: NDArray[np.integer]) -> list[float]:
    """Return the thresholds, lower where fewer than `LEAST_SHARE` of a digit's right guesses would be certain.

    Takes guesses of the network that ships, about digits with labels (N,) that it never saw: it is less sure of some
    digits than the network that thresholds are chosen with.
    """
    of_digits = _scores_by_digit(guesses.at(guesses.digits == labels))
    enough = [of_digit[int((1 - LEAST_SHARE) * len(of_digit))] if len(of_digit) else NEVER for of_digit in of_digits]
    return [_rounded_down(min(*pair)) for pair in zip(thresholds, enough, strict=True)]


def share_certain(guesses: Guesses, rule: dict[str, Any]) -> Accuracy:
    """Return how many of all guesses are certain, right or wrong, as the `correct` of an Accuracy."""
    return Accuracy(int(is_certain(guesses, rule).sum()), len(guesses.digits))


def _rounded_down(threshold: float) -> float:
    return float(np.floor(float(threshold) * 1e4) / 1e4)


def _scores_by_digit(guesses: Guesses) -> list[NDArray[np.float64]]:
    """Return, for each digit, the scores of the guesses that name it, in rising order."""
    return [np.sort(guesses.scores[guesses.digits == digit]) for digit in range(10)]


def _shared_out(gains: list[Shares], total: int) -> list[int]:
    """Share out at most `total` so that the sum of gains[i][share of i] is greatest, by dynamic programming."""
    best, shares = np.zeros(total + 1), []
    for gain in gains:
        n_shares = max(1, min(len(gain), total + 1))
        options = np.full((n_shares, total + 1), -1.0)  # (share, sum of the shares so far)
        for share in range(n_shares):
            options[share, share:] = best[: total + 1 - share] + (gain[share] if len(gain) else 0)
        shares.append(options.argmax(axis=0))
        best = options.max(axis=0)
    given: list[int] = []
    for share_of in reversed(shares):
        given.append(int(share_of[total - sum(given)]))
    return given[::-1]
