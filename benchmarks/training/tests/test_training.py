"""The benchmark of training: its times, its tables, and its run without the peers."""

import numpy as np
import pytest

from benchmarks.training import __main__ as training
from benchmarks.training import lower_bound, peers
from nn.costs import one_hot

SECONDS = {
    lower_bound.AS_WRITTEN: {10: 0.01, 20: 0.02},
    training.OURS: {10: 0.015, 20: 0.03},
    "another": {10: 0.06, 20: 0.15},
}


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    return rng.random((50, 784), np.float32), one_hot(rng.integers(0, 10, 50))


def test_every_contender_is_timed_for_every_number_of_samples(data, monkeypatch):
    given, ran = [], []

    def spy(X, Y, config):
        given.append((len(X), len(Y), config.batch_size))
        return lambda: ran.append(len(X))

    contenders = {lower_bound.AS_WRITTEN: lower_bound.as_written, "spy": spy}
    seconds = training.measured(contenders, *data, sizes=(20, 50))
    assert {name: list(of_name) for name, of_name in seconds.items()} == {name: [20, 50] for name in contenders}
    assert given == [(20, 20, 10), (50, 50, 10)] * training.N_ROUNDS
    assert ran == [20, 50] * training.N_ROUNDS


def test_what_is_told_is_the_median(data, monkeypatch):
    times = iter([9.0, 1.0, 2.0, 3.0, 8.0])
    monkeypatch.setattr(training, "timed", lambda epoch: next(times))
    assert training.measured({"one": lower_bound.as_used}, *data, sizes=(20,)) == {"one": {20: 3.0}}


@pytest.mark.parametrize("prepare", [lower_bound.as_written, lower_bound.as_used])
def test_the_floor_takes_every_batch_of_the_data(data, prepare):
    starts = []

    class Watched(np.ndarray):
        def __getitem__(self, index):
            starts.append((index.start, index.stop))
            return np.asarray(self)[index]

    prepare(data[0].view(Watched), data[1], training.CONFIG)()
    assert starts == [(0, 10), (10, 20), (20, 30), (30, 40), (40, 50)]


def test_an_epoch_of_this_network_trains_it_on_all_samples(data):
    epoch = training.ours(*data, training.CONFIG)()
    assert (epoch.number, epoch.accuracy.count) == (1, 50)


def test_growth_has_a_column_for_each_number_of_samples():
    heading, *rows = training.growth(SECONDS).splitlines()
    assert heading.split() == ["seconds", "per", "epoch", "of", "10", "20"]
    assert [row.split()[-2:] for row in rows] == [["0.010", "0.020"], ["0.015", "0.030"], ["0.060", "0.150"]]


def test_comparison_is_with_the_floor_and_with_this_network():
    rows = training.comparison(SECONDS, 20).splitlines()[1:]
    assert [row.split()[-3:] for row in rows] == [
        ["0.020", "1.00", "0.67"],
        ["0.030", "1.50", "1.00"],
        ["0.150", "7.50", "5.00"],
    ]


@pytest.fixture
def one_thread(monkeypatch):
    for name, value in training.ONE_THREAD.items():
        monkeypatch.setenv(name, value)


def test_without_the_peers_it_says_so_and_goes_on(one_thread, monkeypatch, capsys):
    monkeypatch.delenv("DIGITS_CORPORA", raising=False)
    monkeypatch.setattr(peers, "MODULES", dict.fromkeys(peers.MODULES, "ductus_no_such_module"))
    monkeypatch.setattr(training, "N_SAMPLES", (20, 50))
    monkeypatch.setattr(training, "N_COMPARED", 50)
    training.main()
    lines = capsys.readouterr().out.splitlines()
    assert "on pseudo-digits (for MNIST, name its folder in DIGITS_CORPORA)" in lines[1]
    assert [line.split(" is not")[0] for line in lines if "is not installed" in line] == ["scikit-learn", "PyTorch"]
    assert any(line.endswith("pip install --python var/venv torch") for line in lines)
    assert lines[-1].startswith(training.OURS)


def test_libraries_that_may_use_more_threads_are_started_again_with_one(one_thread, monkeypatch):
    started = []

    def execve(*call):
        started.append(call)
        raise SystemExit

    monkeypatch.setenv("MKL_NUM_THREADS", "2")
    monkeypatch.setattr("os.execve", execve)
    with pytest.raises(SystemExit):
        training.main()
    [(_, arguments, environment)] = started
    assert arguments[1:] == ["-m", "benchmarks.training"]
    assert {environment[name] for name in training.ONE_THREAD} == {"1"}
