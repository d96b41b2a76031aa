"""Tests of whole hands: forgotten in one step and unlearned, and contributors' ids cut from old digits."""

import json
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from backend.digits import inference, tasks
from backend.digits.errors import GoneError
from backend.digits.models import AuditEntry, Deployment, Digit, DigitState, Kind, ModelState, Status
from backend.digits.selectors.lineage import hidden_in_lineage, lineage_of
from backend.digits.services.deployments import pin
from backend.digits.services.digits import add_digit
from backend.digits.services.hands import BY, cut_old_contributors, forget_hand
from backend.digits.services.learning import training_job
from backend.digits.services.learning.run import train_due
from backend.digits.services.moderation.review import exclude, hold
from backend.digits.services.transfer.networks import export_network, import_network

pytestmark = pytest.mark.usefixtures("each_ten_alone")

Add = Callable[..., Digit]
ME = uuid4()


def train() -> int:
    return train_due(owner="test", is_stopping=lambda: False)


def draw(add: Add, numbers: range, contributor: UUID = ME) -> list[int]:
    return [add(number, contributor=contributor).pk for number in numbers]


def states_of(ids: list[int]) -> list[tuple[str, Any]]:
    return list(Digit.objects.filter(id__in=ids).order_by("id").values_list("state", "contributor"))


def test_every_digit_of_the_hand_is_taken_back_and_no_longer_says_who_drew_it(add: Add) -> None:
    mine, theirs = draw(add, range(4)), draw(add, range(4, 7), uuid4())
    hold([mine[1]], by="test", reason="test")
    exclude([mine[2]], by="test", reason="test")
    before = states_of(theirs)
    assert forget_hand(ME).n_digits == 4
    assert states_of(mine) == [(DigitState.WITHDRAWN, None)] * 4
    assert set(Digit.objects.filter(id__in=mine).values_list("state_before", flat=True)) == {""}
    assert states_of(theirs) == before


def test_what_was_never_learned_needs_no_new_version(add: Add) -> None:
    draw(add, range(10), uuid4())
    assert train() == 1
    draw(add, range(10, 14))
    assert not forget_hand(ME).is_queued
    assert ModelState.objects.count() == 2


def test_a_ten_that_only_waits_has_taught_nothing_yet_and_never_will(add: Add) -> None:
    draw(add, range(10), uuid4())
    assert train() == 1
    mine = draw(add, range(10, 20))
    assert not forget_hand(ME).is_queued
    train()
    receipts = [version.receipt or {} for version in ModelState.objects.all()]
    assert not any(set(mine) & set(receipt.get("digits", {}).get("ids", [])) for receipt in receipts)


def test_a_version_without_the_hand_is_trained_and_served_and_all_invariants_hold(
    add: Add, capsys: pytest.CaptureFixture[str]
) -> None:
    """Let three versions learn: from others alone, from me, and from others while it rehearses mine."""
    draw(add, range(10), uuid4())
    mine = draw(add, range(10, 18))
    draw(add, range(18, 33), uuid4())
    assert train() == 3
    learned = [version.receipt["digits"]["ids"] for version in ModelState.objects.filter(kind=Kind.TEN).order_by("id")]
    assert [bool(set(mine) & set(ids)) for ids in learned] == [False, True, True]
    assert forget_hand(ME).is_queued
    entry = AuditEntry.objects.get()
    assert (entry.by, entry.after) == (BY, "starts from version 2")
    assert str(ME) not in entry.reason + entry.after
    assert train() == 1
    newest = ModelState.objects.latest("id")
    assert (newest.kind, newest.status, newest.parent_id) == (Kind.MANUAL, Status.PROMOTED, 2)
    assert not set(mine) & set(newest.receipt["digits"]["ids"])
    assert inference.served().version == newest.pk
    call_command("verify")
    assert "All 9 invariants hold." in capsys.readouterr().out


def test_the_version_it_is_learned_again_from_is_kept_while_others_are_trained_before(add: Add, settings: Any) -> None:
    settings.DIGITS_KEEP_WEIGHTS = 2
    draw(add, range(10), uuid4())
    draw(add, range(10, 20))
    assert train() == 2
    draw(add, range(20, 30), uuid4())
    assert forget_hand(ME).is_queued
    assert train() == 2
    newest = ModelState.objects.latest("id")
    assert (newest.kind, newest.status, newest.parent_id) == (Kind.MANUAL, Status.PROMOTED, 2)
    draw(add, range(30, 40), uuid4())
    assert train() == 1
    assert not ModelState.objects.filter(id=2, weights__isnull=False).exists()  # nobody waits for it any more


def test_a_network_with_the_hand_in_it_that_was_brought_in_again_is_learned_without_it(add: Add) -> None:
    draw(add, range(10), uuid4())
    mine = draw(add, range(10, 20))
    assert train() == 2
    exported = export_network(3, by="anna")
    again = import_network(blob=exported.blob, description=exported.json, by="anna", reason="it was better")
    assert inference.served().version == again.pk == 4
    assert hidden_in_lineage(4) == set()
    assert forget_hand(ME).is_queued
    assert hidden_in_lineage(4) & set(mine)
    assert train() == 1
    newest = ModelState.objects.latest("id")
    assert (newest.kind, newest.status, newest.parent_id) == (Kind.MANUAL, Status.PROMOTED, 2)


