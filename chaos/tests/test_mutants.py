"""Every mutant still fits the code that it would break, and one that changes nothing survives."""

from pathlib import Path

import pytest

from chaos import mutants
from chaos.mutants import MUTANTS, ROOT


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_what_a_mutant_changes_is_there_once(mutant: mutants.Mutant) -> None:
    for path, before, after in [(mutant.path, mutant.before, mutant.after), *([mutant.also] if mutant.also else [])]:
        assert (ROOT / path).read_text().count(before) == 1
        assert before != after
    for file, _, test in (name.partition("::") for name in mutant.test.split()):
        assert f"def {test}" in (ROOT / mutants.TESTS / file).read_text()


def test_mutants_are_numbered_without_a_gap() -> None:
    assert [mutant.name for mutant in MUTANTS] == [f"M{n}" for n in range(1, len(MUTANTS) + 1)]


@pytest.mark.slow
def test_a_change_that_matters_to_no_test_survives(tmp_path: Path) -> None:
    harmless = mutants.Mutant(
        "M0",
        "no mistake",
        "backend/digits/services/digits.py",
        "n_queued = 0",
        "n_queued = int()",
        "digits/tests/api/test_json_door.py",
    )
    assert not mutants.is_killed(harmless, tmp_path, mutants.environment())
