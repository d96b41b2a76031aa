"""Tests of imports that are taken back: the table as before, or nothing that a version learned is lost."""

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from backend.digits import selectors
from backend.digits.admin.stored_words import text_of
from backend.digits.admin_site import PATIENT_S
from backend.digits.errors import RefusedError
from backend.digits.exchange.formats import open_import
from backend.digits.models import Action, AuditEntry, Digit, DigitState, Kind, ModelState, Status
from backend.digits.notice import Notice
from backend.digits.services.invariants import Asked, nothing_lost
from backend.digits.services.learning.run import train_due
from backend.digits.services.moderation import review
from backend.digits.services.transfer import exports, imports, restore, taking_back
from backend.digits.services.transfer.import_entry import ranges_of
from backend.digits.services.transfer.imports import import_digits
from backend.digits.services.transfer.taking_back import TakenBack, take_back_import
from backend.digits.tests.admin.administrators import log_in, post_form
from backend.digits.tests.services.test_tens_together import is_one_waiting_for_this_connection
from backend.silent_database import _own_limit_s
from backend.tests.programs import awaited

Add = Callable[..., Digit]
BringIn = Callable[..., AuditEntry]
N = 6


@pytest.fixture
def bring_in(add: Add, drawn: Callable[[int], Any], tmp_path: Path) -> BringIn:
    """Return a function that imports six drawings as CSV. Two others were drawn before."""
    add(100), add(101)

    def import_six(first: int = 0) -> AuditEntry:
        lines = [",".join(map(str, (drawn(first + n)[1], *drawn(first + n)[0].ravel()))) for n in range(N)]
        path = tmp_path / f"digits{first}.csv"
        path.write_text("\n".join(lines) + "\n")
        (source,) = open_import(path)
        import_digits(source, by="otto", reason="from the school")
        return AuditEntry.objects.latest("id")

    return import_six


def table() -> list[Any]:
    return list(Digit.objects.order_by("id").values())


def take_back(entry: AuditEntry) -> TakenBack:
    assert entry.batch is not None
    return take_back_import(entry.batch, by="anna")


def test_an_import_taken_back_leaves_the_table_as_before(bring_in: BringIn) -> None:
    bring_in(20)
    before = table()
    entry = bring_in()
    assert Digit.objects.count() == len(before) + N
    assert take_back(entry) == TakenBack(N, 0)
    assert table() == before
    newest = AuditEntry.objects.latest("id")
    assert (newest.action, newest.by, newest.undoes, newest.before) == (Action.UNDO, "anna", entry.batch, entry.before)


