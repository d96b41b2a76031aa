"""Tests of the memories of hands: right with the next guess, harmless to others, bounded, one small query."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from numpy.typing import NDArray

from backend.digits import inference
from backend.digits.inference import memories
from backend.digits.models import Digit, DigitState
from backend.digits.services.deployments import deploy
from backend.digits.services.digits import withdraw_digit
from backend.digits.services.hands import forget_hand
from backend.digits.services.moderation.review import exclude, hold, relabel, restore
from backend.digits.tests.test_inference import deploy_another
from nn.preprocessing import PREPROCESSING_VERSION

Add = Callable[..., Digit]
ME, ANOTHER = uuid4(), uuid4()


@pytest.fixture(autouse=True)
def empty(installed: None) -> Iterator[None]:
    memories.forget_all()
    yield
    memories.forget_all()


@pytest.fixture
def odd(add_strokes: Add) -> Callable[[int], Digit]:
    """Return a function that adds a 1 of mine which everybody's network takes for a 7."""
    return lambda number: add_strokes(number, contributor=ME, label=1)


def picture(digit: Digit) -> NDArray[np.uint8]:
    return np.frombuffer(bytes(digit.picture), np.uint8).reshape(28, 28)


def read(seen: NDArray[np.uint8], contributor: UUID | None = ME) -> int:
    return inference.predict(seen, contributor=contributor).digit


def test_one_correction_is_known_with_the_next_guess(odd: Callable[[int], Digit], add_strokes: Add) -> None:
    first = odd(0)
    assert (first.label, first.predicted, first.guess) == (1, 7, 7)  # its own memory did not know it yet
    second = odd(1)
    assert (second.label, second.predicted, second.guess) == (1, 7, 1)


def test_nobodys_memory_changes_anothers_outputs_by_one_bit(odd: Callable[[int], Digit], add: Add) -> None:
    digits = [add(number, contributor=ANOTHER) for number in range(12)]
    seen = [picture(digit) for digit in digits]
    before = [(inference.predict(one, contributor=ANOTHER), inference.predict(one)) for one in seen]
    for number in range(5):
        odd(number)
    assert read(picture(odd(5))) == 1  # mine has changed
    after = [(inference.predict(one, contributor=ANOTHER), inference.predict(one)) for one in seen]
    assert after == before
    mine = memories.memory_of(ME, deployment=1, network=inference.served().network)
    theirs = memories.memory_of(ANOTHER, deployment=1, network=inference.served().network)
    assert mine is not None
    assert theirs is not None
    assert not {id_ for id_, _ in mine.examples} & {id_ for id_, _ in theirs.examples}


def test_without_a_cookie_the_guess_is_the_networks_own(odd: Callable[[int], Digit]) -> None:
    seen = picture(odd(0))
    alone, of_nobody = inference.predict(seen), inference.predict(seen, contributor=uuid4())
    assert alone == of_nobody
    assert (alone.digit, alone.hand, alone.because) == (7, None, [])
    assert (alone.digit, alone.confidences) == (alone.network.digit, alone.network.confidences)


def test_a_changed_guess_says_so_and_names_the_drawings_that_decided(odd: Callable[[int], Digit]) -> None:
    digits = [odd(number) for number in range(5)]
    guess = inference.predict(picture(digits[2]), contributor=ME)
    assert (guess.digit, guess.network.digit) == (1, 7)
    assert guess.hand == inference.Memorized(n_digits=5, changed=True)
    assert 1 <= len(guess.because) <= 3
    assert {own.id for own in guess.because} <= {digit.pk for digit in digits}
    assert {own.label for own in guess.because} == {1}


