"""The gate: the rules that decide whether a network may be served. They read no table.

A network is refused if one of these is true:

- It is not sound: a weight is not finite or above `MAX_WEIGHT`, or it cannot be read back from its stored form.
- Before they were learned, more of its digits were contradicted than half of all that it has: by the network it
  started from, or where several people drew, by the base network.
- It reads fewer reference digits than the best accepted version by more than half a point, or fewer of one digit by
  more than two points.
- Of people's digits that its run was not shown, it reads fewer than the network before, and by more than chance.

MNIST's test digits are reported and decide nothing.
"""

import math
from dataclasses import dataclass

import numpy as np

from backend.digits.services.learning.evaluation import Evaluation
from backend.digits.why import Params, Why
from nn.network import Network
from nn.serialization import CorruptNetworkError, PackedNetwork, unpack

MARGIN = 0.005  # of the reference digits; if larger, a version may forget more
DIGIT_MARGIN = 0.02  # of the reference digits of one label; if larger, one digit may fall further
MAX_CONTRADICTED = 0.5  # of its own digits; if larger, more false labels are learned without an administrator
MAX_DOUBTFUL = 0.2  # of its own digits; if more are contradicted, they may be meant to make the network forget
CHANCE = 0.05  # one-sided; if larger, a network is refused for losses that are bad luck
MAX_WEIGHT = 100.0  # the base network's largest is below 10, an exploded one's thousands: half or twice would do, too


@dataclass(frozen=True)
class Verdict:
    """The decision and its reason.

    `may_be_gentler`: it was refused for its reference digits, and few of its own were contradicted (`MAX_DOUBTFUL`), so
    that it may be trained again with fewer of them.
    """

    is_accepted: bool
    why: Why
    may_be_gentler: bool = False


@dataclass(frozen=True)
class NewDigits:
    """The number of new digits that were learned, and of those that were contradicted before they were.

    `n_own` is the number of all that the version has. Some may be held out or taken back.
    """

    count: int
    n_contradicted: int
    n_own: int


NOTHING_NEW = NewDigits(0, 0, 0)


def judge(evaluation: Evaluation, *, new: NewDigits = NOTHING_NEW) -> Verdict:
    """Decide whether a network may be served."""
    if fault := _mechanical_fault(evaluation.network, evaluation.packed):
        return Verdict(is_accepted=False, why=fault)
    if new.n_contradicted > (most := int(MAX_CONTRADICTED * new.n_own)):
        counts: Params = {"new": new.count, "contradicted": new.n_contradicted, "most": most}
        return Verdict(is_accepted=False, why=Why("contradicted", counts))
    is_trusted = new.n_contradicted <= MAX_DOUBTFUL * new.n_own
    reference, floor = evaluation.reference, evaluation.floor
    correct, count = reference.accuracy.correct, reference.accuracy.count
    wanted = math.ceil(floor.correct - MARGIN * count)
    on_reference: Params = {"correct": correct, "count": count, "wanted": wanted}
    if correct < wanted:
        return Verdict(is_accepted=False, why=Why("forgot", on_reference), may_be_gentler=is_trusted)
    for digit, (best, now) in enumerate(zip(floor.per_digit, reference.per_digit, strict=True)):
        if now.correct < (least := math.ceil(best - DIGIT_MARGIN * now.count)):
            of_digit: Params = {
                "digit": digit,
                "digit_correct": now.correct,
                "digit_count": now.count,
                "digit_wanted": least,
            }
            why = Why("forgot_digit", on_reference | of_digit)
            return Verdict(is_accepted=False, why=why, may_be_gentler=is_trusted)
    before, after = evaluation.unseen_before, evaluation.unseen
    lost = int((before.is_right & ~after.is_right).sum())
    won = int((after.is_right & ~before.is_right).sum())
    on_both = on_reference | {"unseen": len(after.labels), "won": won, "lost": lost}
    if _is_worse_beyond_chance(lost=lost, won=won):
        return Verdict(is_accepted=False, why=Why("worse_for_people", on_both))
    return Verdict(is_accepted=True, why=Why("accepted", on_both))


def _mechanical_fault(network: Network, packed: PackedNetwork) -> Why | None:
    parameters = [*network.weights, *network.biases]
    if not all(np.isfinite(values).all() for values in parameters):
        return Why("not_finite")
    if (largest := max(float(np.abs(values).max()) for values in parameters)) > MAX_WEIGHT:
        return Why("weight_too_large", {"largest": round(largest), "most": round(MAX_WEIGHT)})
    try:
        unpack(packed, sha256=packed.sha256)
    except CorruptNetworkError as error:
        return Why("not_storable", {"fault": str(error)})
    return None


def _is_worse_beyond_chance(*, lost: int, won: int) -> bool:
    """Apply the sign test: of the digits that only one of two networks reads, the candidate reads too few."""
    differing = lost + won
    at_least_as_bad = sum(math.comb(differing, k) for k in range(lost, differing + 1))
    return bool(at_least_as_bad / 2**differing < CHANCE)
