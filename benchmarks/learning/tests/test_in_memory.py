"""The learning without a database: tens become versions by the program's own runs, and lies are judged by its gate."""

from dataclasses import replace
from uuid import UUID

import numpy as np
import pytest

from backend.digits.services.learning import training_job
from benchmarks.learning.in_memory import in_memory
from nn.base import base_network
from nn.data.pseudo_digits import load_generator
from nn.online import rehearsal

BASE = base_network()


@pytest.fixture
def short_runs(monkeypatch):
    monkeypatch.setattr(training_job, "PSEUDO_DIGIT_CONFIG", replace(rehearsal.PSEUDO_DIGIT_CONFIG, n_steps=20))
    monkeypatch.setattr(training_job, "N_REHEARSED", 200)


def drawings(n):
    X, labels = load_generator().sample(n, np.random.default_rng(5))
    return np.rint(X * 255).astype(np.uint8), labels


def test_ten_digits_make_a_version_and_a_ten_of_lies_is_held(short_runs):
    pictures, labels = drawings(30)
    with in_memory(BASE) as program:
        for row in range(30):
            label = int(labels[row]) if row < 20 else (int(labels[row]) + 1) % 10
            program.add(pictures[row], label, UUID(int=row + 1), is_held_out=False)
        assert program.statuses == ["promoted", "promoted", "promoted", "rejected"]
        assert program.served_version == 3
        assert not np.array_equal(program.network.weights[0], BASE.weights[0])
        assert program.n_held(np.arange(20)) == 0
        assert program.n_held(np.arange(20, 30)) >= 6


def test_digits_held_out_are_not_learned(short_runs):
    pictures, labels = drawings(20)
    with in_memory(BASE) as program:
        for row in range(20):
            program.add(pictures[row], int(labels[row]), UUID(int=1), is_held_out=row % 2 == 0)
        assert [id_ - 1 for id_ in program._digits_of(3).ids] == [11, 13, 15, 17, 19]
        assert [id_ - 1 for id_ in program._held_out_digits(n_newest=3).ids] == [14, 16, 18]
