"""Tests of the admin's cost: a page takes the same few queries along indexes, however large the tables are."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from backend.digits.models import Digit, DigitState
from backend.digits.services.moderation import review_queue
from backend.digits.tests.admin.administrators import log_in, make_digit, post_form
from benchmarks.serving.admin import pages
from benchmarks.serving.large_database import fill

N_VERSIONS = 60
MOST = 20
PAGES = pages(N_VERSIONS, 3000)


def queries_of(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return [query["sql"] for query in captured.captured_queries]


@pytest.fixture
def crowded(base: None, client: Client) -> Client:
    fill(n_digits=3000, n_versions=N_VERSIONS)
    return log_in(client, "superuser")


def test_every_page_costs_a_bounded_number_of_queries(crowded: Client) -> None:
    counts = {name: len(queries_of(crowded, address)) for name, address in PAGES.items()}
    assert max(counts.values()) <= MOST, counts


def test_a_page_costs_no_more_with_ten_times_the_rows(base: None, client: Client) -> None:
    names = ("digits", "versions", "serving history", "review queue", "dashboard")
    log_in(client, "superuser")
    fill(n_digits=400, n_versions=N_VERSIONS)
    few = {name: len(queries_of(client, PAGES[name])) for name in names}
    Digit.objects.all().delete()
    from backend.digits.models import Deployment, ModelState

    Deployment.objects.filter(model_state_id__gt=1).delete()
    ModelState.objects.filter(pk__gt=1).update(parent=None)
    ModelState.objects.filter(pk__gt=1).delete()
    fill(n_digits=4000, n_versions=N_VERSIONS)
    assert {name: len(queries_of(client, PAGES[name])) for name in names} == few


@pytest.mark.only("sqlite")  # it reads SQLite's plans
def test_no_page_reads_the_wide_rows_of_all_digits(crowded: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check that every walk along the table reads an index alone, and that rows are read by their ids."""
    monkeypatch.setattr(review_queue, "N_LOOKED_AT", 20)  # to this crowd as four hundred to a million
    monkeypatch.setattr(review_queue, "N_NEWEST", 10)
    names = ["dashboard", "review queue", "lineage", "one digit", "one version"]
    for name in (*names, *(name for name in PAGES if name.startswith("digits"))):
        for sql, steps in plans_of(crowded, PAGES[name]):
            assert not reads_wide_rows(sql, steps), (name, sql, steps)
            counts_few = name == "dashboard" or re.search('WHERE .*"model_state_id" (=|IN) ', sql)
            assert counts_few or "COUNT(" not in sql, (name, sql)


@pytest.mark.only("sqlite")
def test_first_sight_reads_the_arrivals_of_its_days_alone(crowded: Client) -> None:
    """Check it for the dashboard and what renews it: by state or person, nearly all digits would be read each time."""
    for address in (PAGES["dashboard"], PAGES["what renews the dashboard"]):
        steps = [steps for sql, steps in plans_of(crowded, address) if "by_network" in sql or "n_aside" in sql]
        assert len(steps) == 2, address
        assert all("digits_arrived" in step and "USING INDEX" not in step for step in steps), steps


@pytest.mark.only("sqlite")
def test_a_list_under_label_and_guess_reads_no_more_than_it_shows(crowded: Client) -> None:
    """Check that one index has both in the order of the list: else all digits of the label are read, row by row."""
    _, steps = plans_of(crowded, PAGES["digits, label and guess"])[0]
    assert steps == "SEARCH digits_digit USING COVERING INDEX digits_confused_newest (label=? AND predicted=?)"


@pytest.mark.only("sqlite")
def test_a_walk_along_the_wide_rows_is_found_out(crowded: Client) -> None:
    with planned() as plans:
        list(Digit.objects.filter(state_reason="planted"))
    assert reads_wide_rows(*plans[0])


def reads_wide_rows(sql: str, steps: str) -> bool:
    """Tell whether a query walks along the table. To read the first rows in the order of the key is no walk."""
    is_walk = re.search(r"\bSCAN digits_digit(?! USING)", steps) is not None
    return is_walk and ("WHERE" in sql or "LIMIT" not in sql)


def plans_of(client: Client, address: str) -> list[tuple[str, str]]:
    with planned() as plans:
        assert client.get(address).status_code == 200, address
    assert plans
    return plans


@contextmanager
def planned() -> Iterator[list[tuple[str, str]]]:
    """Yield the queries of digits, each with SQLite's plan for it, made with parameters as in real use.

    Parameters written into the text, as Django logs it, would let it use partial indexes that it cannot use otherwise.
    """
    plans: list[tuple[str, str]] = []

    def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT") and 'FROM "digits_digit"' in sql:
            rows = connection.connection.execute(f"EXPLAIN QUERY PLAN {sql.replace('%s', '?')}", params).fetchall()
            plans.append((sql, "; ".join(str(row[3]) for row in rows)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        yield plans


def test_what_is_selected_on_all_pages_is_what_the_list_counted(
    base: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.digits.admin.bounded_lists.N_REACHED", 3)
    digits = [make_digit() for _ in range(5)]
    form = {"action": "exclude_them", "select_across": "1", "_selected_action": [digits[0].pk], "reason": "a flood"}
    answer = post_form(log_in(client, "reviewer"), "/admin/digits/digit/", form, follow=True)
    assert "3 done." in answer.content.decode()
    excluded = Digit.objects.filter(state=DigitState.EXCLUDED).values_list("pk", flat=True)
    assert sorted(excluded) == [digit.pk for digit in digits[2:]]


def test_a_list_shows_its_first_rows_and_says_that_there_are_more(
    crowded: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.digits.admin.bounded_lists.N_REACHED", 120)
    text = crowded.get("/admin/digits/digit/?p=3").content.decode()
    assert "120 newest; filters and search reach the others" in text
    assert text.count("data-digit=") == 20
    assert crowded.get("/admin/digits/digit/?p=4").status_code == 302
