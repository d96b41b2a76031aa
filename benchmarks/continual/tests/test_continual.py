"""The tables of continual learning: their tasks, what each way keeps, and that memory is what makes the difference."""

import numpy as np
import pytest

from benchmarks.continual import __main__ as continual
from benchmarks.continual import published, tasks, ways
from benchmarks.continual.tasks import Task
from benchmarks.continual.ways import Nothing, Plan, PseudoDigits, StoredDigits, TaskGenerator
from nn.data.corpora import load_mnist
from nn.data.dataset import Dataset
from nn.data.pseudo_digits import load_generator
from nn.network import SIZES, Network

PLAN = Plan(n_steps=200, n_fitted=400, n_pseudo=1000)


def made(n: int, seed: int) -> Dataset:
    X, labels = load_generator().sample(n, np.random.default_rng(seed))
    return Dataset(np.rint(X * 255).astype(np.uint8), labels.astype(np.int64))


@pytest.fixture(scope="module")
def digits() -> Task:
    return Task(made(2500, seed=0), made(1000, seed=1))


@pytest.fixture(scope="module")
def generators(digits) -> list[TaskGenerator]:
    """Return the generators of all tasks of split digits but the last, whose digits nobody rehearses."""
    rng = np.random.default_rng(2)
    return [TaskGenerator.fitted(task.train, PLAN.n_fitted, rng) for task in tasks.split(digits)[:-1]]


def test_digits_of_writers_held_back_are_not_learned(small_corpora):
    mnist = load_mnist(small_corpora)
    assert mnist.is_held_back.any()
    task = tasks.digits_of(mnist)
    np.testing.assert_array_equal(task.train.labels, mnist.train_labels[~mnist.is_held_back])
    np.testing.assert_array_equal(task.test.pictures, mnist.test_images.reshape(-1, 784))
    few = tasks.digits_of(mnist, 10)
    assert (len(few.train), len(few.test)) == (10, 10)


def test_split_digits_come_two_by_two_and_none_is_lost(digits):
    parts = tasks.split(digits)
    for part in ("train", "test"):
        labels = [getattr(task, part).labels for task in parts]
        assert [sorted(set(of_task)) for of_task in labels] == [[0, 1], [2, 3], [4, 5], [6, 7], [8, 9]]
        assert sum(map(len, labels)) == len(getattr(digits, part))


def test_each_permuted_task_has_its_own_order_of_pixels_the_same_for_what_it_is_tested_on(digits):
    first, second = tasks.permuted(digits, 2, np.random.default_rng(0))
    order = np.random.default_rng(0).permutation(SIZES[0])
    np.testing.assert_array_equal(first.train.pictures, digits.train.pictures[:, order])
    np.testing.assert_array_equal(first.test.pictures, digits.test.pictures[:, order])
    assert (second.train.pictures != first.train.pictures).any()
    np.testing.assert_array_equal(second.train.labels, digits.train.labels)


