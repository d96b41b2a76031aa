"""`python -m nn`, on a small corpus that the generator draws; no real data needed."""

import hashlib
import io
import json
import shlex
import shutil
from contextlib import redirect_stderr, redirect_stdout

import numpy as np
import pytest

from nn.cli.commands import main
from nn.data.corpora import MNIST_FILES, QMNIST_FILES
from nn.data.pseudo_digits import load_generator
from nn.serialization import split, unpack
from nn.tests.small_corpora import write_mnist

N_TEST = 80


@pytest.fixture(autouse=True, scope="module")
def few_digits():
    """Draw few scribbles, fragments and styled digits: training would draw thousands of each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nn.base.training_data.N_NO_DIGITS", 60)
        patch.setattr("nn.base.training_data.N_STYLED", 60)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Make corpora laid out as the real ones are: 220 digits to train on, 20 held back, 80 to test on; 40 of pens."""
    folder = tmp_path_factory.mktemp("corpora")
    write_mnist(folder, *load_generator().sample(240 + N_TEST, np.random.default_rng(0)), n_test=N_TEST)
    (folder / "pendigits").mkdir()
    (folder / "pendigits" / "pendigits-orig.tra").write_text("".join(pen_digit(number) for number in range(40)))
    return folder


def pen_digit(number):
    """Return a stroke bent like a 3 or like a 7, by writer 1, 2, 3 or 4, in the format of pendigits."""
    label, writer = (3, 7)[number % 2], 1 + number // 10
    angle = np.linspace(2.5, -2.5, 12)
    bent = np.stack([200 + 80 * np.cos(angle), 300 + 120 * np.sin(2 * angle) / 2 + 20 * angle], axis=1)
    points = bent if label == 3 else [(150, 400), (200, 400), (250, 398), (220, 330), (200, 260), (190, 200 + number)]
    lines = [f" {x:.0f} {y:.0f}" for x, y in points]
    head = f'.SEGMENT DIGIT {number} ? "{label}"\n.COMMENT {label} {writer} {number}\n.PEN_DOWN\n'
    return head + "\n".join(lines) + "\n.PEN_UP\n"


@pytest.fixture(autouse=True)
def no_environment(monkeypatch):
    monkeypatch.delenv("DIGITS_CORPORA", raising=False)


SHORT = ["--short", "--epochs", "2", "--limit", "100"]


def trained(folder, into, seed=0, more=()):
    main(["train", "--corpora", str(folder), "--seed", str(seed), *SHORT, *more, "--into", str(into)])
    return (into / "network.blob").read_bytes(), json.loads((into / "receipt.json").read_text())


