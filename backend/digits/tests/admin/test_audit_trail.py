"""Tests of the audit trail's page: filters by day, who and what, a bulk as one line, and CSV."""

import csv
import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from backend.digits.models import Action, AuditEntry, Digit
from backend.digits.services import audit
from backend.digits.services.moderation import review
from backend.digits.tests.admin.administrators import log_in, make_digit

TRAIL = "/admin/digits/auditentry/"


def lines(client: Client, query: str = "") -> list[str]:
    """Return the lines of the list, without their markup."""
    answer = client.get(TRAIL + query)
    assert answer.status_code == 200, query
    body = re.search(r"<tbody>(.*?)</tbody>", answer.content.decode(), re.DOTALL)
    found = re.findall(r"<tr.*?</tr>", body[1], re.DOTALL) if body else []
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in found]


def table(client: Client, query: str = "") -> list[list[str]]:
    content = b"".join(client.get(f"{TRAIL}csv/{query}").streaming_content).decode()
    return list(csv.reader(content.splitlines()))


@pytest.fixture
def told(base: None) -> list[Digit]:
    """Return five digits: four excluded in one decision, one relabelled by somebody else, and an account changed."""
    digits = [make_digit() for _ in range(5)]
    review.exclude([digit.pk for digit in digits[:4]], by="anna", reason="a flood")
    review.relabel(digits[4].pk, label=1, by="otto")
    audit.record(Action.ACCOUNT, by="super", before="user otto", after="Role: viewer → reviewer")
    return digits


def test_a_decision_on_many_digits_is_one_line_that_opens(told: list[Digit], client: Client) -> None:
    log_in(client, "viewer")
    account, relabelled, flood = lines(client)
    assert "4 digits" in flood
    assert "a flood" in flood
    assert f"digit {told[4].pk}" in relabelled
    assert "Role: viewer → reviewer" in account
    assert 'href="?on=user+otto"' in client.get(TRAIL).content.decode()
    address = re.search(r'href="(\?batch=[^"]+)">4 digits', client.get(TRAIL).content.decode())
    assert address is not None
    opened = lines(client, address[1])
    assert [re.findall(r"digit (\d+)", line)[0] for line in opened] == [str(one.pk) for one in reversed(told[:4])]


def test_entries_are_found_by_who_by_day_and_by_what(told: list[Digit], client: Client) -> None:
    AuditEntry.objects.filter(by="otto").update(at=datetime(2025, 5, 4, 23, 59, tzinfo=UTC))
    today = f"{AuditEntry.objects.latest('id').at:%Y-%m-%d}"
    log_in(client, "viewer")
    for query, n in (
        ("?who=anna", 1), ("?who=nobody", 0), ("?day=2025-05-04", 1), ("?day=2025-05-05", 0), (f"?day={today}", 2),
        ("?day=yesterday", 0), (f"?on=digit+{told[2].pk}", 1), ("?on=user+otto", 1), ("?q=otto", 2),
        ("?q=digit+99999", 0), ("?action=exclude", 1), (f"?q=digit+{told[0].pk}", 1), ("?batch=nonsense", 0),
    ):  # fmt: skip
        assert len(lines(client, query)) == n, query


@pytest.mark.parametrize("what", ["user otto", "group teachers", "token class 7b"])
def test_the_link_to_all_that_was_done_to_an_account_a_role_or_a_token_finds_it(
    installed: None, client: Client, what: str
) -> None:
    audit.record(Action.ACCOUNT, by="super", before=what, after="changed")
    log_in(client, "viewer")
    address = re.search(r'href="(\?on=[^"]+)"', client.get(TRAIL).content.decode())
    assert address is not None
    (line,) = lines(client, address[1])
    assert what in line


def test_a_digit_inside_a_decision_on_many_is_found(told: list[Digit], client: Client) -> None:
    (line,) = lines(log_in(client, "viewer"), f"?on=digit+{told[2].pk}")
    assert f"digit {told[2].pk}" in line


