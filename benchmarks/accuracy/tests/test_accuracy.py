"""The accuracy tables, on small corpora, and the choice of the network that reads a writer's digits."""

import io
from collections.abc import Callable
from contextlib import redirect_stdout

import numpy as np
import pytest

from benchmarks import folds
from benchmarks.accuracy import __main__ as accuracy
from benchmarks.accuracy import pictures
from benchmarks.accuracy.readers import Pens, Reading
from benchmarks.accuracy.rows import accuracy_of_writers, lost, mean_over_writers, worst_writer
from nn.data.corpora import PenDigit
from nn.network import Network
from nn.serialization import pack

STROKES = [np.array([[10, 100], [70, 100], [40, 0]], np.float32)]


@pytest.fixture(autouse=True)
def own_pictures(monkeypatch, tmp_path):
    monkeypatch.setattr(pictures, "FOLDER", tmp_path / "pictures")


def always(digit: int) -> Network:
    """Return a network that reads this digit in everything."""
    return Network([np.full((784, 10), 1e-9, np.float32)], [np.eye(10, dtype=np.float32)[digit]])


def pens_of(*writers: int) -> Pens:
    """Return sevens of these writers; the network kept for writer n reads n in everything."""
    digits = [PenDigit(7, writer, 1, STROKES) for writer in writers]
    return Pens(digits, {writer: always(writer) for writer in writers})


def reading_of(guesses, labels) -> Reading:
    """Return the reading of blank pictures in which each guess has an output of 1."""
    outputs = np.eye(10, dtype=np.float32)[np.array(guesses)]
    return Reading(np.zeros((len(outputs), 784), np.float32), outputs, np.array(labels, np.uint8))


def test_every_digit_is_read_by_the_network_kept_for_its_writer():
    reading = pens_of(7, 3, 7, 5).read()
    assert reading.outputs.argmax(axis=1).tolist() == [7, 3, 7, 5]
    assert reading.is_right.tolist() == [True, False, True, False]


def test_accuracy_counts_what_was_chosen():
    reading = reading_of([1, 2, 3], [1, 2, 4])
    measured = reading.accuracy_of(reading.labels > 1)
    assert (measured.correct, measured.count) == (1, 2)


def test_the_mean_is_over_writers_whoever_wrote_more():
    pens = pens_of(7, 3, 3, 3)
    assert mean_over_writers(pens, pens.read()).split()[:2] == ["4", "50.00%"]


def test_the_worst_writer_is_the_one_of_whom_the_least_share_is_read():
    pens = pens_of(7, 3, 7, 5)
    of_writers = accuracy_of_writers(pens, reading_of([7, 7, 1, 1], pens.labels))
    assert {writer: (one.correct, one.count) for writer, one in of_writers.items()} == {3: (1, 1), 5: (0, 1), 7: (1, 2)}
    assert worst_writer(of_writers) == 5


def test_points_lost_are_of_the_same_digits():
    before, after = (reading_of((np.arange(100) < n).astype(int), np.zeros(100)) for n in (1, 3))
    assert lost(before, after).split()[0] == "2.00"


@pytest.fixture(scope="module")
def measure(small_corpora, tmp_path_factory) -> Callable[..., list[str]]:
    """Return a function that measures in short and returns the lines that are printed."""
    folder = tmp_path_factory.mktemp("folds")

    def run(*arguments: str) -> list[str]:
        out = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
            patch.setenv("DIGITS_CORPORA", str(small_corpora))
            patch.setattr(folds.networks_without, "__defaults__", (folder,))
            patch.setattr(pictures, "FOLDER", folder / "pictures")
            patch.setattr(accuracy, "N_NON_DIGITS", 5 * 19)
            patch.setattr(accuracy, "N_OF_STYLE", 2 * 19)
            accuracy.main(["--quick", *arguments])
        return out.getvalue().splitlines()

    return run


@pytest.fixture(scope="module")
def printed(measure) -> list[str]:
    return measure()


@pytest.mark.slow
def test_all_tables_are_printed(printed):
    rows = [line[:36].strip() for line in printed]
    for name in (
        "by employees",
        "by students",
        "mean over writers",
        "worst writer",
        "writers below 95%",
        "digit 9",
        "crossed 7",
        "20% of the sheet",
        "pen 8 px",
        "bottom right corner",
        "dark on light",
        "0 slashed",
        "7 with a hooked top",
        "random smooth strokes",
        "fragments of digits",
        "of what is read rightly",
        "of what is misread",
        "mean",
        "preprocessing of strokes",
        "preprocessing of 280 × 280",
        "a prediction after it",
    ):
        assert name in rows


@pytest.mark.slow
def test_strokes_and_pictures_have_a_column_each(printed):
    _, pens, _ = [line for line in printed if line.startswith("  digit 7")]
    assert pens.count("%") == 6


@pytest.mark.slow
def test_the_plain_drawing_loses_nothing_against_itself(printed):
    (plain,) = [line for line in printed if line.startswith("plain ")]
    assert plain.split()[-4:] == ["0.00", "0.00", "to", "0.00"]


@pytest.mark.slow
def test_another_network_reads_everything_that_is_measured(measure, tmp_path):
    (tmp_path / "sevens.blob").write_bytes(pack(always(7)).blob)
    printed = measure("--brief", "--network", str(tmp_path / "sevens.blob"))
    shares = {
        line[:36].strip(): line[36:].split()[1] for line in printed if line.startswith(("7 crossed  ", "0 barred"))
    }
    assert shares == {"7 crossed": "100.00%", "0 barred": "0.00%"}
    *_, sevens = [line for line in printed if line.startswith("  digit 7")][:2]
    assert sevens.count("100.00%") >= 2


@pytest.mark.slow
def test_writers_without_a_network_of_their_own_are_left_out(measure, tmp_path):
    (tmp_path / "16.blob").write_bytes(pack(always(7)).blob)
    printed = measure("--brief", "--folds", str(tmp_path))
    (number,) = [line for line in printed if line.strip().startswith("number of the worst writer")]
    (below,) = [line for line in printed if line.strip().startswith("writers below")]
    assert (number.split()[-1], below.split()[-3:]) == ("16", ["1", "of", "1"])


@pytest.mark.slow
def test_choices_are_made_on_the_first_fifteen_writers(measure, tmp_path):
    for writers in ("1-2-3", "16-17-18"):
        (tmp_path / f"{writers}.blob").write_bytes(pack(always(7)).blob)
    (number,) = [
        line for line in measure("--brief", "--folds", str(tmp_path), "--first") if "number of the worst" in line
    ]
    assert int(number.split()[-1]) <= 3


def test_without_corpora_it_says_what_to_do(monkeypatch):
    monkeypatch.delenv("DIGITS_CORPORA", raising=False)
    with pytest.raises(SystemExit, match=r"manage\.py fetch_corpora"):
        accuracy.main([])
