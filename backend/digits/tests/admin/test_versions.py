"""Tests of the pages of versions: why one was refused and by which digits, and what two have in common."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from backend.digits.models import Action, AuditEntry, Digit, DigitState, Kind, ModelState, Status
from backend.digits.services.learning.evaluation import evaluate
from backend.digits.suspicion import CONTRADICTED
from backend.digits.tests.admin.administrators import log_in, make_digit, post_form
from nn.base import base_network
from nn.data.dataset import Dataset

VERSION = "/admin/digits/modelstate/{}/change/"
COMPARE = "/admin/digits/modelstate/compare/?old={}&new={}"


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


# --- A refused version -----------------------------------------------------------------------------------------------


@pytest.fixture
def refused(base: None) -> ModelState:
    """Return a rejected version of ten digits: two of them held, one contradicted and not held, seven read."""
    version = ModelState.objects.create(
        kind=Kind.TEN, status=Status.REJECTED, reason="planted", finished_at=timezone.now()
    )
    doubts = [0.96, 0.94, 0.6, *[-0.9] * 7]
    digits = [make_digit(model_state=version, doubt=doubt) for doubt in doubts]
    held = {"state": DigitState.HELD, "state_before": DigitState.COUNTED, "state_reason": CONTRADICTED, "predicted": 4}
    Digit.objects.filter(pk__in=[digit.pk for digit in digits[:2]]).update(**held)
    return version


def in_question(text: str) -> list[int]:
    section = re.search(r'<section aria-labelledby="question-title">(.*?)</section>', text, re.DOTALL)
    return [int(number) for number in re.findall(r"/digit/(\d+)/change/", section[1])] if section else []


def form_of(text: str, action: str) -> dict[str, Any]:
    """Return the fields of the form that has this button."""
    forms = re.findall(r"<form[^>]*decide/.*?</form>", text, re.DOTALL)
    (form,) = [form for form in forms if f'name="action" value="{action}"' in form]
    found = {name: unescape(value) for name, value in re.findall(r'name="(editions|batch|next)" value="([^"]*)"', form)}
    return found | {"ids": re.findall(r'name="ids" value="(\d+)"', form), "action": action}


def own(version: ModelState) -> list[Digit]:
    return list(Digit.objects.filter(model_state=version).order_by("id"))


def test_a_part_that_a_network_does_not_have_is_not_found_and_not_recorded(base: None, client: Client) -> None:
    log_in(client, "operator")
    assert client.get("/admin/digits/modelstate/1/network.foo").status_code == 404
    assert not AuditEntry.objects.exists()
    assert client.get("/admin/digits/modelstate/1/network.json").status_code == 200
    assert AuditEntry.objects.get().action == Action.EXPORT


def test_a_rejected_version_shows_which_of_its_ten_are_in_question_and_how_sure_the_network_was(
    refused: ModelState, client: Client
) -> None:
    text = text_of(log_in(client, "viewer"), VERSION.format(refused.pk))
    assert in_question(text) == [digit.pk for digit in own(refused)[:3]]
    assert "In question: 3 of its 10 digits" in text
    assert "read 4 (0.96)" in text
    assert "keep and train" not in text


def test_of_a_version_of_many_tens_all_in_question_are_shown_and_decided_on(
    refused: ModelState, client: Client
) -> None:
    one = own(refused)[-1]
    columns = Digit.objects.filter(pk=one.pk).values().get() | {"id": None, "idempotency_key": None}
    Digit.objects.bulk_create(Digit(**columns | {"doubt": 0.9 if n > 480 else -0.9}) for n in range(490))
    text = text_of(log_in(client, "operator"), VERSION.format(refused.pk))
    assert "In question: 12 of its 500 digits" in text
    assert len(in_question(text)) == 12
    post_form(client, "/admin/review/decide/", form_of(text, "exclude") | {"reason": "scribbles"})
    assert Digit.objects.filter(state=DigitState.EXCLUDED).count() == 12


def test_those_in_question_are_right_and_the_next_page_has_them_learned(refused: ModelState, client: Client) -> None:
    page = VERSION.format(refused.pk)
    form = form_of(text_of(log_in(client, "operator"), page), "keep")
    answer = post_form(client, "/admin/review/decide/", form)
    assert answer.headers["Location"] == "/admin/digits/modelstate/steer/?action=retrain"
    assert [digit.state for digit in own(refused)] == [DigitState.COUNTED] * 10
    assert [digit.reviewed_at is not None for digit in own(refused)] == [True] * 3 + [False] * 7
    again = post_form(client, "/admin/review/decide/", form, follow=True).content.decode()
    assert "was changed meanwhile" not in again  # the same request is answered as the first time
    assert AuditEntry.objects.filter(action=Action.KEEP).count() == 3
    assert "All of them are decided on." in text_of(client, page)


def test_a_reviewer_who_may_not_retrain_stays_on_the_page(refused: ModelState, client: Client) -> None:
    page = VERSION.format(refused.pk)
    form = form_of(text_of(log_in(client, "reviewer"), page), "keep")
    assert post_form(client, "/admin/review/decide/", form).headers["Location"] == page


def test_those_in_question_are_excluded_with_a_reason(refused: ModelState, client: Client) -> None:
    form = form_of(text_of(log_in(client, "reviewer"), VERSION.format(refused.pk)), "exclude")
    post_form(client, "/admin/review/decide/", form)
    assert not Digit.objects.filter(state=DigitState.EXCLUDED).exists()
    post_form(client, "/admin/review/decide/", form | {"reason": "a lie"})
    states = [(digit.state, digit.state_reason) for digit in own(refused)]
    assert states[:3] == [(DigitState.EXCLUDED, "a lie")] * 3
    assert {state for state, _ in states[3:]} == {DigitState.COUNTED}


def test_what_somebody_else_decided_meanwhile_is_not_overwritten(refused: ModelState, client: Client) -> None:
    form = form_of(text_of(log_in(client, "reviewer"), VERSION.format(refused.pk)), "exclude")
    Digit.objects.filter(pk=own(refused)[0].pk).update(label=4, reviewed_at=timezone.now())
    page = post_form(client, "/admin/review/decide/", form | {"reason": "a lie"}, follow=True).content.decode()
    assert "was changed meanwhile" in page
    assert not Digit.objects.filter(state=DigitState.EXCLUDED).exists()


def test_of_an_accepted_version_nothing_is_in_question(refused: ModelState, client: Client) -> None:
    columns = {name: getattr(ModelState.objects.earliest("id"), name) for name in ("sha256", "preprocessing")}
    ModelState.objects.filter(pk=refused.pk).update(status=Status.PROMOTED, **columns)
    assert in_question(text_of(log_in(client, "operator"), VERSION.format(refused.pk))) == []


# --- Two versions compared -------------------------------------------------------------------------------------------


def version_with(people: dict[str, Any]) -> int:
    base = ModelState.objects.earliest("id")
    detail = (base.test_detail or {}) | {"people": people}
    columns = {
        name: getattr(base, name)
        for name in ("weights", "biases", "layout", "sha256", "preprocessing", "reference_sha256")
    }
    made = {"kind": Kind.TEN, "status": Status.PROMOTED, "test_detail": detail, "finished_at": timezone.now()}
    return ModelState.objects.create(**made, **columns).pk


def people(correct: int, count: int, name: str) -> dict[str, Any]:
    counts = {"accuracy": correct / count, "correct": correct, "count": count, "interval": [0.1, 0.9]}
    return counts | {"set": name} if name else counts


@pytest.mark.parametrize(
    ("before", "after", "is_subtracted"),
    [
        (people(40, 50, "one"), people(45, 50, "one"), True),
        (people(40, 50, "one"), people(45, 50, "two"), False),
        (people(5, 5, "one"), people(5, 6, "two"), False),
        (people(40, 50, ""), people(45, 50, ""), False),
    ],
)
def test_only_shares_of_the_same_digits_are_subtracted(
    base: None, client: Client, before: dict[str, Any], after: dict[str, Any], is_subtracted: bool
) -> None:
    old, new = version_with(before), version_with(after)
    text = text_of(log_in(client, "viewer"), COMPARE.format(old, new))
    row = re.search(r"People’s digits kept apart</th>(.*?)</tr>", text, re.DOTALL)
    assert row is not None
    assert ("+10.00" in row[1]) is is_subtracted
    assert ("measured on different ones: People’s digits kept apart" in text) is not is_subtracted


def test_of_fewer_than_thirty_digits_every_page_says_how_many_were_read_and_no_percentage(
    base: None, client: Client
) -> None:
    few, more = version_with(people(21, 23, "one")), version_with(people(28, 30, "two"))
    ModelState.objects.filter(pk=few).update(parent=more, train_detail={"people": people(5, 8, "")})
    log_in(client, "viewer")
    rows = re.findall(r"<tr>.*?</tr>", text_of(client, "/admin/digits/modelstate/"), re.DOTALL)
    listed = {number: row for row in rows for number in re.findall(r"/modelstate/(\d+)/change/\">\1<", row)[:1]}
    shown = [listed[str(few)], text_of(client, VERSION.format(few)), text_of(client, COMPARE.format(more, few))]
    for page in shown:
        assert "21 of 23" in page
        assert not re.search(r"<small>of 23|91\.30", page)
    assert "5 of 8" in shown[1]
    assert "62.50%" not in shown[1]
    assert shown[1].count("interval 10.00%") == 0
    assert "93.33%" in listed[str(more)]


def test_a_comparison_tells_status_kind_time_and_the_number_of_digits(base: None, client: Client) -> None:
    old = ModelState.objects.earliest("id").pk
    new = ModelState.objects.create(
        kind=Kind.MANUAL, status=Status.FAILED, error="ValueError: planted", finished_at=timezone.now(), parent_id=old
    ).pk
    make_digit(model_state_id=new)
    text = text_of(log_in(client, "viewer"), COMPARE.format(old, new))
    rows = dict(re.findall(r'<tr><th scope="row">([^<]*)</th>(.*?)</tr>', text, re.DOTALL))
    assert ("promoted" in rows["Status"], "failed" in rows["Status"]) == (True, True)
    assert ("base" in rows["Kind"], "manual" in rows["Kind"]) == (True, True)
    assert rows["Finished"].count("<time") == 2
    assert rows["Digits of its own"] == "<td>0</td><td>1</td>"
    assert "ValueError: planted" in rows["Why"]


def test_the_name_of_a_set_changes_with_each_digit_and_label(base: None, digits: Dataset) -> None:
    def name_of(held_out: Dataset) -> str:
        measured = evaluate(base_network(), before=None, held_out=held_out, judges=held_out)
        return str(measured.columns(is_accepted=False)["test_detail"]["people"]["set"])

    relabelled = Dataset(digits.pictures, (digits.labels + 1) % 10)
    names = [
        name_of(digits),
        name_of(digits),
        name_of(Dataset(digits.pictures[1:], digits.labels[1:])),
        name_of(relabelled),
    ]
    assert names[0] == names[1]
    assert len(set(names)) == 3


@pytest.fixture
def digits() -> Dataset:
    return Dataset.from_bytes([bytes([number]) * 784 for number in range(3)], [1, 2, 3])
