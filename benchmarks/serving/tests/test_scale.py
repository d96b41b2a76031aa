"""The benchmark of few rows and many prints correct figures, and fills a real database."""

import sqlite3
from contextlib import closing

import pytest

from benchmarks.serving import scale
from benchmarks.serving.scale import Scale


def test_times_are_of_what_was_promoted_and_sizes_are_compared(capsys):
    few, many = Scale(100, [0.4, None, 0.4], 90.0), Scale(1_000_000, [0.6, 0.6, 0.6], None)
    scale.print_table([few, many])
    said = capsys.readouterr().out.splitlines()
    assert said[-3].split() == ["100", "2", "of", "3", "0.40", "0.40", "0.40", "90"]
    assert said[-2].split() == ["1,000,000", "3", "of", "3", "0.60", "0.60", "0.60", "–"]
    assert said[-1].endswith("1.50")


@pytest.mark.slow
def test_digits_and_versions_are_filled_in(tmp_path, monkeypatch):
    monkeypatch.delenv("DIGITS_CORPORA", raising=False)
    scale.fill(120, str(tmp_path))
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        ((n_digits,),) = database.execute("SELECT count(*) FROM digits_digit").fetchall()
        ((n_versions,),) = database.execute("SELECT count(*) FROM digits_modelstate").fetchall()
    assert (n_digits, n_versions) == (120, 12)
