"""Tests of what the trial of docker-compose.yml demands, on invented answers: learning, and an end without a kill."""

from pathlib import Path
from typing import Any

import pytest

from chaos import compose


def row(version: int, status: str) -> dict[str, Any]:
    return {"version": version, "status": status}


@pytest.mark.parametrize("status", ["promoted", "rejected"])
def test_a_new_version_that_the_gate_judged_was_learned(status: str) -> None:
    rows = [row(2, status), row(1, "promoted")]
    assert compose.learned(rows, before=1) == rows


@pytest.mark.parametrize(
    "rows", [[row(1, "promoted")], [row(2, "failed"), row(1, "promoted")]], ids=["no new version", "a failed one"]
)
def test_nothing_was_learned_without_a_new_version_that_the_gate_judged(rows: list[Any]) -> None:
    with pytest.raises(RuntimeError, match="expected a version after 1 to be promoted or rejected, got"):
        compose.learned(rows, before=1)


class Engine:
    """An engine whose container answers well, and has this exit code when it is stopped."""

    def __init__(self, code: str) -> None:
        self.code, self.env = code, {"PORT": "1"}

    def docker(self, *command: str) -> str:
        return self.code if "{{.State.ExitCode}}" in command else "healthy"

    def call(self, *_: object) -> dict[str, str]:
        return {"status": "ready"}


@pytest.mark.parametrize(("code", "is_right"), [("0", True), ("143", True), ("137", False)])
def test_a_container_that_had_to_be_killed_fails_the_trial(
    code: str, is_right: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(compose, "REPORT", tmp_path / "report")
    monkeypatch.setattr(compose, "learn", lambda *_: None)
    engine: Any = Engine(code)
    if is_right:
        compose.try_alone(engine, [])
    else:
        with pytest.raises(RuntimeError, match="was killed"):
            compose.try_alone(engine, [])
