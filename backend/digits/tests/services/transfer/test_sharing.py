"""Tests of work that all workers share: drawings of an import, pictures of older preprocessing."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from backend.digits import tasks
from backend.digits.errors import RefusedError
from backend.digits.exchange.records import LabelledDrawing
from backend.digits.models import Digit, ImportPart, Worker
from backend.digits.selectors.admin import n_workers_alive
from backend.digits.services.hands import cut_old_contributors
from backend.digits.services.pictures import rebuild_pictures, rebuild_some
from backend.digits.services.transfer import imports, sharing, staging
from backend.digits.tests.services.test_concurrency import at_once
from backend.digits.tests.services.transfer.import_export import import_file, write_idx
from nn.preprocessing import PREPROCESSING_VERSION

pytestmark = pytest.mark.usefixtures("data_folder", "notices_are_translated")
on_a_server = pytest.mark.only("postgresql")
N = 12


@pytest.fixture
def file(installed: None, drawn: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file of twelve drawings, which are staged three at a time."""
    monkeypatch.setattr(imports, "N_STAGED_AT_ONCE", 3)
    monkeypatch.setattr(sharing, "N_AHEAD", 2)
    pictures = np.array([drawn(number)[0] for number in range(N)])
    return write_idx(tmp_path, pictures, [drawn(number)[1] for number in range(N)])


def stored() -> list[tuple[Any, ...]]:
    columns = ("picture", "ink", "ink_sha256", "label", "predicted", "state", "is_training_input")
    return [tuple(map(_plain, row)) for row in Digit.objects.order_by("id").values_list(*columns)]


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def test_drawings_come_through_the_table_as_they_were() -> None:
    drawings = [
        LabelledDrawing(np.arange(12, dtype=np.uint8).reshape(3, 4), 7, "row 1"),
        LabelledDrawing(np.full((2, 2), 255, np.uint8), 0, "Zeile 2: ü\n", "held there", "ab" * 32),
    ]
    back = staging.unpack_drawings(staging.pack_drawings(drawings))
    assert [(d.drawing.tolist(), *d[1:]) for d in back] == [(d.drawing.tolist(), *d[1:]) for d in drawings]


def test_a_shared_import_stores_what_an_import_alone_stores_and_calls_for_each_part(file: Path) -> None:
    assert import_file(file).n_added == N
    alone, calls = stored(), []
    Digit.objects.all().delete()
    assert import_file(file, call_workers=lambda: calls.append(1)).n_added == N
    assert stored() == alone
    assert (len(calls), ImportPart.objects.count()) == (4, 0)


def test_large_drawings_make_smaller_parts(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "PIXELS_AT_ONCE", 2 * 28 * 28)
    calls: list[int] = []
    assert import_file(file, call_workers=lambda: calls.append(1)).n_added == N
    assert len(calls) == N / 2


def test_a_blank_drawing_in_a_shared_import_is_refused_with_its_place_and_nothing_stays(
    file: Path, drawn: Any, tmp_path: Path
) -> None:
    pictures = np.array([drawn(0)[0], np.zeros((28, 28), np.uint8)])
    blank = write_idx(tmp_path, pictures, [drawn(0)[1], 0], "blank")
    with pytest.raises(RefusedError, match="blank"):
        import_file(blank, call_workers=lambda: None)
    assert (Digit.objects.count(), ImportPart.objects.count()) == (0, 0)


def test_a_part_says_which_preprocessing_made_it_ready_or_refused_it(installed: None, drawn: Any) -> None:
    for number, drawing in enumerate([drawn(0)[0], np.zeros((28, 28), np.uint8)]):
        packed = staging.pack_drawings([LabelledDrawing(drawing, 7, "row 1")])
        ImportPart.objects.create(job="0" * 32, number=number, drawings=packed)
        assert sharing.stage_a_part()
    ready, refused = ImportPart.objects.order_by("number")
    assert (ready.staged is None, ready.preprocessing) == (False, PREPROCESSING_VERSION)
    assert ("blank" in refused.refusal, refused.preprocessing) == (True, PREPROCESSING_VERSION)


def made_ready_elsewhere(preprocessing: int | None, drawn: Any) -> None:
    """Do what a worker of another version does, whose pictures are others."""
    others = staging.pack_batch(staging.stage([LabelledDrawing(drawn(N)[0], 0, "elsewhere")]))
    ImportPart.objects.update(drawings=b"", staged=others, preprocessing=preprocessing)


def refused_elsewhere(preprocessing: int | None, _drawn: Any) -> None:
    ImportPart.objects.update(drawings=b"", refusal="it is blank", preprocessing=preprocessing)


@pytest.mark.parametrize("elsewhere", [made_ready_elsewhere, refused_elsewhere])
@pytest.mark.parametrize("preprocessing", [None, PREPROCESSING_VERSION + 1])
def test_what_a_worker_of_another_version_made_ready_or_refused_is_made_ready_again(
    file: Path, drawn: Any, elsewhere: Callable[[int | None, Any], None], preprocessing: int | None
) -> None:
    import_file(file)
    alone = stored()
    Digit.objects.all().delete()
    import_file(file, call_workers=lambda: elsewhere(preprocessing, drawn))
    assert stored() == alone


def test_an_import_that_stood_still_until_it_was_taken_for_a_killed_one_goes_on(file: Path) -> None:
    import_file(file)
    alone = stored()
    Digit.objects.all().delete()

    def hours_later() -> None:
        sharing.delete_abandoned(before=timezone.now() + tasks.ABANDONED)

    assert import_file(file, call_workers=hours_later).n_added == N
    assert stored() == alone


