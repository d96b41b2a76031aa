"""What a command costs a processor is its own time and the system's for it."""

import os

import pytest

from benchmarks.serving import sharing


def test_the_system_s_time_for_children_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    times = os.times_result((1.0, 2.0, 30.0, 4.0, 5.0))  # own user and system, children's user and system, elapsed
    monkeypatch.setattr(os, "times", lambda: times)
    assert sharing.of_ended_children_s() == 34.0
