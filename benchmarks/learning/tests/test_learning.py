"""The benchmark of learning, on small corpora: it goes through the program, and prints what it measured."""

import io
from contextlib import redirect_stdout
from dataclasses import replace
from unittest.mock import Mock

import numpy as np
import pytest

from backend.digits.models import Digit, ModelState
from backend.digits.services.learning import datasets, training_job
from benchmarks import folds
from benchmarks.learning import __main__ as learning
from benchmarks.learning import single_writer
from benchmarks.learning.many_writers import turns_of
from benchmarks.learning.program_fixture import fresh_program
from benchmarks.learning.writers import split_by_writer
from nn.base import base_network
from nn.data.corpora import pendigits_path, read_pendigits
from nn.metrics import Accuracy
from nn.network import Network
from nn.serialization import pack

N_EACH = 24


@pytest.fixture
def digits(small_corpora):
    """Return twenty-four digits of each writer, each a little different."""
    rng = np.random.default_rng(0)

    def moved(digit):
        strokes = [stroke + rng.normal(0, 4, stroke.shape).astype(np.float32) for stroke in digit.strokes]
        return replace(digit, strokes=strokes)

    few = read_pendigits(pendigits_path(small_corpora))
    return [moved(digit) for digit in few for _ in range(N_EACH // 4)]


@pytest.fixture
def program(django_db_reset_sequences, settings, small_corpora, monkeypatch, tmp_path):
    """Prepare the program's tables, small corpora, and short retrains."""
    settings.DIGITS_CORPORA, settings.DATA_DIR = small_corpora, tmp_path
    monkeypatch.setenv("DIGITS_CORPORA", str(small_corpora))
    monkeypatch.setattr(training_job, "CONFIG", replace(training_job.CONFIG, n_steps=20))
    datasets.load_datasets.cache_clear()
    yield
    datasets.load_datasets.cache_clear()


def test_each_writer_is_split_into_what_is_taught_and_what_is_tested_on(digits):
    (writer,) = split_by_writer(digits, [3], n_taught=20)
    assert (writer.number, len(writer.drawings), len(writer.labels)) == (3, 20, 20)
    assert (writer.test_pictures.shape, writer.test_labels.shape) == ((4, 784), (4,))
    (again,) = split_by_writer(digits, [3], n_taught=20)
    assert again.labels == writer.labels


def test_writers_take_turns_of_twenty(digits):
    turns = turns_of(split_by_writer(digits, [1, 2], n_taught=20))
    assert [[writer.number for writer, _ in turn] for turn in turns] == [[1] * 20, [2] * 20]
    assert [row for _, row in turns[0]] == list(range(20))


@pytest.mark.slow
def test_a_fresh_program_begins_with_the_network_that_is_given(program, digits):
    base = Network.initial((784, 30, 10), np.random.default_rng(1))
    with fresh_program(base) as running:
        assert pack(running.network) == pack(base)
        (writer,) = split_by_writer(digits, [3], n_taught=20)
        for drawing, label in zip(writer.drawings[:10], writer.labels[:10], strict=True):
            running.teach(drawing, label)
        assert len(running.tens()) == len(running.seconds) == 1
        assert Digit.objects.count() == 10
    with fresh_program(base_network()) as running:
        assert (running.tens(), Digit.objects.count()) == ([], 0)
        assert pack(running.network) == pack(base_network())


@pytest.mark.slow
def test_without_corpora_pseudo_digits_are_rehearsed_and_mnist_is_measured_all_the_same(program):
    with fresh_program(base_network(), has_corpora=False) as running:
        assert datasets.load_datasets().rehearsed.name == "pseudo-digits"
        assert running.mnist().count == 60


@pytest.mark.slow
def test_the_deepest_fall_is_measured_from_the_best_before(program):
    with fresh_program(base_network()) as running:
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
        assert running.deepest_fall() == pytest.approx(2 / 40)


def test_curves_are_means_over_writers():
    def result(*correct):
        return single_writer.SingleWriterResult(
            1, [Accuracy(n, 4) for n in correct], [Accuracy(0, 4)] * 2, (Accuracy(1, 1),) * 2, [], [], 0
        )

    drawn = single_writer.lines([result(1, 2), result(3, 4)])
    np.testing.assert_allclose(drawn["learning"][1], [50, 75])
    np.testing.assert_allclose(drawn["no learning"][1], [50, 50])


def test_writers_together_get_no_network_that_saw_some_of_them(tmp_path):
    for name in ("16-17", "18-19"):
        (tmp_path / f"{name}.blob").write_bytes(pack(base_network()).blob)
    bench = learning.Bench(tmp_path, [], {}, learning.QUICK, has_corpora=False, plots=tmp_path, folds=tmp_path)
    assert pack(bench.without([16, 17])) == pack(base_network())
    with pytest.raises(FileNotFoundError, match="left out all of the writers 16-17-18"):
        bench.without([16, 17, 18])


def test_the_baseline_that_appends_trains_after_every_ten_and_is_read_at_the_points(monkeypatch):
    monkeypatch.setattr(single_writer, "picture_of", lambda drawing: np.full((28, 28), drawing, np.uint8))
    appended = Mock()
    writer = Mock(drawings=list(range(100)), labels=[row % 7 for row in range(100)])
    writer.read_by = lambda _network: appended.learn.call_count
    assert single_writer._append_baseline(writer, appended) == [0, 1, 2, 3, 5, 10]
    taught = [call.args for call in appended.learn.call_args_list]
    assert np.concatenate([np.rint(255 * X[:, 0]) for X, _ in taught]).tolist() == writer.drawings
    assert np.concatenate([labels for _, labels in taught]).tolist() == writer.labels


@pytest.fixture
def printed(program, digits, monkeypatch, tmp_path) -> str:
    monkeypatch.setattr(learning, "read_pendigits", lambda _path: digits)
    monkeypatch.setattr(folds.networks_without, "__defaults__", (tmp_path / "folds",))
    monkeypatch.setattr(learning, "QUICK", replace(learning.QUICK, n_in_turns=20))
    out = io.StringIO()
    with redirect_stdout(out):
        learning.main(["--quick", "--halves", "last", "--plots", str(tmp_path)])
    return out.getvalue()


@pytest.mark.slow
def test_every_part_is_measured_told_and_drawn(printed, tmp_path):
    for text in (
        "A new writer alone: last writers, mean over 2 writers",
        "append and train again",
        "no learning",
        "Many writers taking turns of 20: the last 2 writers",
        "of 40",
        "10 digits of poison: held-out digits of the last 2 writers",
        "one contributor",
        "Digits of a hand that its network reads below 70 %",
        "Misread at first sight, of 2 hands: the last 2 writers",
        "the same with one label in 20 wrong, draw 3",
        "learning, and each hand's memory",
        "a retrain: median",
    ):
        assert text in printed
    assert {path.name for path in tmp_path.glob("*.png")} == {
        "online-alone.png",
        "online-memory-last.png",
        "online-together-last.png",
    }


def test_without_corpora_it_says_what_to_do(monkeypatch):
    monkeypatch.delenv("DIGITS_CORPORA", raising=False)
    with pytest.raises(SystemExit, match=r"manage\.py fetch_corpora"):
        learning.main([])
