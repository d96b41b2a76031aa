"""Tests of what `chaos.stalls` finds in answers, on invented ones."""

import pytest

from chaos.stalls import PATHS, Answer, Answers, Fault, broken, frozen_redis

BEGAN_S, ENDED_S = 10.0, 20.0
STORED = {"before", "during", "after"}
ROUND = (("before", 5.0), ("during", 15.0), ("after", 25.0))


def given(**statuses: int) -> Answers:
    """Return an answer of each path before, during and after the fault, and those of digits that were refused."""
    good = [Answer(path, 200, s, s + 1, key * ("digits" in path)) for key, s in ROUND for path in PATHS]
    refused = [Answer("/api/digits", status, 14.0, 14.5, key) for key, status in statuses.items()]
    return Answers([*good, *refused])


def found(answers: Answers, fault: Fault, stored: set[str] = STORED) -> list[str]:
    return [*broken(fault, answers, BEGAN_S, ENDED_S, stored)]


def test_digits_that_were_refused_and_stored_later_break_nothing() -> None:
    assert found(given(during=503), Fault(frozen_redis, refuses=True)) == []


@pytest.mark.parametrize(("when", "key"), [("before", "before"), ("after", "after")])
def test_a_program_that_answers_well_only_on_one_side_of_a_fault_breaks_a_promise(when: str, key: str) -> None:
    answers = given()
    answers.given = [
        answer._replace(status=503) if dict(ROUND)[key] == answer.asked_s else answer for answer in answers.given
    ]
    assert found(answers, Fault(frozen_redis)) == [f"no 2xx {when} the fault from {sorted(PATHS)}"]


def test_a_request_of_during_the_fault_counts_on_neither_side() -> None:
    answers = Answers(
        [Answer(path, 200, 9.0, 11.0) for path in PATHS] + [Answer(path, 200, 19.0, 21.0) for path in PATHS]
    )
    assert [breach[:20] for breach in found(answers, Fault(frozen_redis))] == [
        "no 2xx before the fa",
        "no 2xx after the fau",
    ]


@pytest.mark.parametrize("statuses", [{}, {"never": 503}], ids=["none was refused", "none came through"])
def test_a_fault_that_must_refuse_digits_and_refuses_none_is_a_breach(statuses: dict[str, int]) -> None:
    fault = Fault(frozen_redis, refuses=True)
    assert found(given(**statuses), fault) == ["no digit was refused with 503 and stored later"]


def test_an_acknowledged_digit_that_is_not_there_is_a_breach() -> None:
    assert found(given(), Fault(frozen_redis), STORED - {"during"}) == ["1 acknowledged digits are not there"]
