"""Tests of how often a run returns to a module that it had left: a measure of how far a reader has to walk.

The walk is counted while a real run trains its second version: the first has filled the caches of the process. Every
call of a function of `backend.digits` or `nn` (methods and properties too) whose caller is in another module is an
entry; frames of libraries between the two are left out. A loop repeats its
calls and a reader does not, so each (calling module, called function) is counted once, at its first call. Entries into
the same module one after the other are one stay. A return is a stay in a module that had a stay before.
"""

import sys
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

import backend
from backend.digits.models import Digit, ModelState, Status
from backend.digits.services.learning import run
from backend.digits.services.learning.run import train_due

ROOT = Path(backend.__file__).parent.parent
MOST_RETURNS = 30
PROJECT = tuple(str(ROOT / folder) for folder in ("backend/digits/", "nn/"))


def module_of(code: CodeType) -> str | None:
    is_ours = code.co_filename.startswith(PROJECT) and "/tests/" not in code.co_filename
    return str(Path(code.co_filename).relative_to(ROOT)) if is_ours else None


def module_of_caller(frame: FrameType) -> str | None:
    caller = frame.f_back
    while caller is not None and module_of(caller.f_code) is None:
        caller = caller.f_back
    return module_of(caller.f_code) if caller is not None else None


def stays_of(work: Callable[[], object]) -> list[str]:
    """Return the modules that are entered while the work is done, in order, each call between two modules once."""
    seen: set[tuple[str, CodeType]] = set()
    entered: list[str] = []

    def watch(frame: FrameType, event: str, _: Any) -> None:
        if event != "call" or (module := module_of(frame.f_code)) is None:
            return
        caller = module_of_caller(frame)
        if caller is not None and caller != module and (caller, frame.f_code) not in seen:
            seen.add((caller, frame.f_code))
            entered.append(module)

    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(None)
    return [module for module, _ in groupby(entered)]


def test_a_run_seldom_returns_to_a_module_that_it_had_left(
    add: Callable[..., Digit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "look_back", lambda: None)  # the watch comes before the run, and is a walk of its own
    for number in range(20):
        add(number)
        if number == 9:
            train_due(owner="test", is_stopping=lambda: False)
    stays = stays_of(lambda: train_due(owner="test", is_stopping=lambda: False))
    assert ModelState.objects.latest("id").status == Status.PROMOTED
    n_returns = len(stays) - len(set(stays))
    assert 0 < n_returns <= MOST_RETURNS, " → ".join(stays)