def test_the_csv_has_every_entry_of_the_list_as_it_is_filtered(told: list[Digit], client: Client) -> None:
    log_in(client, "viewer")
    head, *rows = table(client)
    assert head == ["at", "by", "action", "digit_id", "version_id", "before", "after", "reason", "batch"]
    assert [row[1] for row in rows] == ["super", "otto", *["anna"] * 4]
    assert {row[3] for row in rows[2:]} == {str(digit.pk) for digit in told[:4]}
    assert datetime.fromisoformat(rows[0][0]).tzinfo is not None
    assert [row[1] for row in table(client, "?who=otto")[1:]] == ["otto"]
    assert len(table(client, f"?on=digit+{told[2].pk}")) == 2
    batch = UUID(rows[-1][8])
    assert len(table(client, f"?batch={batch}")) == 5


def test_a_decision_of_two_deeds_is_found_by_each_of_them(base: None, client: Client) -> None:
    kept, *relabelled = (make_digit(label) for label in (9, 4, 4))
    review.relabel_all([kept.pk, *(digit.pk for digit in relabelled)], label=9, by="reviewer")
    log_in(client, "reviewer")
    for query, digits in (("", [kept, *relabelled]), ("?action=relabel", relabelled), ("?action=keep", [kept])):
        (line,) = lines(client, query)
        assert "keep, relabel 3 digits counted 9, counted" in line, query
        assert {row[3] for row in table(client, query)[1:]} == {str(digit.pk) for digit in digits}
    assert lines(client, "?action=hold") == []
    own = re.sub(r"<[^>]+>", " ", client.get("/admin/review/").content.decode())
    assert "3 keep, relabel counted 9, counted" in " ".join(own.split())


@pytest.mark.parametrize(
    ("labels", "states", "before", "after"),
    [
        ((3, 9), ("counted", "counted"), "counted", "excluded"),
        ((9, 9), ("counted", "counted"), "9, counted", "9, excluded"),
        ((9, 9), ("counted", "held"), "9, counted and held", "9, excluded"),
        ((3, 9), ("counted", "held"), "counted and held", "excluded"),
    ],
)
def test_a_decision_on_many_digits_names_a_label_only_where_all_have_it(
    base: None, client: Client, labels: tuple[int, int], states: tuple[str, str], before: str, after: str
) -> None:
    """The trail and one's own decisions say it, and so does the line of the undo."""
    digits = [make_digit(label, state=state) for label, state in zip(labels, states, strict=True)]
    done = review.exclude([digit.pk for digit in digits], by="reviewer", reason="a flood")
    log_in(client, "reviewer")
    assert f"exclude 2 digits {before} {after} a flood" in lines(client)[0]
    own = re.sub(r"<[^>]+>", " ", client.get("/admin/review/").content.decode())
    assert f"2 exclude {before} {after} a flood" in " ".join(own.split())
    review.undo(done.batch, by="reviewer")
    assert f"undo 2 digits {after} {before} takes back" in lines(client)[0]


def test_a_csv_holds_no_formula(base: None, client: Client) -> None:
    audit.record(Action.PIN, by="anna", reason="=HYPERLINK(0)")
    assert table(log_in(client, "viewer"))[1][7] == "'=HYPERLINK(0)"


def test_who_may_not_see_the_trail_gets_no_csv(base: None, client: Client) -> None:
    assert log_in(client, "staff").get(f"{TRAIL}csv/").status_code == 403


def test_the_page_costs_no_more_queries_with_more_decisions(
    told: list[Digit], client: Client, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    log_in(client, "viewer")
    with django_assert_max_num_queries(9) as few:
        client.get(TRAIL)
    for _ in range(3):
        digits = [make_digit() for _ in range(3)]
        review.exclude([digit.pk for digit in digits], by="anna", reason="a flood")
    with django_assert_num_queries(len(few)):
        client.get(TRAIL)