CHANGES: dict[str, Callable[[int], Any]] = {
    "withdrawn": lambda digit: withdraw_digit(digit_id=digit, contributor=ME),
    "excluded": lambda digit: exclude([digit], by="test", reason="test"),
    "relabelled": lambda digit: relabel(digit, label=7, by="test"),
    "without its contributor": lambda digit: Digit.objects.filter(pk=digit).update(contributor=None),
    "another's": lambda digit: Digit.objects.filter(pk=digit).update(contributor=ANOTHER),
    "of older preprocessing": lambda digit: Digit.objects.filter(pk=digit).update(
        preprocessing=PREPROCESSING_VERSION - 1
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_taken_out_or_put_right_is_forgotten_with_the_next_guess(
    odd: Callable[[int], Digit], change: Callable[[int], Any]
) -> None:
    digit = odd(0)
    assert read(picture(digit)) == 1
    change(digit.pk)
    assert read(picture(digit)) == 7


def test_a_held_digit_serves_its_own_hand_and_a_restored_one_again(odd: Callable[[int], Digit]) -> None:
    digit = odd(0)
    hold([digit.pk], by="test", reason="test")
    assert read(picture(digit)) == 1
    exclude([digit.pk], by="test", reason="test")
    assert read(picture(digit)) == 7
    restore([digit.pk], by="test", reason="test")
    assert read(picture(digit)) == 1


def test_another_network_is_corrected_by_what_it_misses_itself(odd: Callable[[int], Digit]) -> None:
    digit = odd(0)
    before = inference.predict(picture(digit), contributor=ME)
    version = deploy_another()
    after = inference.predict(picture(digit), contributor=ME)
    assert (before.model, after.model) == (1, version)
    assert after.network.confidences != before.network.confidences
    memories.forget_all()
    assert inference.predict(picture(digit), contributor=ME) == after  # as a process that saw nothing earlier says
    deploy(1, by="test", reason="back")
    assert inference.predict(picture(digit), contributor=ME) == before


def test_a_known_hand_costs_one_query_more_and_no_picture(odd: Callable[[int], Digit]) -> None:
    seen = picture(odd(0))
    read(seen)
    with CaptureQueriesContext(connection) as queries:
        read(seen)
    assert len(queries) == 2
    assert not any("picture" in query["sql"] for query in queries)


def test_after_a_new_digit_only_its_picture_is_read(odd: Callable[[int], Digit]) -> None:
    digits = [odd(number) for number in range(4)]
    read(picture(digits[0]))
    new = odd(9)
    with CaptureQueriesContext(connection) as queries:
        read(picture(new))
    (of_pictures,) = (query["sql"] for query in queries if "picture" in query["sql"])
    assert f"IN ({new.pk})" in of_pictures


def test_only_the_newest_are_remembered(odd: Callable[[int], Digit], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memories, "N_REMEMBERED", 3)
    digits = [odd(number) for number in range(5)]
    known = inference.memory_of(ME)
    assert known is not None
    assert [id_ for id_, _ in known.examples] == [digit.pk for digit in reversed(digits[2:])]


def test_memories_take_bounded_room_and_the_one_used_last_stays(
    odd: Callable[[int], Digit], add_strokes: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = picture(odd(0))
    read(seen)
    of_one = memories.n_bytes()
    monkeypatch.setattr(memories, "MAX_BYTES", 3 * of_one)
    for number in range(1, 8):
        other = add_strokes(number, label=1)
        read(seen, other.contributor)
        with CaptureQueriesContext(connection) as queries:
            read(seen)
        assert len(queries) == 2  # mine was never dropped
        assert 0 < memories.n_bytes() <= 3 * of_one
    memories.forget_all()
    assert memories.n_bytes() == 0
    assert read(seen) == 1  # made anew


def test_a_forgotten_hand_is_dropped_an_hour_after_its_last_use(
    odd: Callable[[int], Digit], add_strokes: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forget the hand whose memory was used: its key is never asked for again, but guesses without a key go on."""
    now = [0.0]
    monkeypatch.setattr("backend.digits.inference.memories.time.monotonic", lambda: now[0])
    seen, other = picture(odd(0)), add_strokes(1, label=1).contributor
    read(seen)
    forget_hand(ME)
    read(seen, other)
    now[0] += memories.UNUSED_S
    read(seen, other)
    assert list(memories._kept) == [ME, other]
    now[0] += 1
    read(seen, None)
    assert list(memories._kept) == [other]
    assert memories.n_bytes() == sum(kept.nbytes for kept in memories._kept.values())


def test_a_hand_whose_only_digit_was_taken_back_takes_no_room(odd: Callable[[int], Digit]) -> None:
    digit = odd(0)
    read(picture(digit))
    withdraw_digit(digit_id=digit.pk, contributor=ME)
    read(picture(digit))
    assert memories.n_bytes() == 0


def test_many_threads_agree_and_room_is_counted_once(
    odd: Callable[[int], Digit], add_strokes: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let eight threads ask for six hands in different orders, with room for about three."""
    seen = picture(odd(0))
    hands = [ME] + [add_strokes(number, label=1).contributor for number in range(1, 6)]
    wanted = {hand: inference.predict(seen, contributor=hand) for hand in hands}
    monkeypatch.setattr(memories, "MAX_BYTES", memories.n_bytes() // 2)
    memories.forget_all()

    def ask(order: int) -> bool:
        try:
            mixed = [hands[at] for at in np.random.default_rng(order).permutation(6)] * 3
            return all(inference.predict(seen, contributor=hand) == wanted[hand] for hand in mixed)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(8)))
    assert memories.n_bytes() == sum(kept.nbytes for kept in memories._kept.values()) <= memories.MAX_BYTES


def test_digits_of_the_state_imported_are_in_no_memory(odd: Callable[[int], Digit]) -> None:
    digit = odd(0)
    Digit.objects.update(state=DigitState.IMPORTED)
    assert inference.predict(picture(digit), contributor=ME).hand is None
