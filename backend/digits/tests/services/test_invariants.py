"""Tests of `manage.py verify`: it accepts a sound database, and names each invariant that a planted row breaks."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.utils import timezone

from backend.digits.models import Deployment, Digit, Kind, ModelState, Status
from backend.digits.services.invariants import INVARIANTS, Asked
from backend.digits.services.learning.run import train_due

Add = Callable[..., Digit]
NOW = timezone.now()


@pytest.fixture
def lived(add: Add) -> None:
    """Add twenty-three digits, of which two versions learn twenty."""
    for number in range(23):
        add(number, idempotency_key=uuid4())
        train_due(owner="worker", is_stopping=lambda: False)
    assert ModelState.objects.filter(kind=Kind.TEN).count() == 2


def broken(**asked: Any) -> set[str]:
    return {name.split()[0] for name, breaches in INVARIANTS.items() if any(breaches(Asked(**asked)))}


def test_all_is_well_where_it_is(lived: None, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.write_text("\n".join(map(str, Digit.objects.values_list("idempotency_key", flat=True))))
    call_command("verify", "--acknowledged", keys)
    assert "All 9 invariants hold." in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_keys_are_read_as_powershell_and_notepad_write_them(base: None, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "keys"
    file.write_text(f"{uuid4()}\r\n", encoding=encoding)
    with pytest.raises(CommandError, match="1 of 9 invariants do not hold"):
        call_command("verify", "--acknowledged", file)


def test_keys_that_are_none_are_told(tmp_path: Path) -> None:
    (tmp_path / "keys").write_bytes(b"\xffno key")
    with pytest.raises(CommandError, match="Idempotency-Keys are wanted"):
        call_command("verify", "--acknowledged", tmp_path / "keys")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify", "--acknowledged", tmp_path)


def test_a_breach_is_told_and_the_command_fails(lived: None, capsys: pytest.CaptureFixture[str]) -> None:
    Digit.objects.filter(model_state=2).first().delete()
    with pytest.raises(CommandError, match="of 9 invariants do not hold"):
        call_command("verify")
    assert "version 2 is made of 9 digits; whole tens of 10 are wanted" in capsys.readouterr().out


def version(**changed: Any) -> ModelState:
    return ModelState.objects.create(**{"kind": Kind.MANUAL, "started_at": NOW, "finished_at": NOW, **changed})


def delete_one_that_waits() -> None:
    Digit.objects.filter(model_state=None).first().delete()


def delete_one_that_was_trained_on() -> None:
    Digit.objects.filter(model_state=2, is_training_input=True).first().delete()


def take_one_into_two_tens() -> None:
    Digit.objects.filter(model_state=2).update(model_state=3)


def withhold_ten() -> None:
    Digit.objects.filter(model_state=2).update(model_state=None)


def give_digits_to_the_base() -> None:
    Digit.objects.filter(model_state=None).update(model_state=1)


def promote_twice() -> None:
    Deployment.objects.create(model_state_id=2, by="the gate", reason="again")


def promote_without_deploying() -> None:
    Deployment.objects.filter(model_state_id=2).delete()


def deploy_what_was_rejected() -> None:
    version(status=Status.REJECTED).deployments.create(by="somebody", reason="why not")


def finish_what_is_open() -> None:
    version(status=Status.QUEUED)


def end_without_an_end() -> None:
    version(status=Status.FAILED, finished_at=None)


def begin_before_the_other_has_ended() -> None:
    ModelState.objects.filter(pk=2).update(finished_at=NOW + timedelta(hours=1))


def try_without_a_token() -> None:
    ModelState.objects.filter(pk=2).update(token=0)


def accept_a_worse_network() -> None:
    worse = ModelState.objects.get(pk=3)
    worse.test_detail["reference"]["correct"] -= 500
    worse.save(update_fields=["test_detail"])


def forget_the_best() -> None:
    worse = ModelState.objects.get(pk=3)
    worse.test_detail["reference"]["best_correct"] -= 500
    worse.save(update_fields=["test_detail"])


def deploy_unmeasured() -> None:
    ModelState.objects.filter(pk=3).update(test_detail=None)


def let_a_queued_version_wait() -> None:
    ModelState.objects.filter(pk=version(finished_at=None).pk).update(created_at=NOW - timedelta(minutes=5))


def let_a_lease_run_out_unseen() -> None:
    version(status=Status.TRAINING, finished_at=None, token=1, lease_until=NOW - timedelta(minutes=5))


def flip_a_bit() -> None:
    weights = bytearray(ModelState.objects.get(pk=2).weights)
    weights[1000] ^= 1
    ModelState.objects.filter(pk=2).update(weights=bytes(weights))


def serve_nothing() -> None:
    ModelState.objects.filter(pk=Deployment.objects.latest("id").model_state_id).update(weights=None)


def hold_out_what_was_learned() -> None:
    learned = ModelState.objects.get(pk=2).receipt["digits"]["ids"][0]
    Digit.objects.filter(pk=learned).update(is_training_input=False)


def put_copies_on_both_sides() -> None:
    Digit.objects.filter(ink_sha256=Digit.objects.latest("id").ink_sha256).update(ink_sha256="0" * 64)
    held_out = Digit.objects.filter(is_training_input=False).first() or Digit.objects.filter(model_state=None).first()
    Digit.objects.filter(pk=held_out.pk).update(is_training_input=False, ink_sha256="0" * 64)
    assert Digit.objects.filter(ink_sha256="0" * 64).count() == 2


PLANTED: dict[str, list[Callable[[], None]]] = {
    "I1": [delete_one_that_was_trained_on],
    "I3": [take_one_into_two_tens, withhold_ten, give_digits_to_the_base],
    "I4": [
        promote_twice, promote_without_deploying, deploy_what_was_rejected, finish_what_is_open, end_without_an_end,
    ],
    "I5": [begin_before_the_other_has_ended, try_without_a_token],
    "I6": [accept_a_worse_network, forget_the_best, deploy_unmeasured],
    "I7": [let_a_queued_version_wait, let_a_lease_run_out_unseen],
    "I8": [flip_a_bit, serve_nothing],
    "I9": [hold_out_what_was_learned, put_copies_on_both_sides],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "plant"),
    [pytest.param(name, plant, id=f"{name}-{plant.__name__}") for name, plants in PLANTED.items() for plant in plants],
)
def test_a_planted_row_breaks_the_invariant(lived: None, name: str, plant: Callable[[], None]) -> None:
    assert broken() == set()
    plant()
    assert name in broken()


def test_an_acknowledged_key_that_is_not_there_breaks_the_first(lived: None) -> None:
    keys: set[UUID] = set(Digit.objects.values_list("idempotency_key", flat=True))
    assert broken(acknowledged=frozenset(keys)) == set()
    delete_one_that_waits()
    assert broken(acknowledged=frozenset(keys)) == {"I1"}


def test_a_second_digit_of_the_same_key_breaks_the_second(lived: None) -> None:
    field, loose = Digit._meta.get_field("idempotency_key"), models.UUIDField(null=True)
    loose.set_attributes_from_name("idempotency_key")
    loose.model = Digit
    with connection.schema_editor() as editor:
        editor.alter_field(Digit, field, loose)
    try:
        assert broken() == {"I2"}  # the database refuses no second one any more
        first, second = Digit.objects.order_by("id")[:2]
        Digit.objects.filter(pk=second.pk).update(idempotency_key=first.idempotency_key)
        assert any("has 2 digits" in breach for breach in INVARIANTS["I2 nothing doubled"](Asked()))
    finally:
        Digit.objects.update(idempotency_key=None)
        with connection.schema_editor() as editor:
            editor.alter_field(Digit, loose, field)


def test_two_versions_in_training_break_the_fifth(lived: None) -> None:
    one_in_training = next(c for c in ModelState._meta.constraints if c.name == "one_in_training")
    with connection.schema_editor() as editor:
        editor.remove_constraint(ModelState, one_in_training)
    try:
        for _ in range(2):
            version(status=Status.TRAINING, finished_at=None, token=1, lease_until=NOW + timedelta(hours=1))
        assert "I5" in broken()
    finally:
        ModelState.objects.filter(status=Status.TRAINING).delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(ModelState, one_in_training)


@pytest.mark.only("sqlite")
def test_a_reference_that_leads_nowhere_breaks_the_ninth(lived: None) -> None:
    with connection.constraint_checks_disabled():
        Digit.objects.filter(model_state=None).update(predicted_by_id=999)
        assert broken() == {"I9"}
        Digit.objects.update(predicted_by_id=1)


def test_what_waits_while_the_served_version_is_pinned_is_not_stuck(lived: None) -> None:
    let_a_queued_version_wait()
    Deployment.objects.create(model_state_id=2, by="somebody", reason="looking into it", is_pinned=True)
    assert broken() == set()


def test_a_bit_flipped_in_any_part_of_a_drawing_is_found_and_named(
    add: Add, add_strokes: Add, capsys: pytest.CaptureFixture[str]
) -> None:
    digits = [add(0), add(1), add_strokes(2), add_strokes(3)]
    call_command("verify", "--drawings")
    assert "each drawing is as it arrived: holds" in capsys.readouterr().out
    for digit, column in ((digits[0], "ink"), (digits[1], "picture"), (digits[2], "strokes"), (digits[3], "ink")):
        whole = bytes(getattr(digit, column))
        flipped = whole[: (middle := len(whole) // 2)] + bytes([whole[middle] ^ 64]) + whole[middle + 1 :]
        Digit.objects.filter(pk=digit.pk).update(**{column: flipped})
        with pytest.raises(CommandError, match="Drawings are damaged"):
            call_command("verify", "--drawings")
        assert f"digit {digit.pk}: its " in capsys.readouterr().out
        call_command("verify")  # the invariants of the tables hold
        Digit.objects.filter(pk=digit.pk).update(**{column: whole})


@pytest.mark.parametrize("column", ["ink", "strokes"])
def test_a_drawing_in_whose_place_another_one_stands_is_found_before_its_picture_is_rebuilt(
    add: Add, add_strokes: Add, capsys: pytest.CaptureFixture[str], column: str
) -> None:
    draw = add if column == "ink" else add_strokes
    digit, other = draw(0), draw(1)
    Digit.objects.filter(pk=digit.pk).update(**{column: getattr(other, column), "preprocessing": 0})
    with pytest.raises(CommandError, match="Drawings are damaged"):
        call_command("verify", "--drawings")
    assert f"digit {digit.pk}: its drawing does not have the SHA-256" in capsys.readouterr().out
