"""Learning reads through indexes, in bounded steps: SQLite is asked how it would carry out each query of a run.

What a plan cannot show, `python -m benchmarks.scale` measures with a million digits.
"""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.digits.models import Digit
from backend.digits.services import training
from backend.digits.services.promotion import Verdict
from backend.digits.services.training import train_due

pytestmark = pytest.mark.only("sqlite")  # it is SQLite that is asked
TABLES = ("digits_digit", "digits_modelstate", "digits_deployment")


def bad_steps(sql: str) -> list[str]:
    """Steps that read a whole table, or sort what they read only to take the first of it."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        steps = [row[3] for row in cursor.fetchall()]
    return [step for step in steps if _reads_all(step, sql) or ("TEMP B-TREE" in step and "LIMIT" in sql)]


def _reads_all(step: str, sql: str) -> bool:
    """A scan of an index, or of a table in the order of its key, ends at the query's limit."""
    return bool(re.match(rf"SCAN ({'|'.join(TABLES)})", step)) and "LIMIT" not in sql


def selects(queries: CaptureQueriesContext) -> set[str]:
    return {query["sql"] for query in queries if re.search(rf"SELECT .* FROM \"({'|'.join(TABLES)})\"", query["sql"])}


def test_a_scan_and_a_sort_are_found_out(installed: None) -> None:
    assert bad_steps("SELECT label FROM digits_digit WHERE state_reason = 'x'")
    assert bad_steps("SELECT id FROM digits_digit WHERE id IN (1, 2) ORDER BY label LIMIT 1")
    assert not bad_steps("SELECT label FROM digits_digit WHERE id = 3")


@pytest.mark.parametrize("is_accepted", [True, False])
def test_no_query_of_a_digit_or_a_run_reads_a_whole_table(
    add: Callable[..., Digit], monkeypatch: pytest.MonkeyPatch, is_accepted: bool
) -> None:
    for number in range(10):
        add(number)
    train_due(owner="test", is_stopping=lambda: False)
    monkeypatch.setattr(training, "judge", lambda **_: Verdict(is_accepted=is_accepted, reason="planted"))
    with CaptureQueriesContext(connection) as queries:
        for number in range(10, 20):
            add(number)
        train_due(owner="test", is_stopping=lambda: False)
    asked = selects(queries)
    assert len(asked) > 10
    found = {sql[:300]: bad for sql in asked if (bad := bad_steps(sql))}
    assert found == {}
