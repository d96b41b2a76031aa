"""Tests of the client where the server is unsure, or does not answer at once; they need no program."""

from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from ductus_client import Ductus, DuctusError
from ductus_client.__main__ import main
from ductus_client.answers import Number

ADDED = b'{"id": 1, "label": 7, "guess": 7, "state": "counted", "new_digits": 1, "retrain_at": 10}'


@pytest.mark.parametrize(("certain", "said"), [(True, "17\n"), (False, "17 (not sure)\n")])
def test_the_command_says_where_it_is_not_sure(
    certain: bool, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(Ductus, "read_number", lambda _self, _drawing: Number("17", certain, ()))
    assert main(["read", str(tmp_path / "17.png")]) == 0
    assert capsys.readouterr().out == said


@pytest.mark.parametrize("answer", [b"<html>Welcome!</html>", b"[]", b'{"digit": 7}', b'"\xff"', b""])
def test_a_program_that_does_not_answer_as_ductus_does_is_named(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    ductus = Ductus("http://127.0.0.1:8001")
    monkeypatch.setattr(ductus._opener, "open", lambda _request, timeout: BytesIO(answer))
    calls = (
        lambda: ductus.read([[[0, 0]]]),
        lambda: ductus.read_number([[[0, 0]]]),
        lambda: ductus.teach([[[0, 0]]], 7),
        lambda: ductus.teach_number([[[0, 0]]], "7"),
    )
    for call in calls:
        with pytest.raises(DuctusError, match=r"at http://127\.0\.0\.1:8001 does not answer as Ductus") as raised:
            call()
        assert raised.value.code == "unknown"


@pytest.mark.parametrize("n_silent", [0, 2, 3])
def test_what_is_taught_is_sent_thrice_at_most_and_under_one_key(
    n_silent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let the server be silent so often; what it did store of an earlier try it does not store again."""
    keys: list[str] = []

    def answer(request: Any, timeout: float) -> BytesIO:
        keys.append(request.get_header("Idempotency-key"))
        if len(keys) <= n_silent:
            raise URLError("silent")
        return BytesIO(ADDED)

    ductus = Ductus()
    monkeypatch.setattr(ductus._opener, "open", answer)
    if n_silent < 3:
        assert ductus.teach([[[0, 0], [1, 1]]], 7).id == 1
    else:
        with pytest.raises(DuctusError, match="No server answers"):
            ductus.teach([[[0, 0], [1, 1]]], 7)
    assert len(keys) == min(n_silent + 1, 3)
    assert len(set(keys)) == 1
