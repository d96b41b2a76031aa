"""Tests of the query plans of a run: SQLite says that each query uses an index, in bounded steps.

What a plan cannot show, `python -m benchmarks.serving.scale` measures with a million digits.
"""

import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.digits import selectors
from backend.digits.models import Digit
from backend.digits.selectors.public import digits_page, own_digits
from backend.digits.services.learning import run as training
from backend.digits.services.learning.gate import Verdict
from backend.digits.services.learning.run import train_due
from backend.digits.services.transfer.hand_export import hand_as_zip
from backend.digits.why import Why

pytestmark = pytest.mark.only("sqlite")  # it is SQLite that is asked
TABLES = ("digits_digit", "digits_modelstate", "digits_deployment")


def bad_steps(sql: str) -> list[str]:
    """Return the steps that read a whole table, or that sort rows only to take the first."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        steps = [row[3] for row in cursor.fetchall()]
    return [step for step in steps if _reads_all(step, sql) or ("TEMP B-TREE" in step and "LIMIT" in sql)]


def _reads_all(step: str, sql: str) -> bool:
    """Tell whether a step reads a whole table. With a limit, a scan in the order of an index or key ends early."""
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
    monkeypatch.setattr(training, "judge", lambda *_, **__: Verdict(is_accepted=is_accepted, why=Why("not_finite")))
    with CaptureQueriesContext(connection) as queries:
        for number in range(10, 20):
            add(number)
        train_due(owner="test", is_stopping=lambda: False)
    asked = selects(queries)
    assert len(asked) > 10
    found = {sql[:300]: bad for sql in asked if (bad := bad_steps(sql))}
    assert found == {}


ASKED: dict[str, tuple[Callable[[], object], str]] = {
    "next ten": (lambda: selectors.digits.next_ten(10), "digits_in_version (model_state_id=? AND state=?"),
    "the version that takes tens": (selectors.versions.version_taking_tens, "one_takes_tens"),
    "how many a version has": (lambda: selectors.training.n_digits_of(2), "digits_in_version (model_state_id=?"),
    "how many wait for a version": (selectors.digits.n_unassigned, "digits_in_version (model_state_id=? AND state=?"),
    "held out": (
        lambda: selectors.training.held_out_digits(preprocessing=1, n_newest=10),
        "digits_held_out (state=? AND preprocessing=?)",
    ),
    "a version's ten": (
        lambda: selectors.training.digits_of(2, preprocessing=1),
        "digits_in_version (model_state_id=?",
    ),
    "counted ones of a contributor": (
        lambda: list(selectors.digits.counted_of(uuid4(), preprocessing=1)[:10]),
        "digits_of_contributor (contributor=?)",
    ),
    "how many wait for the administrator": (
        lambda: selectors.admin.n_waiting_for_review(at_most=10),
        "digits_in_state (state=?)",
    ),
    "misread": (lambda: digits_page(visitor=None, label=None, before=None, limit=10, misread=True), "digits_misread"),
    "of a label": (
        lambda: digits_page(visitor=None, label=3, before=9, limit=10),
        "digits_of_label (label=? AND id<?)",
    ),
    "of a contributor": (
        lambda: digits_page(visitor=None, label=None, before=None, limit=10, contributor=uuid4()),
        "digits_of_contributor (contributor=?)",
    ),
    "remembered of a hand": (
        lambda: selectors.hand.examples_of(uuid4(), n_newest=10),
        "COVERING INDEX digits_of_contributor (contributor=?)",
    ),
    "guessed on arrival": (
        lambda: selectors.hand.arrivals(uuid4(), n_newest=10),
        "COVERING INDEX digits_of_contributor (contributor=?)",
    ),
    "how many were guessed": (
        lambda: selectors.hand.n_arrivals(uuid4()),
        "COVERING INDEX digits_of_contributor (contributor=?)",
    ),
    "held of a hand": (
        lambda: selectors.hand.held_digits(uuid4(), n_newest=10),
        "digits_of_contributor (contributor=?)",
    ),
    "whether a hand is known": (
        lambda: selectors.hand.is_known(uuid4()),
        "COVERING INDEX digits_of_contributor (contributor=?)",
    ),
    "a hand's archive": (lambda: list(hand_as_zip(uuid4())), "digits_of_contributor (contributor=?"),
    "own digits": (
        lambda: own_digits(uuid4(), preprocessing=1, n_newest=10),
        "digits_of_contributor (contributor=?)",
    ),
    "the same drawing": (lambda: selectors.digits.digits_with_inks({"a", "b"}), "(ink_sha256=?)"),
    "to be reviewed": (
        lambda: selectors.admin.review_candidates(n_doubtful=10, n_newest=10),
        "digits_doubted",
    ),
    "when a channel sent last": (
        lambda: selectors.notices.channel_state("mail"),
        "deliveries_sent (channel=? AND sent_at>",
    ),
    "imports": (lambda: selectors.audit.imports_to_take_back(n_newest=10), "audit_imports"),
    "what the watch undid": (selectors.training.undone, "deployments_by (by=?)"),
    "hidden": (selectors.digits.hidden_digits, "digits_in_state (state=?)"),
}


@pytest.mark.parametrize(("ask", "index"), ASKED.values(), ids=ASKED)
def test_each_question_is_answered_by_the_index_that_was_made_for_it(
    installed: None, ask: Callable[[], object], index: str
) -> None:
    """Explain each query with parameters, as in real use: only then SQLite shows whether it takes a partial index."""
    plans: list[str] = []

    def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        rows = connection.connection.execute(f"EXPLAIN QUERY PLAN {sql.replace('%s', '?')}", params).fetchall()
        plans.extend(str(row[3]) for row in rows)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        ask()
    assert any(index in plan for plan in plans), plans
    assert not any("TEMP B-TREE" in plan for plan in plans), plans
