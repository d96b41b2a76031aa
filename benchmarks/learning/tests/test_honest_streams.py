"""The honest streams: who takes part, and what counts as misread on arrival."""

from collections import Counter

import numpy as np
import pytest

from benchmarks.learning import honest_streams
from benchmarks.learning.honest_streams import Stream, misread, ten_of
from benchmarks.learning.odd_hands import odd_hands
from benchmarks.learning.tests.test_hands import digits_of
from nn.base import base_network
from nn.serialization import pack


class Says:
    """A network that reads every picture as the same digit."""

    def __init__(self, digit):
        self.digit = digit

    def outputs(self, X):
        return np.eye(10)[np.full(len(X), self.digit)]


def test_a_digit_is_misread_on_arrival_by_the_network_that_was_served_then():
    labels = np.array([1, 1, 7, 7, 1])
    networks, n_known = [Says(1), Says(7), Says(1)], [0, 2, 4]
    stream = Stream(np.zeros((5, 784), np.uint8), labels, np.zeros(5), networks, n_known, ["promoted"] * 2)
    assert misread(stream) == (2, 0)


def test_a_group_of_writers_needs_one_network_that_left_out_all_of_them(monkeypatch, tmp_path, small_corpora):
    monkeypatch.setenv("DIGITS_CORPORA", str(small_corpora))
    monkeypatch.setattr(honest_streams, "run", lambda *_, **__: pytest.fail("ran"))
    for writer in ("16", "17"):
        (tmp_path / f"{writer}.blob").write_bytes(pack(base_network()).blob)
    with pytest.raises(FileNotFoundError, match="left out all of the writers 16-17"):
        honest_streams.main(["--folds", str(tmp_path), "--of", "16", "17"])


def test_ten_odd_hands_are_two_of_each_writer_and_have_every_oddity():
    writers = [1, 2, 3, 4, 5]
    every = odd_hands([digit for writer in writers for digit in digits_of(writer)], writers)
    ten = ten_of(every)
    assert Counter(hand.writer for hand in ten) == dict.fromkeys(writers, 2)
    assert set(Counter(hand.oddity for hand in ten).values()) == {2, 3}
    assert {hand.oddity for hand in ten} == {hand.oddity for hand in every}
