"""Odd hands, and what is measured of a hand's memory."""

import numpy as np
import pytest

from benchmarks.learning.hands import Hand, hands_with_an_odd_digit, pen_hands
from benchmarks.learning.odd_hands import odd_hands
from benchmarks.learning.own_memory import (
    Sight,
    after_corrections,
    at_first_sight,
    print_first_sight,
    with_slips,
)
from nn.base import base_network
from nn.data.corpora import PenDigit
from nn.data.pseudo_digits import load_generator


def stroke(*corners):
    """Return a stroke through these corners, with nine points between each two."""
    corners = np.array(corners, np.float64)
    at, n = np.arange(len(corners)), 10 * (len(corners) - 1) + 1
    return np.stack([np.interp(np.linspace(0, at[-1], n), at, axis) for axis in corners.T], axis=1).astype(np.float32)


SEVEN = [stroke((100, 400), (300, 400), (160, 100)), stroke((150, 260), (280, 250))]
ONE = [stroke((200, 400), (200, 100))]
THREE = [stroke((100, 400), (300, 330), (180, 260), (300, 180), (100, 100))]
FOUR = [stroke((180, 400), (100, 200), (300, 200)), stroke((240, 300), (240, 100))]
NINE = [stroke((280, 350), (180, 400), (150, 300), (280, 320), (270, 100))]
STROKES = {1: ONE, 3: THREE, 4: FOUR, 7: SEVEN, 9: NINE}


def digits_of(writer):
    return [PenDigit(label, writer, number, strokes) for number, (label, strokes) in enumerate(STROKES.items())]


@pytest.fixture
def changed():
    """Return the digits of each oddity of writer 2, by label."""
    hands = odd_hands([*digits_of(1), *digits_of(2)], [1, 2])
    return {hand.oddity: {digit.label: digit for digit in hand.digits} for hand in hands if hand.writer == 2}


def test_each_hand_is_odd_in_one_digit_and_keeps_the_others(changed):
    assert len(changed) == 4
    for oddity, digits in changed.items():
        odd = {int(word) for word in oddity.replace(",", "").split() if word.isdigit()}
        for label, strokes in STROKES.items():
            is_kept = len(digits[label].strokes) == len(strokes) and all(
                map(np.array_equal, digits[label].strokes, strokes)
            )
            assert is_kept == (label not in odd), (oddity, label)


def test_its_1_is_a_7_without_a_cross_and_its_7_has_one(changed):
    digits = changed["1 as others write 7, 7 crossed"]
    (one,) = digits[1].strokes
    wide, high = np.ptp(one, axis=0)
    assert wide / high == pytest.approx(200 / 300, rel=0.01)
    assert len(digits[7].strokes) == 2


def test_its_3_is_the_mirror_image(changed):
    (three,) = changed["mirrored 3"][3].strokes
    assert (np.sign(np.diff(three[:, 0])) == -np.sign(np.diff(THREE[0][:, 0]))).all()
    assert (np.sign(np.diff(three[:, 1])) == np.sign(np.diff(THREE[0][:, 1]))).all()


def test_its_4_stands_apart_and_its_9_has_a_wide_foot(changed):
    arm, stem = changed["open 4"][4].strokes
    assert stem[0, 1] < arm[:, 1].mean()  # y points up: the stem hangs from the arm
    assert np.ptp(changed["9 with a flat foot"][9].strokes[-1][-9:, 0]) > 50


def test_one_label_in_each_twenty_is_made_wrong():
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 10, 60)
    told = with_slips(labels, rng)
    assert [(told[first : first + 20] != labels[first : first + 20]).sum() for first in (0, 20, 40)] == [1, 1, 1]
    assert set(told.tolist()) <= set(range(10))


@pytest.fixture(scope="module")
def hand():
    """Return a hand that writes sixty times one of two forms: a seven that means one, and a zero."""
    rng = np.random.default_rng(1)
    X, labels = load_generator().sample(100, rng)
    is_one = rng.random(60) < 0.5
    X = np.where(is_one[:, None], X[np.argmax(labels == 7)], X[np.argmax(labels == 0)])
    X = np.clip(X + rng.normal(0, 0.02, X.shape), 0, 1).astype(np.float32)
    return Hand("odd", X, is_one.astype(np.int64), base_network().outputs(X))


@pytest.mark.parametrize("in_use", [True, False])
def test_digits_that_were_corrected_are_not_counted_afterwards(hand, in_use):
    n_ones, n_zeros = (hand.labels == 1).sum(), (hand.labels == 0).sum()
    before, after = (after_corrections([(hand, 1)], n, in_use=in_use) for n in (0, 1))
    assert (before.odd.count, before.others.count) == (n_ones, n_zeros)
    assert after.odd.count == n_ones - 1
    first = int(np.argmax(hand.labels == 1))
    assert after.others.count == n_zeros - (hand.labels[:first] == 0).sum() * in_use
    assert before.odd.fraction < 0.1
    assert after.odd.fraction > 0.8


def test_a_digit_is_guessed_before_it_is_known(hand):
    sight = at_first_sight(hand, hand.labels, 30)
    first = int(np.argmax(hand.labels == 1))
    assert not sight.read["both"][first]
    assert sight.read["both"][first + 1 :].mean() > 0.8
    assert sight.n_lost < 0


def test_what_is_learned_are_the_labels_that_were_told(hand):
    told = np.full_like(hand.labels, 5)
    assert at_first_sight(hand, told, 30).read["memory alone"][1:].sum() == 0


def test_the_table_counts_what_is_misread_and_the_hands_that_lose(capsys):
    read, misread = np.ones(100, bool), np.ones(100, bool)
    misread[[3, 60]] = False
    sights = [
        Sight({"network alone": read, "memory alone": read, "both": misread}),
        Sight({"network alone": misread, "memory alone": read, "both": read}),
    ]
    print_first_sight("two", sights)
    network, _, both, lost = capsys.readouterr().out.splitlines()[-4:]
    assert network.split()[2:4] == ["1", "(5.0%)"]
    assert both.split()[1:11] == ["1", "(5.0%)", "0", "(0.0%)", "0", "(0.0%)", "1", "(1.0%)", "2", "(1.00%)"]
    assert lost == "hands better off with their memory: 1; worse off by one digit: 0; by more: 1"


def test_only_digits_that_a_network_reads_badly_are_odd():
    digits = [digit for writer in (1, 2) for digit in digits_of(writer) for _ in range(12)]
    networks = dict.fromkeys((1, 2), base_network())
    plain = pen_hands(digits, networks, [1, 2])
    found = hands_with_an_odd_digit(digits, networks, [1, 2], plain)
    assert found
    assert all(hand.share_read(digit) < 0.7 for hand, digit in found)