def test_a_network_of_another_installation_has_no_digits_of_this_one(add: Add) -> None:
    draw(add, range(10))
    assert train() == 1
    elsewhere = json.loads(export_network(2, by="anna").json)
    blob = export_network(1, by="anna").blob
    for number in (2, 2**70, "x", None, 7):  # 2 is another network, and 7 will be the last one itself
        described = elsewhere | {"sha256": sha256(blob).hexdigest(), "version": number}
        version = import_network(blob=blob, description=json.dumps(described).encode(), by="anna", reason="a friend's")
        assert lineage_of(version.pk) == [version.pk]
    assert version.pk == 7


def test_where_nobody_elses_digits_are_left_the_network_before_them_is_served_at_once(
    add: Add, capsys: pytest.CaptureFixture[str]
) -> None:
    draw(add, range(12))
    assert train() == 1
    assert inference.served().version == 2
    assert not forget_hand(ME).is_queued
    assert inference.served().version == 1
    newest = Deployment.objects.latest("id")
    assert (newest.by, newest.is_pinned) == (BY, False)
    assert str(ME) not in newest.reason
    call_command("verify")
    assert "All 9 invariants hold." in capsys.readouterr().out
    draw(add, range(20, 30), uuid4())
    assert train() == 1  # others go on teaching it
    assert ModelState.objects.latest("id").parent_id == 1


def test_a_pin_of_the_administrator_stays(add: Add) -> None:
    draw(add, range(10))
    assert train() == 1
    pin(by="admin", reason="why")
    forget_hand(ME)
    newest = Deployment.objects.latest("id")
    assert (newest.model_state_id, newest.is_pinned) == (1, True)


def test_digits_that_a_run_under_way_may_learn_are_unlearned_too(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the hand while its first version is being trained, which then is served with the hand's digits in it."""
    draw(add, range(9))
    draw(add, range(9, 10), uuid4())
    forgotten = []

    def forget_meanwhile(*given: Any, **named: Any) -> Any:
        if not forgotten:
            forgotten.append(forget_hand(ME))
        return learn(*given, **named)

    learn = training_job.learn
    monkeypatch.setattr(training_job, "learn", forget_meanwhile)
    assert train() == 2
    assert forgotten[0].is_queued
    versions = list(ModelState.objects.order_by("id"))
    assert [version.kind for version in versions] == [Kind.BASE, Kind.TEN, Kind.MANUAL]
    assert len(versions[1].receipt["digits"]["ids"]) > 1
    assert len(versions[2].receipt["digits"]["ids"]) <= 1
    assert versions[2].parent_id == 1


def test_a_digit_of_the_hand_that_is_sent_again_is_gone(add: Add, drawn: Any) -> None:
    drawing, label = drawn(0)
    key = uuid4()
    add(0, contributor=ME, idempotency_key=key)
    forget_hand(ME)
    with pytest.raises(GoneError):
        add_digit(drawing=drawing, label=label, contributor=None, idempotency_key=key)


def test_if_it_cannot_be_unlearned_nothing_is_taken_back(add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = draw(add, range(10))
    assert train() == 1
    monkeypatch.setattr("backend.digits.services.hands.deploy", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        forget_hand(ME)
    assert {state for state, _ in states_of(mine)} == {DigitState.COUNTED}


# --- Old digits ------------------------------------------------------------------------------------------------------


@pytest.fixture
def old_and_new(add: Add) -> tuple[list[int], int]:
    old, (new,) = draw(add, range(3)), draw(add, range(3, 4))
    Digit.objects.filter(id__in=old).update(created_at=timezone.now() - timedelta(days=31))
    return old, new


def test_old_digits_no_longer_say_who_drew_them_and_go_on_teaching(
    old_and_new: tuple[list[int], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = old_and_new
    monkeypatch.setattr("backend.digits.services.hands.N_AT_ONCE", 2)
    before = timezone.now() - timedelta(days=30)
    assert cut_old_contributors(before=before) == 3
    assert states_of([*old, new]) == [(DigitState.COUNTED, None)] * 3 + [(DigitState.COUNTED, ME)]
    assert cut_old_contributors(before=before) == 0


@pytest.mark.parametrize(("days", "n_cut"), [(30, 3), (40, 0), (0, 0)])
def test_the_sweep_cuts_them_where_the_operator_wants_it_once_an_hour(
    old_and_new: tuple[list[int], int], settings: Any, monkeypatch: pytest.MonkeyPatch, days: int, n_cut: int
) -> None:
    settings.DIGITS_FORGET_CONTRIBUTOR_DAYS = days
    monkeypatch.setattr(tasks, "_tidied_at", 0.0)
    rounds = iter([False, False, True])
    monkeypatch.setattr(tasks._is_stopping, "wait", lambda _: next(rounds))
    asked: list[int] = []

    def cut(**named: Any) -> int:
        asked.append(cut_old_contributors(**named))
        return asked[-1]

    monkeypatch.setattr(tasks, "cut_old_contributors", cut)
    monkeypatch.setattr(tasks, "close_old_connections", lambda: None)
    tasks._sweep()
    assert asked == ([n_cut] if days else [])
    assert Digit.objects.filter(contributor=None).count() == n_cut


def test_a_retry_of_a_digit_whose_id_was_cut_is_answered_without_a_cookie(add: Add, drawn: Any, client: Any) -> None:
    drawing, label = drawn(0)
    key = str(uuid4())
    body = {"pixels": drawing.ravel().tolist(), "label": label}
    first = client.post("/api/digits", body, content_type="application/json", headers={"Idempotency-Key": key})
    cut_old_contributors(before=timezone.now())
    client.cookies.clear()
    again = client.post("/api/digits", body, content_type="application/json", headers={"Idempotency-Key": key})
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])
    assert "contributor" not in again.cookies
