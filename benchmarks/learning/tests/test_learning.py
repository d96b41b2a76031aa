"""The benchmark of learning, on small corpora: that it goes through the program, and tells what it measured."""

import io
from contextlib import redirect_stdout
from dataclasses import replace

import numpy as np
import pytest

from backend.digits.models import Digit, ModelState
from backend.digits.services import knowledge, lesson
from benchmarks import alone, folds, online
from benchmarks.hands import hands
from benchmarks.together import turns_of
from benchmarks.worlds import world
from nn.base import base_network
from nn.corpora import pendigits_path, read_pendigits
from nn.metrics import Accuracy
from nn.network import Network
from nn.serialization import pack

N_EACH = 24


@pytest.fixture
def digits(small_corpora):
    """Twenty-four digits of each writer, each a little different."""
    rng = np.random.default_rng(0)

    def moved(digit):
        strokes = [stroke + rng.normal(0, 4, stroke.shape).astype(np.float32) for stroke in digit.strokes]
        return replace(digit, strokes=strokes)

    few = read_pendigits(pendigits_path(small_corpora))
    return [moved(digit) for digit in few for _ in range(N_EACH // 4)]


@pytest.fixture
def program(django_db_reset_sequences, settings, small_corpora, monkeypatch, tmp_path):
    """The program's tables, small corpora, and short retrains."""
    settings.DIGITS_CORPORA, settings.DATA_DIR = small_corpora, tmp_path
    monkeypatch.setenv("DIGITS_CORPORA", str(small_corpora))
    monkeypatch.setattr(knowledge, "N_HELD_BACK", 40)
    monkeypatch.setattr(lesson, "CONFIG", replace(lesson.CONFIG, n_steps=20))
    knowledge.knowledge.cache_clear()
    yield
    knowledge.knowledge.cache_clear()


def test_each_hand_is_split_into_what_is_taught_and_what_is_tested_on(digits):
    (hand,) = hands(digits, [3], n_taught=20)
    assert (hand.writer, len(hand.drawings), len(hand.labels)) == (3, 20, 20)
    assert (hand.test_pictures.shape, hand.test_labels.shape) == ((4, 784), (4,))
    (again,) = hands(digits, [3], n_taught=20)
    assert again.labels == hand.labels


def test_writers_take_turns_of_twenty(digits):
    turns = turns_of(hands(digits, [1, 2], n_taught=20))
    assert [[hand.writer for hand, _ in turn] for turn in turns] == [[1] * 20, [2] * 20]
    assert [row for _, row in turns[0]] == list(range(20))


def test_a_world_begins_with_the_network_that_is_given(program, digits):
    base = Network.initial((784, 30, 10), np.random.default_rng(1))
    with world(base) as here:
        assert pack(here.network) == pack(base)
        (hand,) = hands(digits, [3], n_taught=20)
        for drawing, label in zip(hand.drawings[:10], hand.labels[:10], strict=True):
            here.teach(drawing, label)
        assert len(here.tens()) == len(here.seconds) == 1
        assert Digit.objects.count() == 10
    with world(base_network()) as here:
        assert (here.tens(), Digit.objects.count()) == ([], 0)
        assert pack(here.network) == pack(base_network())


def test_without_corpora_pseudo_digits_are_rehearsed_and_mnist_is_measured_all_the_same(program):
    with world(base_network(), has_corpora=False) as here:
        assert knowledge.knowledge().rehearsed.name == "pseudo-digits"
        assert here.mnist().count == 60


def test_the_deepest_fall_is_measured_from_the_best_before(program):
    with world(base_network()) as here:
        best = ModelState.objects.get().test_detail["reference"]["correct"]
        for correct in (best - 1, best + 1, best - 1, best):
            detail = {"reference": {"correct": correct, "count": 40}}
            ModelState.objects.create(
                kind="ten",
                status="promoted",
                test_detail=detail,
                sha256="x",
                preprocessing=1,
                finished_at="2026-01-01 00:00Z",
            )
        assert here.deepest_fall() == pytest.approx(2 / 40)


def test_curves_are_means_over_writers():
    def one(*correct):
        return alone.Alone(1, [Accuracy(n, 4) for n in correct], [Accuracy(0, 4)] * 2, (Accuracy(1, 1),) * 2, [], [], 0)

    drawn = alone.lines([one(1, 2), one(3, 4)])
    np.testing.assert_allclose(drawn["learning"][1], [50, 75])
    np.testing.assert_allclose(drawn["no learning"][1], [50, 50])


@pytest.fixture
def printed(program, digits, monkeypatch, tmp_path) -> str:
    monkeypatch.setattr(online, "read_pendigits", lambda _path: digits)
    monkeypatch.setattr(folds.networks_without, "__defaults__", (tmp_path / "folds",))
    monkeypatch.setattr(online, "QUICK", replace(online.QUICK, n_in_turns=20))
    out = io.StringIO()
    with redirect_stdout(out):
        online.main(["--quick", "--halves", "last", "--plots", str(tmp_path)])
    return out.getvalue()


def test_every_part_is_measured_told_and_drawn(printed, tmp_path):
    for text in (
        "A new writer alone: last writers, mean over 2 writers",
        "append and train again",
        "no learning",
        "Many writers taking turns of 20: the last 2 writers",
        "of 40",
        "10 digits of poison: held-out digits of the last 2 writers",
        "one contributor",
        "a retrain: median",
    ):
        assert text in printed
    assert {path.name for path in tmp_path.glob("*.png")} == {"online-alone.png", "online-together-last.png"}


def test_without_corpora_it_says_what_to_do(monkeypatch):
    monkeypatch.delenv("DIGITS_CORPORA", raising=False)
    with pytest.raises(SystemExit, match="python -m nn fetch"):
        online.main([])
