"""`make bench` runs the three benchmarks, one after the other, and says which of them failed."""

import pytest

from benchmarks import __main__ as bench


@pytest.fixture
def ran(monkeypatch):
    names = []
    monkeypatch.setattr(bench, "run", lambda name: names.append(name) or int(name == "training"))
    return names


def test_all_are_run_though_one_fails(ran, monkeypatch):
    monkeypatch.setenv("DIGITS_CORPORA", "/somewhere")
    with pytest.raises(SystemExit, match=r"^failed: training$"):
        bench.main()
    assert ran == ["serving", "training", "accuracy"]


def test_without_corpora_accuracy_is_left_out_and_how_to_get_them_is_said(ran, monkeypatch, capsys):
    monkeypatch.delenv("DIGITS_CORPORA", raising=False)
    with pytest.raises(SystemExit):
        bench.main()
    assert ran == ["serving", "training"]
    assert "manage.py fetch_corpora" in capsys.readouterr().out
