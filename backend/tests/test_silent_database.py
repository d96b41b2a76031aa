"""Tests of a database server that keeps its connections open and says nothing."""

import threading
import time
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.db.backends.signals import connection_created

from backend.silent_database import UID, _bound, _bounded, answered_within, give_up_after


def waits(n_silent: int) -> Generator[str, int, str]:
    """Wait as a generator of psycopg does: for an answer that comes after `n_silent` looks in which nothing came."""
    for _ in range(n_silent):
        assert (yield "for reading") == 0
    assert (yield "for reading") == 1
    return "the rows"


def ran(bounded: Generator[Any, int, Any], came: list[int]) -> Any:
    next(bounded)
    try:
        for each in came:
            bounded.send(each)
    except StopIteration as end:
        return end.value
    return None


def test_an_answer_within_the_limit_is_passed_on() -> None:
    assert ran(_bounded(waits(2), limit_s=60), [0, 0, 1]) == "the rows"


def test_silence_beyond_the_limit_is_given_up() -> None:
    with pytest.raises(TimeoutError, match="has not answered"):
        ran(_bounded(waits(2), limit_s=0), [0])


def test_a_server_that_goes_on_sending_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something comes every 9 of 10 seconds, and the whole takes longer than the limit."""
    now = iter(range(0, 900, 9))
    monkeypatch.setattr(time, "monotonic", lambda: next(now))

    def rows() -> Generator[str, int, str]:
        for _ in range(5):
            assert (yield "for reading") == 1
        return "the rows"

    assert ran(_bounded(rows(), limit_s=10), [1] * 5) == "the rows"


class Opened:
    """A connection of psycopg, by which nothing comes for as long as the generator waits."""

    def __init__(self) -> None:
        self.pgconn = self
        self.is_closed = False

    def wait(self, waiting: Generator[Any, int, Any]) -> Any:
        return ran(waiting, [0] * 3 + [1])

    def finish(self) -> None:
        self.is_closed = True


def test_a_block_has_a_limit_of_its_own_and_the_one_before_holds_after_it() -> None:
    opened: Any = Opened()
    _bound(opened, OperationalError, limit_s=0)
    with answered_within(60):
        assert opened.wait(waits(3)) == "the rows"
        with answered_within(0), pytest.raises(OperationalError, match="for 0 s"):
            opened.wait(waits(3))
        assert opened.wait(waits(3)) == "the rows"
    with pytest.raises(OperationalError, match="for 0 s"):
        opened.wait(waits(3))
    assert opened.is_closed


@pytest.fixture
def impatient(db: None) -> Iterator[None]:
    """Have new connections give up after no time at all, whatever limit was set before."""
    give_up_after(60)
    give_up_after(0)
    yield
    connection_created.disconnect(dispatch_uid=UID)


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
@pytest.mark.commits
def test_a_query_without_an_answer_is_given_up_and_the_next_one_has_a_connection_of_its_own(impatient: None) -> None:
    found: list[Any] = []

    def ask() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(60)")
        except OperationalError as error:
            found.append(str(error))
        connection.close_if_unusable_or_obsolete()
        connection_created.disconnect(dispatch_uid=UID)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 7")
            found.append(cursor.fetchone()[0])
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'")
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert found == ["the database server has not answered for 0 s", 7]


LATE = """
CREATE TEMPORARY TABLE late (id int);
CREATE FUNCTION pg_temp.checked() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.4); RETURN NULL; END';
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON late DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION pg_temp.checked();
"""
"""A table whose rows are checked for four tenths of a second at the commit, as those of a large restore are."""


@pytest.mark.only("postgresql")
@pytest.mark.django_db(transaction=True)
@pytest.mark.commits
def test_a_commit_that_takes_longer_than_the_limit_ends_where_it_may(impatient: None) -> None:
    def insert() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO late VALUES (1)")

    found: list[Any] = []

    def ask() -> None:
        with answered_within(60):
            with connection.cursor() as cursor:
                cursor.execute(LATE)
            insert()
        try:
            insert()
        except OperationalError as error:
            found.append(str(error))
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert found == ["the database server has not answered for 0 s"]
