"""The figures of `python -m nn show`, drawn with the files of MNIST and without them."""

import numpy as np
import pytest
from PIL import Image

from nn.base import base_network
from nn.cli import show
from nn.cli.commands import main
from nn.data.pseudo_digits import load_generator
from nn.figures.sheets import RED
from nn.tests.small_corpora import write_mnist


@pytest.fixture
def samples(rng):
    return load_generator().sample(120, rng)


def test_as_many_digits_as_asked_for(samples):
    X, labels = samples
    assert show.digits(base_network(), X, labels, count=20).shape == (2 * 84, 16 * 64, 3)


def test_mistakes_are_shown_alone(samples):
    X, _ = samples
    labels = base_network().outputs(X).argmax(axis=1)
    labels[7] = (labels[7] + 1) % 10
    sheet = show.digits(base_network(), X, labels, count=20, mistakes=True)
    assert sheet.shape == (84, 64, 3)
    assert (sheet == RED).all(axis=2).any()


def test_without_mistakes_it_says_so(samples):
    X, _ = samples
    with pytest.raises(ValueError, match="no such digits"):
        show.digits(base_network(), X, base_network().outputs(X).argmax(axis=1), count=20, mistakes=True)


def test_the_cost_falls_and_less_so_on_other_digits(rng, samples, monkeypatch):
    drawn = {}
    monkeypatch.setattr(show, "curves", lambda lines, **_: drawn.update(lines))
    show.curve(*samples, rng)
    learned, others = (costs for _, costs in drawn.values())
    assert learned[-1] < learned[0]
    assert learned[-1] < others[-1]


@pytest.fixture
def folder(tmp_path, rng):
    """Return a folder of corpora with 60 digits to learn and 40 to read."""
    write_mnist(tmp_path, *load_generator().sample(100, rng), n_test=40)
    return tmp_path


SIZES = {
    "digits": (1024, 840),
    "weights": (884, 268),
    "confusion": (480, 480),
    "curve": (560, 300),
    "styles": (1460, 2208),
}


def size_of(path):
    with Image.open(path) as picture:
        return picture.size


@pytest.fixture
def no_environment(monkeypatch, tmp_path):
    monkeypatch.delenv("DIGITS_CORPORA", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("what", show.FIGURES)
def test_all_can_be_drawn_without_corpora_and_is_named_by_what_it_is(what, no_environment, tmp_path, monkeypatch):
    monkeypatch.setattr(show, "N_CURVE_DIGITS", 120)
    main(["show", "--what", what])
    assert size_of(tmp_path / f"{what}.png") == SIZES[what]


@pytest.mark.parametrize("what", [what for what in show.FIGURES if what != "styles"])  # no digits of MNIST are in them
def test_digits_of_mnist_are_used_where_they_are(what, no_environment, folder, tmp_path, monkeypatch):
    monkeypatch.setattr(show, "load_generator", None)
    main(["show", "--what", what, "--corpora", str(folder), "--count", "4"])
    assert size_of(tmp_path / f"{what}.png") == (SIZES[what] if what != "digits" else (4 * 64, 84))


def test_mistakes_are_looked_for_among_all_digits(no_environment, folder, monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(show, "digits", lambda _network, X, *_, **__: seen.append(len(X)) or np.zeros((1, 1), np.uint8))
    main(["show", "--corpora", str(folder), "--count", "4", "--mistakes"])
    main(["show", "--corpora", str(folder), "--count", "4"])
    assert seen == [40, 4]


def test_a_picture_can_have_another_name(no_environment, tmp_path):
    main(["show", "--what", "weights", "--output", str(tmp_path / "other.png")])
    assert size_of(tmp_path / "other.png") == SIZES["weights"]


def test_a_folder_without_mnist_is_refused_in_one_line(no_environment, tmp_path):
    with pytest.raises(SystemExit, match=r"^nn show: .*t10k-|train-images-idx3-ubyte\.gz is missing: .*$"):
        main(["show", "--corpora", str(tmp_path)])
