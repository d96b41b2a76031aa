"""The digits that slow poison is made of: other digits are never taken from what was kept of earlier ones."""

import pytest

from benchmarks.accuracy import pictures
from benchmarks.accuracy.ways import from_strokes
from benchmarks.learning import slow_poison
from nn.base import base_network
from nn.data.corpora import pendigits_path, read_pendigits
from nn.serialization import pack


@pytest.fixture
def made(small_corpora, monkeypatch, tmp_path):
    """Return a function that reads the pen digits with these writers taken out, and returns them as made and given."""
    monkeypatch.setattr(pictures, "FOLDER", tmp_path)
    digits = read_pendigits(pendigits_path(small_corpora))

    def make(*without):
        given = [digit for digit in digits if digit.writer not in without]
        monkeypatch.setattr(slow_poison, "read_pendigits", lambda _path: given)
        return slow_poison.pen_digits(small_corpora), given

    return make


@pytest.mark.parametrize("round_", ["first", "kept"])
def test_pen_digits_are_as_the_network_sees_their_strokes(made, round_):
    if round_ == "kept":
        made()
    digits, given = made()
    assert digits.pictures.tolist() == [from_strokes(digit).reshape(784).tolist() for digit in given]
    assert (digits.labels.tolist(), digits.writers.tolist()) == (
        [digit.label for digit in given],
        [digit.writer for digit in given],
    )


def test_other_digits_are_not_taken_from_the_file_of_earlier_ones(made):
    made()
    digits, given = made(1, 2)
    assert len(digits.pictures) == len(given)
    assert set(digits.writers) == {digit.writer for digit in given}


def test_people_who_take_no_part_must_be_left_out_of_one_network(monkeypatch, tmp_path, small_corpora, made):
    made()
    monkeypatch.setenv("DIGITS_CORPORA", str(small_corpora))
    monkeypatch.setattr(slow_poison, "attack", lambda *_, **__: pytest.fail("attacked"))
    (tmp_path / "16.blob").write_bytes(pack(base_network()).blob)
    (tmp_path / "21.blob").write_bytes(pack(base_network()).blob)
    with pytest.raises(FileNotFoundError, match="left out all of the writers 16-21"):
        slow_poison.main(["--folds", str(tmp_path), "--left-out", "16", "21"])
