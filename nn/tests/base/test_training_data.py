"""The data of the base network: strokes are drawn upright, and writers can be left out."""

import numpy as np
import pytest

from nn.base.training_data import (
    PENS,
    DigitSet,
    TrainingData,
    _no_digits,
    load,
    of_pens,
    of_strokes,
    render_with_random_pen,
    upright,
)
from nn.data.corpora import CorpusError, PenDigit
from nn.data.negatives import fragment
from nn.data.pseudo_digits import load_generator
from nn.tests.small_corpora import write_mnist


def digits_like_a_hook():
    """Return digits whose only stroke is a hook with its foot at the bottom: y points up, as in pendigits."""
    angle = np.linspace(0, np.pi, 60)
    down = np.stack([np.zeros(40), np.linspace(300, 60, 40)], axis=1)
    foot = np.stack([60 - 60 * np.cos(angle), 60 - 60 * np.sin(angle)], axis=1)
    return [PenDigit(1, writer, 0, [np.concatenate([down, foot]).astype(np.float32)]) for writer in (3, 4)]


def quiet(items, *_):
    return items


def written(writers):
    n = len(writers)
    inks = [np.full((2, 3), row, np.uint8) for row in range(n)]
    return DigitSet(inks, np.arange(n, dtype=np.float32), np.zeros(n, np.uint8), np.array(writers, np.uint8))


def test_bits_of_digits_are_as_upright_as_the_digits():
    strokes = [np.array([[0, 0], [40, 10], [10, 100]], np.float32)]  # its tip is at the top, y pointing up
    drawing = render_with_random_pen(strokes, np.random.default_rng(0))
    rows = np.flatnonzero(drawing.any(axis=1))
    widths = [np.ptp(np.flatnonzero(drawing[row])) for row in (rows[0] + 3, rows[-1] - 3)]
    assert widths[0] < widths[1]


def test_what_is_no_digit_is_drawn_like_the_bits_that_are_measured():
    digits, rng = digits_like_a_hook(), np.random.default_rng(0)
    no_digits = _no_digits(digits, 20, quiet)
    assert len(no_digits.inks) == len(no_digits.widths) == 40
    assert set(no_digits.writers[:20]) == set(no_digits.writers[20:]) == {3, 4}
    # Of the foot's bits nearly all ink lies low: upside down it would lie high.
    lowest = [ink[:, 0].max() - np.average(ink[:, 0], weights=ink[:, 2]) for ink in no_digits.inks[20:]]
    highest = [np.average(ink[:, 0], weights=ink[:, 2]) - ink[:, 0].min() for ink in no_digits.inks[20:]]
    assert np.mean(lowest) < np.mean(highest)
    assert len(fragment(digits[0].strokes, rng)) == 1


@pytest.mark.parametrize(("width_px", "fill"), PENS)
def test_digits_are_drawn_with_every_pen(width_px, fill):
    made = of_pens(digits_like_a_hook(), width_px=width_px, fill=fill, progress=quiet)
    assert made.labels.tolist() == [1, 1]
    # In pixels of the grid of 32: peeled down to 2.7, and at most half of what was peeled off.
    assert 1 < made.widths[0] < 5


def test_strokes_are_as_upright_as_their_drawings():
    digits = digits_like_a_hook()
    strokes = of_strokes(map(upright, digits), [1, 1], [3, 4])
    drawn = of_pens(digits, width_px=20, fill=0.75, progress=quiet)
    heights = [np.average(ink[:, 0], weights=ink[:, 2]) / ink[:, 0].max() for ink in (strokes.inks[0], drawn.inks[0])]
    assert heights[0] == pytest.approx(heights[1], abs=0.05)  # upside down it would be 1 minus that
    assert abs(heights[0] - 0.5) > 0.1
    assert strokes.writers.tolist() == [3, 4]


def test_material_without_writers_and_with_them_alone():
    one, pens = written([0]), [written([1, 2, 3])] * 2
    whole = TrainingData(one, one, one, written([1, 2, 3]), pens, one, written([0, 2]))
    without, only = whole.without([2]), whole.only([2])
    assert [digits.writers.tolist() for digits in (without.strokes, *without.pens)] == [[1, 3]] * 3
    assert [pens.widths.tolist() for pens in without.pens] == [[0, 2]] * 2
    assert without.no_digits.writers.tolist() == [0]
    assert [digits.writers.tolist() for digits in (only.strokes, *only.pens)] == [[2]] * 3
    assert [ink[0, 0] for ink in only.pens[0].inks] == [1]
    assert without.styles is only.styles is one  # nobody wrote them


PENS_OF_ONE = '.SEGMENT DIGIT 0 ? "1"\n.COMMENT 1 1 1\n.PEN_DOWN\n 5 6\n 5 90\n.PEN_UP\n'


@pytest.mark.parametrize(("limit", "n_train"), [(None, 40), (25, 25)])
def test_no_digit_of_a_writer_held_back_is_trained_on(tmp_path, monkeypatch, limit, n_train):
    monkeypatch.setattr("nn.base.training_data.N_NO_DIGITS", 1)
    monkeypatch.setattr("nn.base.training_data.N_STYLED", 2)
    X, labels = load_generator().sample(80, np.random.default_rng(0))
    write_mnist(tmp_path, X, labels, n_test=20)  # six writers of ten; the last student and employee are held back
    (tmp_path / "pendigits").mkdir()
    (tmp_path / "pendigits" / "pendigits-orig.tra").write_text(PENS_OF_ONE)
    data = load(tmp_path, limit=limit)
    assert data.train.labels.tolist() == labels[:n_train].tolist()
    assert data.held_back.labels.tolist() == labels[40:60].tolist()
    assert data.test.labels.tolist() == labels[60:].tolist()


def test_corpora_in_which_all_writers_are_held_back_are_refused(tmp_path):
    write_mnist(tmp_path, np.ones((30, 784), np.float32), np.zeros(30, int), n_test=10)
    (tmp_path / "pendigits").mkdir()
    (tmp_path / "pendigits" / "pendigits-orig.tra").write_text(PENS_OF_ONE)
    with pytest.raises(CorpusError, match="more writers than are held back"):
        load(tmp_path)
