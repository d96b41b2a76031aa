"""The rule of Windows for open files, tried on Linux: who has a file open keeps it from being removed or replaced.

Python opens files there without the right to delete them. A mapped file counts as open.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def keep_open_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse, from now on, to remove, rename or replace a file that this process has open."""
    if sys.platform != "linux":
        pytest.skip("the open files of a process are listed on Linux alone")
    for name, n_paths in (("unlink", 1), ("remove", 1), ("rename", 2), ("replace", 2)):
        monkeypatch.setattr(os, name, _guarded(getattr(os, name), n_paths))


def _guarded(real: Callable[..., None], n_paths: int) -> Callable[..., None]:
    def guarded(*arguments: Any, **options: Any) -> None:
        for path in arguments[:n_paths]:
            place = _place_of(options["dir_fd"]) if options.get("dir_fd") is not None else ""
            if str(Path(place, os.fsdecode(path)).absolute()) in _open_files():
                raise PermissionError(13, "The process cannot access the file because it is being used", path)
        real(*arguments, **options)

    return guarded


def _open_files() -> set[str]:
    numbers = [_place_of(int(number)) for number in os.listdir("/proc/self/fd")]  # noqa: PTH208 - names alone
    mapped = Path("/proc/self/maps").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    return {*numbers, *(line.split(maxsplit=5)[5] for line in mapped if line.count(" ") > 5 and "/" in line)}


def _place_of(number: int) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{number}")  # noqa: PTH115 - it is no path of a file
    except OSError:  # the one of the listing itself
        return ""