@pytest.fixture(scope="module")
def training(folder, tmp_path_factory):
    """Train a network with seed 0 once for many tests; return its blob, its receipt, and what was printed."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        blob, receipt = trained(folder, tmp_path_factory.mktemp("trained"))
    return blob, receipt, out.getvalue(), err.getvalue()


@pytest.fixture
def blob(training):
    return training[0]


def test_train_writes_a_network_and_the_receipt_that_goes_with_it(training):
    blob, receipt, out, err = training
    assert unpack(split(blob), sha256=receipt["sha256"]).sizes == (784, 30, 10)
    assert receipt["command"] == "python -m nn train --seed 0 --short --epochs 2 --limit 100"
    assert (receipt["seed"], receipt["data"]["n_train"], receipt["accuracies"]["mnist_test"]["count"]) == (0, 100, 80)
    assert receipt["data"]["writers"] == [1, 2, 3, 4]
    assert set(receipt["data"]["sha256"]) == {*MNIST_FILES.values(), *QMNIST_FILES.values(), "pendigits-orig.tra"}
    assert "on digits held back" in out
    assert "training: 100%" in err


def test_writers_can_be_left_out(folder, tmp_path, blob):
    without_two, receipt = trained(folder, tmp_path, more=["--without-writers", "2,3"])
    assert receipt["data"]["writers"] == [1, 4]
    assert receipt["command"].endswith(" --without-writers 2,3")
    assert without_two != blob


def test_training_again_with_the_same_seed_gives_the_same_bytes(folder, tmp_path, blob):
    again, with_another_seed = (trained(folder, tmp_path / str(seed), seed)[0] for seed in (0, 4))
    assert again == blob != with_another_seed


def test_a_learner_can_train_another_network_in_another_way(folder, tmp_path):
    choices = "--hidden 20 12 --units relu --output softmax --cost log-likelihood --optimizer adam --rate 0.001"
    main(f"experiment --corpora {folder} --into {tmp_path} {choices} --epochs 2 --limit 100".split())
    receipt = json.loads((tmp_path / "receipt.json").read_text())
    network = unpack(split((tmp_path / "network.blob").read_bytes()), sha256=receipt["sha256"])
    assert (network.sizes, network.hidden, network.output) == ((784, 20, 12, 10), "relu", "softmax")
    command = f"python -m nn experiment --into {tmp_path} --seed 0 {choices} --epochs 2 --limit 100"
    assert receipt["command"] == command
    assert receipt["parameters"]["sizes"] == [784, 20, 12, 10]
    trained_with = [receipt["parameters"][name] for name in ("cost", "optimizer", "learning_rate")]
    assert trained_with == ["log-likelihood", "adam", 0.001]


@pytest.mark.parametrize("more", ["", " --limit 100"])
def test_the_command_in_an_experiments_receipt_makes_the_same_network_again(folder, tmp_path, monkeypatch, more):
    monkeypatch.setenv("DIGITS_CORPORA", str(folder))
    into = tmp_path / "a folder"
    main(["experiment", "--into", str(into), *f"--hidden 12 10 --epochs 1 --seed 4{more}".split()])
    first = {path.name: path.read_bytes() for path in into.iterdir()}
    shutil.rmtree(into)
    program, *words = json.loads(first["receipt.json"])["command"].split(" ", 3)
    assert [program, *words[:2]] == ["python", "-m", "nn"]
    main(shlex.split(words[2]))
    assert {path.name: path.read_bytes() for path in into.iterdir()} == first


def test_what_is_tried_never_takes_the_place_of_what_is_served(folder, capsys):
    with pytest.raises(SystemExit):
        main(["experiment", "--corpora", str(folder), "--hidden", "20"])
    assert "--into" in capsys.readouterr().err


def test_choices_that_do_not_go_together_are_refused_at_once(folder, tmp_path, capsys):
    with pytest.raises(SystemExit, match=r"^nn experiment: the log-likelihood needs outputs that add up to 1"):
        main(["experiment", "--corpora", str(folder), "--into", str(tmp_path), "--cost", "log-likelihood"])
    assert "preprocessing" not in capsys.readouterr().err


def test_generator_writes_a_generator_and_its_receipt(folder, tmp_path):
    main(["generator", "--corpora", str(folder), "--into", str(tmp_path)])
    receipt = json.loads((tmp_path / "generator.json").read_text())
    assert receipt["sha256"] == hashlib.sha256((tmp_path / "generator.blob").read_bytes()).hexdigest()


def test_pens_writes_mixtures_of_pen_digits_and_their_receipt(folder, tmp_path, monkeypatch):
    fitted = []

    def fit(X, labels, _rng):  # forty digits of two kinds are too few for mixtures of ten
        fitted.append((X.shape, sorted(set(labels.tolist()))))
        return load_generator()

    monkeypatch.setattr("nn.cli.commands.fit_generator", fit)
    main(["pens", "--corpora", str(folder), "--into", str(tmp_path)])
    packed, receipt = (tmp_path / "pens.blob").read_bytes(), json.loads((tmp_path / "pens.json").read_text())
    assert receipt["sha256"] == hashlib.sha256(packed).hexdigest()
    assert (receipt["data"]["n_pen_digits"], receipt["data"]["writers"]) == (40, [1, 2, 3, 4])
    assert receipt["command"] == "python -m nn pens --seed 0"
    assert fitted == [((40, 784), [3, 7])]


def test_evaluate_prints_accuracies_with_counts_and_intervals(folder, capsys):
    main(["evaluate", "--corpora", str(folder)])
    heading, total, *digits = capsys.readouterr().out.splitlines()
    assert heading.split() == ["accuracy", "correct", "95", "%", "interval"]
    assert total.startswith("MNIST test")
    assert f"/{N_TEST}" in total
    assert [line.split()[:2] for line in digits] == [["digit", str(digit)] for digit in range(10)]


def test_the_folder_of_the_corpora_may_be_in_the_environment(folder, capsys, monkeypatch):
    monkeypatch.setenv("DIGITS_CORPORA", str(folder))
    main(["evaluate"])
    assert "MNIST test" in capsys.readouterr().out


def test_another_network_can_be_evaluated(folder, tmp_path, capsys, blob):
    (tmp_path / "network.blob").write_bytes(blob)
    main(["evaluate", "--corpora", str(folder), "--network", str(tmp_path / "network.blob")])
    assert f"/{N_TEST}" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["train", "generator", "evaluate"])
def test_without_corpora_one_line_says_what_to_do(command, tmp_path):
    with pytest.raises(SystemExit, match=f"^nn {command}: name the folder .* with --corpora or DIGITS_CORPORA$"):
        main([command])
    with pytest.raises(SystemExit, match=rf"^nn {command}: .*train-images-idx3-ubyte\.gz is missing: .*$"):
        main([command, "--corpora", str(tmp_path)])


def test_a_file_that_is_no_network_is_refused_in_one_line(folder, tmp_path):
    (tmp_path / "wrong").write_text("wrong")
    with pytest.raises(SystemExit, match=r"^nn evaluate: expected a layout line"):
        main(["evaluate", "--corpora", str(folder), "--network", str(tmp_path / "wrong")])


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["learn"],
        ["train", "--epochs", "0"],
        ["show", "--count", "-1"],
        *(["experiment", "--into", "a", name, "0"] for name in ("--epochs", "--limit", "--hidden")),
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_refused_with_the_usage(arguments, capsys):
    with pytest.raises(SystemExit):
        main(arguments)
    assert capsys.readouterr().err.startswith("usage: python -m nn")
