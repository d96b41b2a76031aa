"""However large the tables, a page of the administrator's room costs the same few queries, along indexes."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from backend.digits.models import Digit
from backend.digits.tests.rooms import entered
from benchmarks.admin import pages
from benchmarks.crowd import lay_down

N_VERSIONS = 60
MOST = 20
PAGES = pages(N_VERSIONS, 3000)


def queries_of(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return [query["sql"] for query in captured.captured_queries]


@pytest.fixture
def crowded(base: None, client: Client) -> Client:
    lay_down(n_digits=3000, n_versions=N_VERSIONS)
    return entered(client, "superuser")


def test_every_page_costs_a_bounded_number_of_queries(crowded: Client) -> None:
    counts = {name: len(queries_of(crowded, address)) for name, address in PAGES.items()}
    assert max(counts.values()) <= MOST, counts


@pytest.mark.parametrize("name", ["digits", "versions", "serving history", "review queue", "dashboard"])
def test_a_page_costs_no_more_with_ten_times_the_rows(base: None, client: Client, name: str) -> None:
    entered(client, "superuser")
    lay_down(n_digits=400, n_versions=N_VERSIONS)
    few = len(queries_of(client, PAGES[name]))
    Digit.objects.all().delete()
    from backend.digits.models import Deployment, ModelState

    Deployment.objects.filter(model_state_id__gt=1).delete()
    ModelState.objects.filter(pk__gt=1).update(parent=None)
    ModelState.objects.filter(pk__gt=1).delete()
    lay_down(n_digits=4000, n_versions=N_VERSIONS)
    assert len(queries_of(client, PAGES[name])) == few


@pytest.mark.only("sqlite")  # it reads SQLite's plans
@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("digits")])
def test_no_filter_reads_the_wide_rows_of_all_digits(crowded: Client, name: str) -> None:
    """Whatever walks along the table finds all it needs in an index; rows are read by their numbers alone."""
    for sql in queries_of(crowded, PAGES[name]):
        if 'FROM "digits_digit"' in sql and sql.startswith("SELECT"):
            assert not re.search(r"\bSCAN digits_digit(?! USING)", plan(sql)), (name, sql)
            assert "COUNT(" not in sql


def plan(sql: str) -> str:
    with connection.cursor() as cursor:
        rows: list[tuple[Any, ...]] = cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    return "; ".join(str(row[3]) for row in rows)


def test_a_list_shows_its_first_rows_and_says_that_there_are_more(
    crowded: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.digits.admin.reading.N_REACHED", 120)
    text = crowded.get("/admin/digits/digit/?p=3").content.decode()
    assert "120 newest; filters and search reach the others" in text
    assert text.count("data-digit=") == 20
    assert crowded.get("/admin/digits/digit/?p=4").status_code == 302
