"""Thresholds of certainty: what a score is made of, the shares that are promised, and as few wrong ones as can be."""

import numpy as np
import pytest

from nn.base.thresholds import (
    CERTAIN_SHARE,
    LEAST_SHARE,
    MOST_LEAD,
    NEVER,
    PLAUSIBLE,
    SECOND_OPINION,
    STRANGENESS,
    Guesses,
    choose_thresholds,
    is_certain,
    lowered,
    share_certain,
)


def scores(outputs, log_likelihoods=None):
    """Score outputs; without log-likelihoods the second opinion has nothing to say."""
    outputs = np.array(outputs)
    undecided = np.full(outputs.shape, PLAUSIBLE) if log_likelihoods is None else np.array(log_likelihoods)
    return Guesses.of(outputs, undecided).scores.tolist()


def guesses_of(digit, values):
    return Guesses(np.full(len(values), digit), np.asarray(values, float))


def both(first, second):
    return Guesses(np.concatenate([first.digits, second.digits]), np.concatenate([first.scores, second.scores]))


def test_a_score_is_the_largest_output_less_half_of_the_second_largest():
    assert scores([[0.1, 0.9, 0.3], [0.5, 0.5, 0.2]]) == pytest.approx([0.75, 0.25])


def test_a_guess_is_the_digit_with_the_largest_output():
    assert Guesses.of(np.array([[0.1, 0.9, 0.3], [0.5, 0.4, 0.2]]), np.zeros((2, 3))).digits.tolist() == [1, 0]


def test_a_guess_gains_by_its_lead_in_likelihood_and_loses_where_another_digit_is_likelier():
    outputs = [[0.0, 1.0, 0.0]] * 3
    likelier, as_likely, less_likely = scores(outputs, [[30.0, 50, 40], [50, 50, 50], [30, 50, 60]])
    assert likelier == pytest.approx(1 + 10 * SECOND_OPINION)
    assert as_likely == pytest.approx(1)
    assert less_likely == pytest.approx(1 - 10 * SECOND_OPINION)


def test_a_lead_counts_up_to_a_limit_either_way():
    outputs = [[0.0, 1.0, 0.0]] * 2
    ahead, behind = scores(outputs, [[50 - 3 * MOST_LEAD, 50, -500], [50.0, 50, 50 + 3 * MOST_LEAD]])
    assert ahead == pytest.approx(1 + SECOND_OPINION * MOST_LEAD)
    assert behind == pytest.approx(1 - SECOND_OPINION * MOST_LEAD)


def test_a_picture_unlike_all_digits_loses_by_how_unlikely_it_is():
    outputs = [[0.0, 1.0, 0.0]] * 3
    usual, strange, stranger = scores(
        outputs, [[level] * 3 for level in (PLAUSIBLE + 1, PLAUSIBLE - 5, PLAUSIBLE - 50)]
    )
    assert [usual, strange, stranger] == pytest.approx([1, 1 - 5 * STRANGENESS, 1 - 50 * STRANGENESS])


def test_no_score_reaches_the_threshold_of_a_digit_that_was_never_read():
    assert scores([[0.0, 1.0, 0.0]], [[-1e4, 1e4, -1e4]])[0] < NEVER


def test_each_row_is_held_to_the_threshold_of_its_guess():
    guesses = Guesses(np.array([0, 1, 2]), np.array([0.5, 0.5, 0.5]))
    assert is_certain(guesses, {"thresholds": [0.45, 0.55, 0.5]}).tolist() == [True, False, True]
    assert share_certain(guesses, {"thresholds": [0.45, 0.55, 0.5]}).correct == 2


@pytest.fixture
def digits():
    """Return guesses about 1000 zeros from 0.5 to 1, and 1000 ones, which are seen less clearly: from 0.2 to 0.6."""
    return both(guesses_of(0, np.linspace(0.5, 1, 1000)), guesses_of(1, np.linspace(0.2, 0.6, 1000))), np.repeat(
        [0, 1], 1000
    )


@pytest.fixture
def scribbles(rng):
    """Return guesses about 500 scribbles, all like ones, from 0.1 to 0.55."""
    return guesses_of(1, rng.uniform(0.1, 0.55, 500))


def test_the_share_that_is_promised_stays_certain_and_the_digit_that_scribbles_resemble_bears_it(digits, scribbles):
    guesses, labels = digits
    thresholds = choose_thresholds(guesses, labels, scribbles)
    assert CERTAIN_SHARE <= is_certain(guesses, {"thresholds": thresholds}).mean() < CERTAIN_SHARE + 0.02
    assert thresholds[0] == 0.5  # no scribble is like a 0: none is given up
    assert thresholds[1] > 0.22


def test_no_digit_bears_more_than_its_share(digits, scribbles):
    guesses, labels = digits
    certain = is_certain(guesses, {"thresholds": choose_thresholds(guesses, labels, scribbles)})
    assert LEAST_SHARE <= certain[labels == 1].mean() < LEAST_SHARE + 0.005


def test_a_digit_that_was_never_read_correctly_is_never_certain(digits, scribbles):
    guesses, labels = digits
    assert choose_thresholds(guesses, labels, scribbles)[2] == NEVER
    assert choose_thresholds(guesses, labels + 1, scribbles)[0] == NEVER


def test_the_digit_that_is_misread_most_bears_the_share_where_no_scribble_does(digits):
    guesses, labels = digits
    misread = guesses_of(0, np.linspace(0.4, 0.55, 20))
    some = both(guesses, misread), np.concatenate([labels, [1] * 20])
    assert choose_thresholds(guesses, labels, guesses_of(1, []))[0] == 0.5
    thresholds = choose_thresholds(*some, guesses_of(1, []))
    assert thresholds[0] > 0.52
    assert thresholds[1] == 0.2


def test_misread_digits_and_scribbles_count_by_their_shares_where_not_all_can_be_refused(digits):
    guesses, labels = digits
    some = both(guesses, guesses_of(0, [0.5299] * 10)), np.concatenate([labels, [1] * 10])
    thresholds = choose_thresholds(*some, guesses_of(1, [0.2199] * 900 + [0.1] * 1000))
    assert thresholds[0] > 0.5299  # all ten of what is misread
    assert thresholds[1] < 0.2199  # 900 of 1900 scribbles stay certain


def test_misread_digits_do_not_count_as_right_guesses(digits, scribbles):
    guesses, labels = digits
    more = both(guesses, guesses_of(1, [0.01] * 900)), np.concatenate([labels, [0] * 900])
    assert choose_thresholds(*more, scribbles) == choose_thresholds(guesses, labels, scribbles)


def test_thresholds_are_lowered_where_the_network_that_ships_is_less_sure(digits):
    guesses, labels = digits
    thresholds = lowered([0.9, 0.1, *[0.5] * 8], guesses, labels)
    assert LEAST_SHARE <= is_certain(guesses, {"thresholds": thresholds})[labels == 0].mean() < LEAST_SHARE + 0.005
    assert thresholds[1:] == [0.1, *[0.5] * 8]
