"""`python -m benchmarks.serving.hand`: measure what the memory of one's own hand costs, inside the program.

It measures a prediction without and with the memory of a hand of 200 digits, the first one after a new digit, the room
that a process takes after it has served many hands, the archive of a hand of 1,000 digits, and how long it takes to
forget that hand after fifty versions learned from it. Times are of the CPU, in one thread, without a socket.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import cache
from typing import Any
from uuid import UUID

import numpy as np

N_TIMES = 200
N_DIGITS = 200  # as many as a memory holds
N_WRITTEN = 400  # different drawings, of which every hand has some
N_OF_HAND = 10  # digits of each of many hands
N_LARGE = 1000  # digits of the hand that is taken out and forgotten
N_VERSIONS = 50
LARGE = UUID(int=1)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving.hand", description="The cost of a memory.")
    parser.add_argument("--hands", type=int, default=10_000, help="hands that one process serves; default: 10000")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="ductus-hand-") as folder:
        os.environ |= {"DIGITS_DATA_DIR": folder, "DIGITS_PAGE_DIR": folder, "DIGITS_CORPORA": ""}
        os.environ["DJANGO_SETTINGS_MODULE"] = "backend.settings"
        import django  # noqa: PLC0415 - it reads the environment

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now

        call_command("prepare", verbosity=0)
        print_predictions()
        print_room(options.hands)
        print_whole_hand()


def print_predictions() -> None:
    from backend.digits import inference  # noqa: PLC0415

    me = UUID(int=2)
    rows = _rows(N_DIGITS + N_TIMES, me)
    _insert(rows[:N_DIGITS])
    pictures = [np.frombuffer(row.picture, np.uint8).reshape(28, 28) for row in rows]
    alone = times_ms(lambda n: inference.predict(pictures[n % len(pictures)]))
    known = times_ms(lambda n: inference.predict(pictures[n % len(pictures)], contributor=me))
    first = times_ms(
        lambda n: inference.predict(pictures[n], contributor=me), before=lambda n: rows[N_DIGITS + n].save()
    )
    print(f"a prediction from a picture, CPU, of {N_TIMES}; a hand of {N_DIGITS} digits")
    print(f"{'':>30}{'median, ms':>12}{'more':>8}{'times':>8}{'quickest, ms':>14}{'more':>8}")
    for name, times in (("network alone", alone), ("with the memory", known), ("first after a new digit", first)):
        median, quickest = statistics.median(times), min(times)
        more, ratio = median - statistics.median(alone), median / statistics.median(alone)
        print(f"{name:>30}{median:>12.3f}{more:>+8.3f}{ratio:>8.2f}{quickest:>14.3f}{quickest - min(alone):>+8.3f}")


def print_room(n_hands: int) -> None:
    from backend.digits import inference  # noqa: PLC0415
    from backend.digits.inference import memories  # noqa: PLC0415
    from harness.memory import is_measurable, pss_mb  # noqa: PLC0415

    hands = [UUID(int=1000 + number) for number in range(n_hands)]
    for first in range(0, n_hands, 500):
        _insert([row for hand in hands[first : first + 500] for row in _rows(N_OF_HAND, hand, seed=hand.int)])
    picture = np.frombuffer(_rows(1, hands[0])[0].picture, np.uint8).reshape(28, 28)
    for hand in hands:
        inference.predict(picture, contributor=hand)
    room = f"{pss_mb(os.getpid()):.0f} MB" if is_measurable() else "–"
    print(f"after {n_hands:,} hands of {N_OF_HAND} digits: process {room}, memories {memories.n_bytes() / 1e6:.0f} MB")


def print_whole_hand() -> None:
    from backend.digits.models import Deployment, Digit, Kind, ModelState, Status  # noqa: PLC0415
    from backend.digits.services.hands import forget_hand  # noqa: PLC0415
    from backend.digits.services.transfer.hand_export import hand_as_zip  # noqa: PLC0415

    base = ModelState.objects.get()
    _insert(_rows(N_LARGE, LARGE))
    ids = list(Digit.objects.filter(contributor=LARGE).order_by("id").values_list("id", flat=True))
    for number in range(N_VERSIONS):
        learned = ids[number * 20 : number * 20 + 10]
        version = ModelState.objects.create(
            kind=Kind.TEN, status=Status.PROMOTED, parent_id=base.pk + number, preprocessing=base.preprocessing,
            layout=base.layout, weights=base.weights, biases=base.biases, sha256=base.sha256,
            receipt={"digits": {"ids": learned * 30}}, finished_at=base.finished_at,
        )  # fmt: skip
        Digit.objects.filter(id__in=learned).update(model_state=version)
    Deployment.objects.create(model_state=version, by="the gate", reason="planted")
    started = time.process_time()
    n_bytes = sum(map(len, hand_as_zip(LARGE)))
    archived = time.process_time()
    forgotten = forget_hand(LARGE)
    ended = time.process_time()
    print(f"the archive of {N_LARGE:,} digits: {archived - started:.2f} s, {n_bytes / 1e6:.1f} MB")
    print(
        f"the end of a hand of {forgotten.n_digits:,} digits, {N_VERSIONS} versions after:"
        f" {ended - archived:.2f} s, a version without them queued: {forgotten.is_queued}"
    )


def times_ms(do: Callable[[int], Any], *, before: Callable[[int], Any] = lambda _: None) -> list[float]:
    times = []
    for n in range(N_TIMES):
        before(n)
        started = time.process_time()
        do(n)
        times.append(1000 * (time.process_time() - started))
    return times


def _insert(rows: list[Any]) -> None:
    from backend.digits.models import Digit  # noqa: PLC0415

    Digit.objects.bulk_create(rows, batch_size=500)


def _rows(n: int, contributor: UUID, *, seed: int = 0) -> list[Any]:
    """Return digits of one hand that are not stored yet: some of the made-up writing."""
    from backend.digits.models import Digit  # noqa: PLC0415

    writing = _writing()
    which = np.random.default_rng(seed).permutation(N_WRITTEN)
    columns = {"is_training_input": True, "predicted_by_id": 1, "contributor": contributor, "payload_sha256": ""}
    return [Digit(**writing[which[number % N_WRITTEN]], **columns) for number in range(n)]


@cache
def _writing() -> list[dict[str, Any]]:
    """Return the columns of made-up drawings, as strokes and as they are stored."""
    from backend.digits.drawings import ink_of, sha256_of_ink, to_png  # noqa: PLC0415
    from nn.data.strokes import clean, pack  # noqa: PLC0415
    from nn.data.styles import styled_digits  # noqa: PLC0415
    from nn.preprocessing import PREPROCESSING_VERSION, place_strokes  # noqa: PLC0415

    written = [(clean(one.strokes), one.label) for one in styled_digits(N_WRITTEN, np.random.default_rng(0))]
    return [
        {
            "picture": place_strokes(strokes).tobytes(),
            "preprocessing": PREPROCESSING_VERSION,
            "strokes": pack(strokes),
            "ink": to_png(ink_of(strokes)),
            "ink_sha256": sha256_of_ink(strokes),
            "label": label,
            "predicted": label,
            "guess": label,
        }
        for strokes, label in written
    ]


if __name__ == "__main__":
    main()