def test_an_import_whose_connection_was_ended_meanwhile_says_what_to_do(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(_: Any) -> Any:
        raise OperationalError("terminating connection due to idle-in-transaction timeout")

    monkeypatch.setattr(staging, "stage", ended)
    with pytest.raises(CommandError, match=r"idle-in-transaction timeout.*run the command again"):
        call_command("import_digits", file, processes=1)


def test_what_a_killed_import_left_in_the_table_is_deleted(installed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ImportPart.objects.create(job="0" * 32, number=0, drawings=b"", created_at=timezone.now() - tasks.ABANDONED * 2)
    ImportPart.objects.create(job="0" * 32, number=1, drawings=b"")
    monkeypatch.setattr(tasks, "_tidied_at", 0.0)
    tasks._tidy()
    assert list(ImportPart.objects.values_list("number", flat=True)) == [1]


class Elsewhere:
    """A process elsewhere that has the rows of a query in hand until it ends, without having done anything."""

    def __init__(self, query: Callable[[], Any]) -> None:
        self._query, self._has, self._ends = query, threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._hold)

    def __enter__(self) -> "Elsewhere":
        self._thread.start()
        self._has.wait()
        return self

    def end(self) -> None:
        self._ends.set()
        self._thread.join()

    def __exit__(self, *_: object) -> None:
        self.end()

    def _hold(self) -> None:
        try:
            with transaction.atomic():
                list(self._query())
                self._has.set()
                self._ends.wait()
                transaction.set_rollback(True)
        finally:
            connection.close()


@on_a_server
def test_a_worker_takes_the_parts_that_no_other_has_in_hand_and_those_of_a_killed_one_later(
    installed: None, drawn: Any
) -> None:
    drawings = staging.pack_drawings([LabelledDrawing(*drawn(0), "row 1")])
    for number in range(3):
        ImportPart.objects.create(job="0" * 32, number=number, drawings=drawings)

    def ready() -> list[int]:
        return list(ImportPart.objects.exclude(staged=None).order_by("number").values_list("number", flat=True))

    with Elsewhere(lambda: ImportPart.objects.filter(number=0).select_for_update()) as killed:
        tasks.share_task()
        assert ready() == [1, 2]
        killed.end()
        tasks.share_task()
    assert ready() == [0, 1, 2]


@on_a_server
def test_workers_that_help_change_nothing_of_what_an_import_stores(file: Path) -> None:
    import_file(file)
    alone = stored()
    Digit.objects.all().delete()
    result, *_ = at_once([lambda: import_file(file, call_workers=lambda: None), *[tasks._share] * 3])
    assert (result.n_added, stored(), ImportPart.objects.count()) == (N, alone, 0)


@pytest.fixture
def older(add: Callable[..., Digit], monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[int, bytes]]:
    """Add six digits, make their pictures those of older preprocessing, and return what they should be."""
    monkeypatch.setattr("backend.digits.services.pictures.N_AT_ONCE", 2)
    wanted = {digit.pk: bytes(digit.picture) for digit in map(add, range(6))}
    Digit.objects.update(picture=bytes(784), preprocessing=0)
    yield wanted
    assert {digit.pk: bytes(digit.picture) for digit in Digit.objects.all()} == wanted
    assert not Digit.objects.exclude(preprocessing=PREPROCESSING_VERSION).exists()


@on_a_server
def test_pictures_are_rebuilt_by_all_together_each_once(older: dict[int, bytes]) -> None:
    done = at_once([lambda: sum(iter(rebuild_some, 0))] * 3)
    assert sum(done) + sum(iter(rebuild_some, 0)) == len(older)


@on_a_server
def test_rebuilding_ends_when_the_pictures_that_another_process_has_in_hand_are_done_too(
    older: dict[int, bytes],
) -> None:
    newest = max(older)
    with Elsewhere(lambda: Digit.objects.filter(id=newest).select_for_update()) as killed:
        rounds = rebuild_pictures()
        assert [next(rounds) for _ in range(3)] == [2, 4, 5]
        killed.end()
        assert list(rounds) == [6]


@on_a_server
def test_a_worker_rebuilds_pictures_and_a_damaged_one_does_not_end_it(older: dict[int, bytes]) -> None:
    newest = Digit.objects.get(id=max(older))
    Digit.objects.filter(id=newest.pk).update(ink=b"no PNG")
    tasks._share()
    assert Digit.objects.filter(preprocessing=0).count() == len(older)
    Digit.objects.filter(id=newest.pk).update(ink=bytes(newest.ink))
    tasks._share()


@on_a_server
def test_a_worker_that_shares_for_long_reports_after_each_part(
    older: dict[int, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    n_alive: list[int] = []

    def rebuild_for_minutes() -> int:
        n_alive.append(n_workers_alive())
        Worker.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
        return rebuild_some()

    monkeypatch.setattr(tasks, "rebuild_some", rebuild_for_minutes)
    tasks._share()
    assert n_alive == [0, 1, 1, 1]


@on_a_server
def test_ids_that_another_worker_is_cutting_are_left_to_it(add: Callable[..., Digit]) -> None:
    first, _ = add(0), add(1)
    with Elsewhere(lambda: Digit.objects.filter(id=first.pk).select_for_update()):
        assert cut_old_contributors(before=timezone.now()) == 1
