"""Tests that the contract check ends: after enough cases, at a failure, and if it does not know the tool's output."""

from contextlib import nullcontext

import pytest

from chaos import contract


@pytest.fixture
def rounds(monkeypatch):
    """Let each round print the next of these outputs, and return the seeds of the rounds."""
    seeds = []

    def answer(outputs, *, failed=False):
        left = iter(outputs)

        def checked(_program, *, seed, n_examples):
            seeds.append(seed)
            return next(left), failed

        monkeypatch.setattr(contract, "checked", checked)
        return seeds

    monkeypatch.setattr(contract, "running_program", lambda **_: nullcontext())
    monkeypatch.setattr("sys.argv", ["contract", "--cases", "100", "--seed", "5"])
    return answer


def test_rounds_with_other_seeds_follow_until_there_are_enough_cases(rounds):
    seeds = rounds(["60 generated", "30 generated, 20 generated"])
    assert contract.main() == 0
    assert seeds == [5, 6]


def test_a_failure_ends_it(rounds, capsys):
    seeds = rounds(["60 generated, and this failed"], failed=True)
    assert contract.main() == 1
    assert seeds == [5]
    assert "and this failed" in capsys.readouterr().out


def test_output_without_a_number_of_cases_is_an_error(rounds):
    rounds(["60 made"])
    with pytest.raises(RuntimeError, match=r'expected "N generated" from schemathesis, got .60 made.'):
        contract.main()
