"""The accuracy tables, on small corpora, and the choice of the network that reads a writer's digits."""

import io
from contextlib import redirect_stdout

import numpy as np
import pytest

from benchmarks import folds
from benchmarks.accuracy import __main__ as accuracy
from benchmarks.accuracy.readers import Pens, Reading
from nn.data.corpora import PenDigit
from nn.network import Network

STROKES = [np.array([[10, 100], [70, 100], [40, 0]], np.float32)]


def always(digit: int) -> Network:
    """Return a network that reads this digit in everything."""
    return Network([np.zeros((784, 10), np.float32)], [np.eye(10, dtype=np.float32)[digit]])


def pens_of(*writers: int) -> Pens:
    """Return sevens of these writers; the network kept for writer n reads n in everything."""
    digits = [PenDigit(7, writer, 1, STROKES) for writer in writers]
    return Pens(digits, {writer: always(writer) for writer in writers})


def test_every_digit_is_read_by_the_network_kept_for_its_writer():
    reading = pens_of(7, 3, 7, 5).read()
    assert reading.outputs.argmax(axis=1).tolist() == [7, 3, 7, 5]
    assert reading.is_right.tolist() == [True, False, True, False]


def test_accuracy_counts_what_was_chosen():
    reading = Reading(np.eye(10, dtype=np.float32)[[1, 2, 3]], np.array([1, 2, 4], np.uint8))
    measured = reading.accuracy_of(reading.labels > 1)
    assert (measured.correct, measured.count) == (1, 2)


def test_the_mean_is_over_writers_whoever_wrote_more():
    pens = pens_of(7, 3, 3, 3)
    assert accuracy.mean_over_writers(pens, pens.read()).split()[:2] == ["4", "50.00%"]


@pytest.fixture(scope="module")
def printed(small_corpora, tmp_path_factory) -> list[str]:
    out = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
        patch.setenv("DIGITS_CORPORA", str(small_corpora))
        patch.setattr(folds.networks_without, "__defaults__", (tmp_path_factory.mktemp("folds"),))
        accuracy.main(["--quick"])
    return out.getvalue().splitlines()


@pytest.mark.slow
def test_all_tables_are_printed(printed):
    rows = [line[:32].strip() for line in printed]
    for name in (
        "all",
        "mean over writers",
        "digit 9",
        "crossed 7",
        "based 1",
        "pen 8 px",
        "a third, pen in proportion",
        "bottom right corner",
        "dark on light",
        "uncertain: negatives",
        "random smooth strokes",
        "fragments of digits",
        "certain: last 15 writers, read",
        "preprocessing of 280 × 280",
        "a prediction after it",
    ):
        assert name in rows


@pytest.mark.slow
def test_each_half_of_the_writers_has_its_column(printed):
    (sevens,) = [line for line in printed if line.startswith("  digit 7")][1:]
    assert sevens.count("%") == 6


@pytest.mark.slow
def test_the_plain_drawing_loses_nothing_against_itself(printed):
    (plain,) = [line for line in printed if line.startswith("plain ")]
    assert plain.split()[-4:] == ["0.00", "0.00", "to", "0.00"]


def test_without_corpora_it_says_what_to_do(monkeypatch):
    monkeypatch.delenv("DIGITS_CORPORA", raising=False)
    with pytest.raises(SystemExit, match=r"manage\.py fetch_corpora"):
        accuracy.main([])
