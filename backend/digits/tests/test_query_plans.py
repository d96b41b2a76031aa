"""Learning reads through indexes, in bounded steps: SQLite is asked how it would carry out each query of a run.

What a plan cannot show, `python -m benchmarks.scale` measures with a million digits.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.digits import selectors
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


@pytest.mark.parametrize("ask", [lambda: selectors.next_ten(10), selectors.n_unassigned], ids=["next ten", "how many"])
def test_digits_without_a_version_are_found_among_imports_by_their_own_index(
    installed: None, ask: Callable[[], object]
) -> None:
    """With its parameters apart, as in earnest: only then SQLite shows whether it takes a partial index."""
    plans: list[str] = []

    def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        rows = connection.connection.execute(f"EXPLAIN QUERY PLAN {sql.replace('%s', '?')}", params).fetchall()
        plans.extend(str(row[3]) for row in rows)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        ask()
    assert any("digits_unassigned (state=?" in plan for plan in plans), plans