def test_stored_digits_never_exceed_the_budget_and_are_shared_equally_by_the_tasks(digits):
    memory = StoredDigits(60, np.random.default_rng(0))
    assert memory.known() is None
    for number, task in enumerate(tasks.split(digits), start=1):
        memory.keep(task)
        X, targets = memory.known()
        assert len(X) == 60
        assert memory.n_bytes == 60 * 785  # 784 pixels and a label each
        assert targets.sum(axis=0).reshape(5, 2).sum(axis=1).tolist() == [60 // number] * number + [0] * (5 - number)


@pytest.mark.slow
def test_pseudo_digits_are_of_earlier_tasks_alone_and_none_of_their_digits_is_kept(digits, generators):
    memory = PseudoDigits(generators, PLAN, np.random.default_rng(0))
    assert memory.known() is None
    shown = {picture.tobytes() for picture in digits.train.pictures}
    for n_learned, task in enumerate(tasks.split(digits)[:2], start=1):
        memory.keep(task)
        X, targets = memory.known()
        assert set(targets.argmax(axis=1)) == set(range(2 * n_learned))
        assert not shown & {picture.tobytes() for picture in np.rint(X * 255).astype(np.uint8)}
        assert memory.n_bytes == sum(generator.n_bytes for generator in generators[:n_learned])


def test_every_task_seen_so_far_has_the_same_share_of_each_batch(digits, monkeypatch):
    given = []

    def spy(_network, _X, labels, _known_X, known_targets, config, _rng, *, augment):
        given.append((set(labels), set(known_targets.argmax(axis=1)), config.new_share, config.n_steps, augment))
        return iter(())

    monkeypatch.setattr(ways, "rehearse", spy)
    network, rng = Network.initial(SIZES, np.random.default_rng(0)), np.random.default_rng(0)
    ways.learn_in_turn(network, tasks.split(digits)[:3], StoredDigits(60, rng), PLAN, rng)
    assert given == [
        ({2, 3}, {0, 1}, 1 / 2, PLAN.n_steps, None),
        ({4, 5}, {0, 1, 2, 3}, 1 / 3, PLAN.n_steps, None),
    ]


@pytest.mark.slow
def test_without_memory_all_but_the_last_task_is_forgotten_and_rehearsal_keeps_them(digits, generators):
    in_turn, rng = tasks.split(digits), np.random.default_rng
    memories = {
        "nothing": Nothing(),
        "pseudo": PseudoDigits(generators, PLAN, rng(1)),
        "few": StoredDigits(20, rng(1)),
        "many": StoredDigits(1000, rng(1)),
    }
    read = {}
    for name, memory in memories.items():
        network = Network.initial(SIZES, rng(0))
        ways.learn_in_turn(network, in_turn, memory, PLAN, rng(1))
        read[name] = ways.average_accuracy(network, in_turn)
    together = Network.initial(SIZES, rng(0))
    ways.learn_together(together, in_turn, PLAN, rng(1))
    assert read["nothing"] < 0.25  # a fifth of the tasks
    assert read["nothing"] + 0.2 < read["few"] < read["many"]
    assert read["few"] < read["pseudo"]
    assert max(read.values()) < ways.average_accuracy(together, in_turn)


def test_accuracy_is_the_mean_over_tasks_however_many_digits_they_have(digits):
    class Zeros(Network):
        def outputs(self, X):
            return np.tile(np.eye(10, dtype=np.float32)[0], (len(X), 1))

    zeros = Zeros([], [])
    only_zeros = Dataset(np.zeros((1, 784), np.uint8), np.array([0]))
    no_zeros = Dataset(np.zeros((9, 784), np.uint8), np.arange(1, 10))
    assert ways.average_accuracy(zeros, [Task(only_zeros, only_zeros), Task(no_zeros, no_zeros)]) == 0.5


def test_a_row_tells_the_mean_and_the_spread_over_seeds():
    row = continual.Row("a way", "data", np.array([0.90, 0.92, 0.94]), 157_000)
    assert continual.table("title", [row]).splitlines()[1].split() == ["a", "way", "data", "157", "92.00", "±", "2.00"]


def test_both_sequences_are_measured_and_told_beside_what_was_published(small_corpora, monkeypatch, capsys):
    monkeypatch.setenv("DIGITS_CORPORA", str(small_corpora))
    measured = []
    monkeypatch.setattr(
        continual,
        "measured",
        lambda sequence, digits, hidden, seeds, plan: (
            measured.append((len(sequence.tasks(digits, np.random.default_rng(0))), seeds))
            or {n: [continual.Row("a way", "data", np.array([0.5]), 0)] for n in hidden}
        ),
    )
    continual.main(["--quick", "--hidden", "30", "--seeds", "4"])
    printed = capsys.readouterr().out
    assert measured == [(5, [4]), (10, [4])]
    for row in (*published.SPLIT, *published.PERMUTED):
        assert f"{row.percent} [{row.source}]" in printed
    assert all(f"[{number}] {source}" in printed for number, source in published.SOURCES.items())


@pytest.mark.slow
def test_every_way_is_measured_for_every_seed_and_size(digits):
    sequence = continual.Sequence("two tasks", lambda given, _: tasks.split(given)[:2], ())
    plan = Plan(n_steps=2, n_fitted=400, n_pseudo=100)
    found = continual.measured(sequence, digits, [4, 5], [0, 1], plan)
    assert list(found) == [4, 5]
    for rows in found.values():
        assert [(row.way, row.kept) for row in rows] == [
            ("no memory", "nothing"),
            ("rehearsal of pseudo-digits", "no data"),
            ("rehearsal of 200 stored digits", "data"),
            ("rehearsal of 500 stored digits", "data"),
            ("rehearsal of 2,000 stored digits", "data"),
            ("all tasks at once", "everything"),
        ]
        assert all(row.shares.shape == (2,) for row in rows)


def test_without_corpora_it_says_what_to_do(monkeypatch):
    monkeypatch.delenv("DIGITS_CORPORA", raising=False)
    with pytest.raises(SystemExit, match=r"manage\.py fetch_corpora"):
        continual.main([])
