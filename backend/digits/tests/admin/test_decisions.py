"""Tests of the addresses that take decisions: what they answer is what the table has, and each can be taken back."""

import json
import re
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client

from backend.digits.models import Action, AuditEntry, Digit, DigitState
from backend.digits.selectors import audit
from backend.digits.services.moderation.quarantine import hold_digits
from backend.digits.services.moderation.review import edition_of
from backend.digits.tests.admin.administrators import log_in, make_digit, post_form

DECIDE, UNDO = "/admin/review/decide/", "/admin/review/undo/"


def press(client: Client, address: str = DECIDE, **fields: Any) -> Any:
    """Send what the page's script sends."""
    token = client.get("/admin/review/session/", headers={"Accept": "application/json"}).json().get("token", "")
    headers = {"X-CSRFToken": token, "Accept": "application/json"}
    return client.post(address, json.dumps(fields), content_type="application/json", headers=headers)


def everything(pk: int) -> dict[str, Any]:
    return Digit.objects.filter(pk=pk).values().get()


@pytest.fixture
def reviewer(base: None, client: Client) -> Client:
    return log_in(client, "reviewer")


@pytest.fixture
def other(base: None, stack: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.handler = stack
    return log_in(client, "superuser")


def test_after_the_session_has_ended_a_decision_is_answered_with_401_and_not_stored(reviewer: Client) -> None:
    digit = make_digit(label=9)
    token = reviewer.get("/admin/review/session/").json()["token"]
    del reviewer.cookies[settings.SESSION_COOKIE_NAME]
    headers = {"X-CSRFToken": token}
    for address in (DECIDE, UNDO, f"/admin/review/{digit.pk}/"):
        body = json.dumps({"ids": [digit.pk], "label": 4})
        answer = reviewer.post(address, body, content_type="application/json", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "signed_out"), address
    assert Digit.objects.get().label == 9


def test_the_answer_is_what_the_table_has(reviewer: Client) -> None:
    digit = make_digit(label=9)
    answer = press(reviewer, ids=[digit.pk], label=4).json()
    now = Digit.objects.get()
    told = {"id": now.pk, "label": 4, "state": "counted", "state_said": "counted", "edition": edition_of(now)}
    assert answer["digits"] == [told]
    assert answer["words"] == f"Digit {digit.pk}: a 4, counted."
    assert now.label == 4


def test_a_decision_on_what_somebody_else_changed_meanwhile_is_refused_and_says_who(
    reviewer: Client, other: Client
) -> None:
    digit = make_digit(label=7)
    seen = edition_of(digit)
    assert press(reviewer, ids=[digit.pk], label=4, editions={digit.pk: seen}).status_code == 200
    late = press(other, ids=[digit.pk], label=9, editions={digit.pk: seen})
    assert late.status_code == 409
    assert late.json()["detail"] == (
        f"Digit {digit.pk} was changed meanwhile by reviewer (relabel): it is 4, counted now."
    )
    assert late.json()["now"]["edition"] == edition_of(Digit.objects.get())
    assert Digit.objects.get().label == 4


def test_a_digit_that_the_gate_held_meanwhile_is_not_decided_on_as_it_was_seen(reviewer: Client) -> None:
    digit = make_digit()
    seen = edition_of(digit)
    hold_digits([digit.pk], reason="a flood")
    assert press(reviewer, ids=[digit.pk], label=4, editions={digit.pk: seen}).status_code == 409


def test_the_same_request_again_is_answered_again_and_counts_once(reviewer: Client) -> None:
    digit, batch = make_digit(label=9), str(uuid4())
    fields = {"ids": [digit.pk], "label": 4, "editions": {digit.pk: edition_of(digit)}, "batch": batch}
    first, second = press(reviewer, **fields), press(reviewer, **fields)
    assert first.json() == second.json()
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize("label", [3, None])
def test_another_decision_of_a_page_that_was_gone_back_to_is_refused(reviewer: Client, label: int | None) -> None:
    digit = make_digit(label=9)
    seen = {"ids": [digit.pk], "editions": {digit.pk: edition_of(digit)}, "batch": str(uuid4())}
    press(reviewer, **seen, label=4)
    answer = press(reviewer, **seen, label=label, action="hold", reason="odd")
    assert (answer.status_code, answer.json()["detail"]) == (
        409, f"Digit {digit.pk} was changed meanwhile by reviewer (relabel): it is 4, counted now.",
    )  # fmt: skip


def test_the_page_of_a_contributor_decides_on_what_it_shows_and_once(reviewer: Client) -> None:
    theirs = [make_digit(contributor=UUID(int=5)) for _ in range(2)]
    form = hidden_fields(reviewer, page := f"/admin/contributor/{theirs[0].pk}/")
    press(reviewer, ids=[theirs[0].pk], label=4)
    late = post_form(reviewer, DECIDE, form | {"action": "exclude", "reason": "a flood"}, follow=True)
    assert f"Digit {theirs[0].pk} was changed meanwhile" in late.content.decode()
    form = hidden_fields(reviewer, page)
    for _ in range(2):
        sent = post_form(reviewer, DECIDE, form | {"action": "exclude", "reason": "a flood"}, follow=True)
        assert "2 digits: excluded." in sent.content.decode()
    assert AuditEntry.objects.filter(action="exclude").count() == 2  # one for each digit


def hidden_fields(client: Client, page: str) -> dict[str, list[str]]:
    """Return what the form on the digits of a page sends beside the button."""
    form = client.get(page).content.decode().split(f'action="{DECIDE}"')[1].split("</form>")[0]
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(unescape(value))
    return fields


@pytest.mark.parametrize(
    "fields",
    [
        {"label": 4}, {"label": 9}, {"action": "keep"}, {"action": "hold", "reason": "odd"},
        {"action": "exclude", "reason": "a blot"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_held", [False, True])
def test_an_undone_row_is_its_row_before_byte_for_byte(reviewer: Client, fields: Any, is_held: bool) -> None:
    digit = make_digit(label=9)
    if is_held:
        hold_digits([digit.pk], reason="a flood")
    if is_held and fields.get("action") == "hold":
        return
    before = everything(digit.pk)
    decided = press(reviewer, ids=[digit.pk], **fields)
    assert everything(digit.pk) != before
    assert press(reviewer, UNDO, batch=decided.json()["batch"]).status_code == 200
    assert everything(digit.pk) == before
    assert AuditEntry.objects.latest("id").action == Action.UNDO


def test_a_hundred_decisions_are_taken_back_one_after_the_other(reviewer: Client) -> None:
    digits = [make_digit(label=number % 10) for number in range(20)]
    before = list(Digit.objects.order_by("id").values())
    batches = []
    for number in range(100):
        digit = digits[number % 20]
        fields = [{"label": 3}, {"action": "hold", "reason": "a"}, {"action": "exclude", "reason": "b"},
                  {"action": "restore", "reason": "c"}, {"label": 5}][number // 20]  # fmt: skip
        batches.append(press(reviewer, ids=[digit.pk], **fields).json()["batch"])
    assert len(set(batches)) == 100
    for batch in reversed(batches):
        assert press(reviewer, UNDO, batch=batch).status_code == 200
    assert list(Digit.objects.order_by("id").values()) == before


def test_one_decision_on_many_is_one_batch_and_taken_back_as_one(reviewer: Client) -> None:
    ids = [make_digit(label=9).pk for _ in range(14)]
    before = list(Digit.objects.order_by("id").values())
    decided = press(reviewer, ids=ids, action="exclude", reason="wrong label").json()
    assert decided["words"] == "14 digits: all labelled 9, excluded."
    assert set(Digit.objects.values_list("state", flat=True)) == {DigitState.EXCLUDED}
    assert "Your last decision" in reviewer.get("/admin/review/").content.decode()
    press(reviewer, UNDO, batch=decided["batch"])
    assert list(Digit.objects.order_by("id").values()) == before
    assert "Your last" not in reviewer.get("/admin/review/").content.decode()


def test_a_decision_is_not_taken_back_over_a_later_one(reviewer: Client, other: Client) -> None:
    digit = make_digit(label=9)
    first = press(reviewer, ids=[digit.pk], label=4).json()["batch"]
    press(other, ids=[digit.pk], label=5)
    answer = press(reviewer, UNDO, batch=first)
    assert answer.status_code == 409
    assert "was changed since by super (relabel)" in answer.json()["detail"]
    assert Digit.objects.get().label == 5


def test_an_undo_pressed_twice_is_done_once(reviewer: Client) -> None:
    digit = make_digit(label=9)
    batch = press(reviewer, ids=[digit.pk], label=4).json()["batch"]
    assert [press(reviewer, UNDO, batch=batch).status_code for _ in range(2)] == [200, 200]
    assert AuditEntry.objects.filter(action=Action.UNDO).count() == 1


def test_a_decision_that_was_taken_back_is_made_again_from_the_page_that_the_browser_kept(reviewer: Client) -> None:
    first, second = make_digit(label=9), make_digit(label=9)
    seen = {"editions": {digit.pk: edition_of(digit) for digit in (first, second)}, "batch": str(uuid4())}
    press(reviewer, **seen, ids=[first.pk], label=4)
    press(reviewer, UNDO, batch=seen["batch"])
    again = press(reviewer, **seen, ids=[first.pk], label=4).json()
    assert again["batch"] != seen["batch"]
    assert Digit.objects.get(pk=first.pk).label == 4
    press(reviewer, **seen, ids=[second.pk], label=4)
    assert Digit.objects.get(pk=second.pk).label == 4
    assert AuditEntry.objects.filter(action="relabel").count() == 3


def test_no_reason_is_chosen_unasked(reviewer: Client) -> None:
    digit = make_digit(label=9)
    assert press(reviewer, ids=[digit.pk], action="exclude").status_code == 409
    page = reviewer.get("/admin/review/").content.decode()
    assert "<select" not in page
    assert "selected" not in page


def test_without_a_script_forms_decide_and_take_back(reviewer: Client) -> None:
    digit = make_digit(label=9)
    page = f"/admin/digits/digit/{digit.pk}/change/?_changelist_filters=label%3D9"
    form = {"label": "4", "edition": edition_of(digit), "next": page}
    answer = post_form(reviewer, f"/admin/review/{digit.pk}/", form, follow=True)
    assert answer.request["QUERY_STRING"] == "_changelist_filters=label%3D9"
    assert f"Digit {digit.pk}: a 4, counted." in answer.content.decode()
    batch = AuditEntry.objects.get().batch
    post_form(reviewer, UNDO, {"batch": str(batch), "next": page})
    assert Digit.objects.get().label == 9


def test_a_page_leads_to_its_list_and_its_neighbours_there(reviewer: Client) -> None:
    first, _between, last = make_digit(label=9), make_digit(label=1), make_digit(label=9)
    page = f"/admin/digits/digit/{first.pk}/change/?_changelist_filters=label%3D9"
    text = reviewer.get(page).content.decode()
    assert 'href="/admin/digits/digit/?label=9"' in text
    assert f'href="/admin/digits/digit/{last.pk}/change/?_changelist_filters=label%3D9" rel="prev"' in text
    assert 'rel="next"' not in text


def test_an_action_on_a_list_without_a_reason_asks_for_it_and_keeps_what_was_chosen(reviewer: Client) -> None:
    ids = [make_digit(label=9).pk for _ in range(3)]
    fields = {"action": "exclude_them", "_selected_action": ids, "reason": "", "index": "0"}
    asked = post_form(reviewer, "/admin/digits/digit/", fields)
    text = asked.content.decode()
    assert all(f'name="_selected_action" value="{id_}"' in text for id_ in ids)
    post_form(reviewer, "/admin/digits/digit/", fields | {"reason": "a blot"})
    assert Digit.objects.filter(state=DigitState.EXCLUDED, state_reason="a blot").count() == 3


def test_a_large_decision_is_counted_as_a_whole_and_hides_no_older_one(
    reviewer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    digits = [make_digit().pk for _ in range(9)]
    press(reviewer, ids=digits[:1], action="exclude", reason="the first")
    monkeypatch.setattr(audit, "N_DECISIONS", 2)
    press(reviewer, ids=digits[1:], action="exclude", reason="the second")
    seen = [(one.reason, one.deed.n_entries) for one in audit.decisions_of("reviewer", n_newest=9)]
    assert seen == [("the second", 8), ("the first", 1)]
    monkeypatch.setattr(audit, "N_LOOKED_AT", 3)
    assert [one.deed.n_entries for one in audit.decisions_of("reviewer", n_newest=9)] == [8]
    assert "<td>8</td>" in reviewer.get("/admin/review/").content.decode()


def test_what_a_person_said_stays_beside_what_an_administrator_says(reviewer: Client) -> None:
    digit = make_digit(label=7)
    press(reviewer, ids=[digit.pk], label=4)
    now = Digit.objects.get()
    assert (now.label, now.said) == (4, 7)


def test_a_contributor_is_found_by_eight_signs_and_has_a_page(reviewer: Client) -> None:
    who = uuid4()
    theirs = [make_digit(label=label, contributor=who) for label in (7, 7, 1)]
    page = reviewer.get(f"/admin/contributor/{theirs[0].pk}/").content.decode()
    assert "3, 3 counted" in page
    assert "1 of 3" in page
    assert str(who) not in page
    tag = page.split("Contributor ")[1][:8]
    found = reviewer.get(f"/admin/digits/digit/?q={tag}").content.decode()
    assert found.count("data-digit=") == 3
    assert reviewer.get("/admin/contributor/99999/").status_code == 404


def test_a_reason_is_kept_and_shown_as_it_was_typed_or_chosen(reviewer: Client) -> None:
    """Words that the program knows, too: nothing tells what was typed from what was chosen."""
    reviewer.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    asked = reviewer.get("/admin/review/").content.decode()
    assert 'data-reason="falsche Bezeichnung"' in asked
    for said in ("falsche Bezeichnung", "wrong label", "back", "undo", "held"):
        digit = make_digit(label=9)
        press(reviewer, ids=[digit.pk], action="hold", reason=said)
        assert Digit.objects.get(pk=digit.pk).state_reason == said
        for page, shown in (
            ("digits/auditentry/", f'<td class="field-why">{said}</td>'),
            ("digits/digit/", f'<small class="state-reason">{said}</small>'),
            (f"digits/digit/{digit.pk}/change/", f"<td>{said}</td>"),
            (f"digits/digit/{digit.pk}/change/", f'<span class="state held">zurückgehalten</span> {said}<'),
            ("review/", f"zurückgehalten: {said}"),
            ("review/", f"<td>{said}</td>"),
        ):
            assert shown in reviewer.get(f"/admin/{page}").content.decode(), (page, said)
