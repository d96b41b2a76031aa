"""Tests of decisions on digits, on the page and by keys. Each is recorded with its author, time and reason."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from backend.digits.errors import RefusedError
from backend.digits.models import Action, AuditEntry, Digit, DigitState, Kind, ModelState
from backend.digits.services.digits import withdraw_digit
from backend.digits.services.moderation import review
from backend.digits.tests.admin.administrators import log_in, make_digit

Add = Callable[..., Digit]


def key(client: Client, number: int, **fields: Any) -> Any:
    """Send the request that one key of the review page sends."""
    client.get("/admin/digits/digit/")
    token = client.cookies["csrftoken"].value
    address = f"/admin/review/{number}/"
    return client.post(address, json.dumps(fields), content_type="application/json", headers={"X-CSRFToken": token})


# --- Decisions -------------------------------------------------------------------------------------------------------


def test_a_relabelled_digit_says_who_when_and_why(base: None) -> None:
    shown = make_digit(label=1)
    review.relabel(shown.pk, label=7, by="anna", reason="plainly a seven")
    shown.refresh_from_db()
    assert shown.label == 7
    assert shown.reviewed_at is not None
    entry = AuditEntry.objects.get()
    assert (entry.by, entry.action, entry.digit_id, entry.before, entry.after, entry.reason) == (
        "anna", Action.RELABEL, shown.pk, "1, counted", "7, counted", "plainly a seven",
    )  # fmt: skip


def test_the_label_that_it_has_is_confirmed_by_its_key(base: None) -> None:
    shown = make_digit(label=7)
    review.relabel(shown.pk, label=7, by="anna")
    assert AuditEntry.objects.get().action == Action.KEEP
    assert Digit.objects.get().reviewed_at is not None


@pytest.mark.parametrize("before", [DigitState.COUNTED, DigitState.IMPORTED])
def test_a_held_or_excluded_digit_is_restored_to_what_it_was(base: None, before: DigitState) -> None:
    shown = make_digit(state=before)
    review.hold([shown.pk], by="anna", reason="odd")
    review.exclude([shown.pk], by="otto", reason="not a digit")
    assert Digit.objects.get().state == DigitState.EXCLUDED
    review.restore([shown.pk], by="anna", reason="it is a seven after all")
    shown.refresh_from_db()
    assert (shown.state, shown.state_before, shown.state_reason) == (before, "", "it is a seven after all")
    assert [entry.by for entry in AuditEntry.objects.order_by("id")] == ["anna", "otto", "anna"]


def test_a_held_digit_that_gets_its_label_trains_again(base: None) -> None:
    shown = make_digit(label=1)
    review.hold([shown.pk], by="the gate", reason="contradicted")
    review.relabel(shown.pk, label=7, by="anna")
    assert Digit.objects.get().state == DigitState.COUNTED


@pytest.mark.parametrize("decide", [review.hold, review.exclude, review.restore])
def test_a_decision_wants_a_reason(base: None, decide: Any) -> None:
    with pytest.raises(RefusedError, match="Say why"):
        decide([make_digit().pk], by="anna", reason="  ")
    assert not AuditEntry.objects.exists()


def test_what_was_taken_back_is_nobodys_to_decide_on(base: None) -> None:
    shown = make_digit(state=DigitState.WITHDRAWN)
    for decide in (review.hold, review.exclude, review.restore):
        assert decide([shown.pk], by="anna", reason="to see").n_changed == 0
    with pytest.raises(RefusedError, match="taken back"):
        review.relabel(shown.pk, label=1, by="anna")


def test_who_changed_a_digit_since_is_named_and_nobody_where_its_contributor_took_it_back(base: None) -> None:
    first, second = make_digit(label=1), make_digit(label=1, contributor=UUID(int=2))
    done = [review.relabel(digit.pk, label=7, by="anna").batch for digit in (first, second)]
    review.exclude([first.pk], by="otto", reason="not a digit")
    with pytest.raises(RefusedError, match=rf"Digit {first.pk} was changed since by otto \(exclude\):"):
        review.undo(done[0], by="anna")
    withdraw_digit(digit_id=second.pk, contributor=UUID(int=2))
    with pytest.raises(RefusedError, match=rf"Digit {second.pk} was changed since: it cannot be taken back"):
        review.undo(done[1], by="anna")


def test_the_tenth_digit_that_is_restored_forms_a_ten(base: None) -> None:
    ids = [make_digit().pk for _ in range(9)]
    review.exclude(ids[:1], by="anna", reason="not a digit")
    make_digit()
    assert not ModelState.objects.filter(kind=Kind.TEN).exists()
    assert review.restore(ids[:1], by="anna", reason="it is one").n_queued == 1


# --- The page and its keys -------------------------------------------------------------------------------------------


def test_the_review_page_shows_the_queue_with_reasons(add: Add, client: Client) -> None:
    wrong = add(1, label=(add(1).label + 1) % 10)
    text = log_in(client, "reviewer").get("/admin/review/").content.decode()
    assert f"{wrong.pk}:{review.edition_of(wrong)}" in text
    assert "sent with the labels" in text


def test_a_key_relabels_and_another_excludes(base: None, client: Client) -> None:
    first, second = make_digit(label=1), make_digit()
    log_in(client, "reviewer")
    assert key(client, first.pk, label=7).json()["words"] == f"Digit {first.pk}: a 7, counted."
    excluded = key(client, second.pk, action="exclude", reason="not a digit")
    assert excluded.json()["words"] == f"Digit {second.pk}: a 7, excluded."
    assert Digit.objects.get(pk=first.pk).label == 7
    assert Digit.objects.get(pk=second.pk).state == DigitState.EXCLUDED


@pytest.mark.parametrize(
    "fields",
    [{"label": 12}, {"label": "x"}, {"label": "12"}, {"action": "burn"}, {"action": "restore", "reason": "x"}, {}],
)
def test_a_key_that_means_nothing_is_refused_with_words(base: None, client: Client, fields: dict[str, Any]) -> None:
    shown = make_digit()
    answer = key(log_in(client, "reviewer"), shown.pk, **fields)
    assert answer.status_code == 409
    assert answer.json()["detail"]
    assert not AuditEntry.objects.exists()


def test_several_are_excluded_from_the_list_with_one_reason(base: None, client: Client) -> None:
    ids = [make_digit(contributor=UUID(int=1)).pk for _ in range(3)]
    log_in(client, "reviewer").get("/admin/digits/digit/")
    form = {"action": "exclude_them", "_selected_action": ids[:2], "reason": "scribbles"}
    client.post("/admin/digits/digit/", form | {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})
    assert list(Digit.objects.order_by("id").values_list("state", flat=True)) == ["excluded", "excluded", "counted"]
    assert AuditEntry.objects.filter(action=Action.EXCLUDE, by="reviewer", reason="scribbles").count() == 2


def test_the_page_of_a_digit_tells_what_was_done_with_it(base: None, client: Client) -> None:
    shown = make_digit(label=1)
    review.relabel(shown.pk, label=7, by="anna", reason="plainly a seven")
    text = log_in(client, "viewer").get(f"/admin/digits/digit/{shown.pk}/change/").content.decode()
    for word in ("anna", "relabel", "1, counted", "7, counted", "plainly a seven"):
        assert word in text