def test_a_large_import_goes_by_parts_and_its_pictures_are_not_read(
    bring_in: BringIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = bring_in()
    monkeypatch.setattr(taking_back, "N_DELETED_AT_ONCE", 4)
    with CaptureQueriesContext(connection) as queries:
        assert take_back(entry) == TakenBack(N, 0)
    asked = [query["sql"] for query in queries if "digits_digit" in query["sql"]]
    assert sum(sql.startswith("DELETE") for sql in asked) == 2
    assert not any('"picture"' in sql or '"ink"' in sql for sql in asked)


def test_digits_that_came_meanwhile_stay(bring_in: BringIn, add: Add) -> None:
    entry = bring_in()
    later = add(300)
    take_back(entry)
    assert Digit.objects.latest("id").pk == later.pk
    assert Digit.objects.count() == 3


def test_what_a_version_may_have_learned_is_excluded_and_not_deleted(bring_in: BringIn) -> None:
    entry = bring_in()
    ModelState.objects.create(kind=Kind.MANUAL, started_at=timezone.now())
    assert take_back(entry) == TakenBack(0, N)
    assert Digit.objects.filter(state=DigitState.EXCLUDED, state_before=DigitState.IMPORTED).count() == N
    assert Digit.objects.filter(state=DigitState.COUNTED).count() == 2


@pytest.mark.parametrize("is_over", [False, True])
def test_what_a_run_under_way_may_have_learned_is_excluded_too(bring_in: BringIn, is_over: bool) -> None:
    run = ModelState.objects.create(kind=Kind.MANUAL, started_at=timezone.now(), status=Status.TRAINING)
    entry = bring_in()
    if is_over:
        ModelState.objects.filter(pk=run.pk).update(status=Status.FAILED, finished_at=timezone.now())
    assert take_back(entry) == TakenBack(0, N)


@pytest.mark.only("postgresql")  # on SQLite the transaction itself keeps the worker waiting
def test_a_run_that_is_due_meanwhile_learns_nothing_of_what_is_deleted(
    bring_in: BringIn, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(110, 118):
        add(number)
    entry = bring_in()
    worker = threading.Thread(target=work, args=(ends := threading.Event(),))
    delete = taking_back._delete

    def delete_meanwhile(digits: Any) -> int:
        worker.start()
        awaited(lambda: ends.is_set() or is_one_waiting_for_this_connection())
        return delete(digits)

    monkeypatch.setattr(taking_back, "_delete", delete_meanwhile)
    assert take_back(entry) == TakenBack(N, 0)
    worker.join()
    version = ModelState.objects.latest("id")
    assert version.receipt is not None
    assert list(nothing_lost(Asked())) == []


def work(ends: threading.Event) -> None:
    train_due(owner="test", is_stopping=lambda: False)
    ends.set()
    connection.close()


def test_a_digit_that_somebody_decided_on_is_excluded_and_its_trail_stays(bring_in: BringIn) -> None:
    entry = bring_in()
    decided = Digit.objects.latest("id")
    review.relabel(decided.pk, label=(decided.label + 1) % 10, by="anna")
    assert take_back(entry) == TakenBack(N - 1, 1)
    assert Digit.objects.get(pk=decided.pk).state == DigitState.EXCLUDED


def test_a_digit_that_was_held_comes_back_as_an_imported_one(bring_in: BringIn) -> None:
    entry = bring_in()
    decided = Digit.objects.latest("id")
    review.hold([decided.pk], by="anna", reason="odd")
    take_back(entry)
    review.restore([decided.pk], by="anna", reason="the school is sure of it")
    assert Digit.objects.get(pk=decided.pk).state == DigitState.IMPORTED


def test_an_import_is_taken_back_once_and_no_other_entry_is_one(bring_in: BringIn) -> None:
    entry = bring_in()
    take_back(entry)
    with pytest.raises(RefusedError, match="taken back before"):
        take_back(entry)
    with pytest.raises(RefusedError, match="no such import"):
        take_back_import(uuid4(), by="anna")


@pytest.mark.parametrize(("n_held", "said"), [(1, "1 is excluded, since"), (2, "2 are excluded, since")])
def test_the_page_says_how_many_are_excluded(bring_in: BringIn, client: Client, n_held: int, said: str) -> None:
    entry = bring_in()
    review.hold(list(Digit.objects.order_by("-id").values_list("pk", flat=True)[:n_held]), by="anna", reason="odd")
    log_in(client, "operator")
    answer = post_form(client, "/admin/exchange/back/", {"batch": str(entry.batch)}, follow=True)
    assert said in answer.content.decode()


def test_the_page_offers_it_to_who_may_import(bring_in: BringIn, client: Client) -> None:
    entry = bring_in()
    log_in(client, "operator")
    assert str(entry.batch) in client.get("/admin/exchange/").content.decode()
    answer = post_form(client, "/admin/exchange/back/", {"batch": str(entry.batch)}, follow=True)
    assert f"{N} digits are deleted again." in answer.content.decode()
    assert str(entry.batch) not in answer.content.decode()
    assert Digit.objects.count() == 2
    assert post_form(client, "/admin/exchange/back/", {"batch": "nonsense"}, follow=True).status_code == 200
    client.logout()
    log_in(client, "reviewer")
    assert post_form(client, "/admin/exchange/back/", {"batch": str(entry.batch)}).status_code == 403


def test_an_archive_added_to_what_is_there_is_taken_back_too(bring_in: BringIn, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (path,) = exports.export_digits("archive", out, by="otto").paths
    Digit.objects.all().delete()
    found: Any = open_import(path)
    restore.merge(found, by="otto", reason="from the other machine")
    assert Digit.objects.count() == 2
    assert take_back(AuditEntry.objects.filter(action=Action.IMPORT).latest("id")) == TakenBack(2, 0)
    assert table() == []


@pytest.fixture
def breaks_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an import store two digits in a transaction and break in its second one."""
    real, calls = imports._store, []

    def store(*arguments: Any) -> Any:
        calls.append(arguments)
        if len(calls) == 2:
            raise MemoryError("planted")
        return real(*arguments)

    monkeypatch.setattr(imports, "N_STORED_AT_ONCE", 2)
    monkeypatch.setattr(imports, "_store", store)


def test_an_import_that_added_nothing_is_not_offered(bring_in: BringIn) -> None:
    first, _second = bring_in(), bring_in()
    assert selectors.audit.imports_to_take_back(n_newest=10) == [first]


def test_an_import_that_was_interrupted_is_taken_back_as_far_as_it_came(bring_in: BringIn, breaks_once: None) -> None:
    before = table()
    with pytest.raises(MemoryError):
        bring_in()
    (entry,) = selectors.audit.imports_to_take_back(n_newest=10)
    assert entry.after == "2 digits added so far"
    assert take_back(entry) == TakenBack(2, 0)
    assert table() == before
    again = bring_in()
    assert again.batch != entry.batch
    assert take_back(again) == TakenBack(N, 0)


def test_an_import_that_was_interrupted_and_resumed_is_taken_back_whole(bring_in: BringIn, breaks_once: None) -> None:
    before = table()
    with pytest.raises(MemoryError):
        bring_in()
    entry = bring_in()
    assert AuditEntry.objects.filter(action=Action.IMPORT).count() == 1
    assert entry.after.startswith("4 digits added, 2 there already")
    assert entry.after.endswith("2 of those there already had been added by this import before it was interrupted")
    notice = Notice.objects.get()
    assert notice.title.endswith(f" brought in {N} digits")
    interrupted = "2 of those there already had been added by this import before it was interrupted."
    assert ": 4 digits added, 2 there already" in notice.text
    assert notice.text.split("\n")[1:] == [interrupted]
    for language in ("de", "fr", "es"):
        with translation.override(language):
            assert not {"added", "interrupted"} & set(re.findall(r"\w+", text_of(notice)))
    assert take_back(entry) == TakenBack(N, 0)
    assert table() == before


def test_an_import_that_is_taken_back_under_way_goes_on_as_another_one(
    bring_in: BringIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, taken_back = imports._store, list[TakenBack]()

    def store(*arguments: Any) -> Any:
        stored = real(*arguments)
        if not taken_back:
            taken_back.append(take_back(AuditEntry.objects.latest("id")))
        return stored

    before = table()
    monkeypatch.setattr(imports, "N_STORED_AT_ONCE", 4)
    monkeypatch.setattr(imports, "_store", store)
    rest = bring_in()
    assert taken_back == [TakenBack(4, 0)]
    assert take_back(rest) == TakenBack(N - 4, 0)
    assert table() == before


def test_ids_are_kept_as_few_numbers() -> None:
    assert ranges_of([7, 3, 4, 5, 9, 8]) == [[3, 5], [7, 9]]
    assert ranges_of([]) == []


def test_only_what_an_administrator_changes_may_wait_long_for_the_database(
    installed: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check it with one page and one change; all of them pass the same gate."""
    limits: list[float | None] = []

    def noting(*_: Any, **__: Any) -> Any:
        limits.append(_own_limit_s.get())
        raise RefusedError("It was noted.")

    monkeypatch.setattr(taking_back, "take_back_import", noting)
    log_in(client, "superuser")
    post_form(client, "/admin/exchange/back/", {"batch": str(uuid4())})
    monkeypatch.setattr("backend.digits.selectors.admin.exchanges", noting)
    client.get("/admin/exchange/")
    assert (limits, _own_limit_s.get()) == ([PATIENT_S, None], None)
