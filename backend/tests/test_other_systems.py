"""Tests of what other systems lack: names that Unix alone has stay in `backend.system`; other ways are tried here."""

import ast
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from backend import system
from backend.digits.management.process_pool import process_pool
from backend.digits.services.learning import datasets
from backend.tests.pngs import seven
from backend.tests.windows_files import keep_open_files
from scripts.places import ROOT

PROGRAM = [
    path for part in ("backend", "nn", "ductus", "ductus_client") for path in sorted((ROOT / part).rglob("*.py"))
]
SERVED_BY_GUNICORN = ("gunicorn_conf.py", "patient_worker.py")  # Windows and its waitress never import these
ALSO_ON_WINDOWS = {"SIGABRT", "SIGFPE", "SIGILL", "SIGINT", "SIGSEGV", "SIGTERM", "SIGBREAK"}
UNIX_ALONE = {
    "os": {
        "EX_OK", "EX_UNAVAILABLE", "chown", "chroot", "confstr", "fork", "forkpty", "getegid", "geteuid", "getgid",
        "getgroups", "getloadavg", "getpgid", "getpgrp", "getpriority", "getsid", "getuid", "killpg", "lchown",
        "major", "memfd_create", "minor", "mkfifo", "mknod", "nice", "openpty", "pread", "preadv", "posix_fadvise",
        "posix_fallocate", "posix_spawn", "pwrite", "register_at_fork", "sched_getaffinity", "sched_setaffinity",
        "sched_yield", "sendfile", "setgid", "setgroups", "setpgid", "setpriority", "setsid", "setuid", "statvfs",
        "sysconf", "tcgetpgrp", "ttyname", "uname", "wait", "wait3", "wait4", "waitid",
    },
    "signal": {"alarm", "getitimer", "pause", "pthread_kill", "pthread_sigmask", "setitimer", "sigwait"},
    "socket": {"AF_UNIX", "recv_fds", "send_fds", "socketpair"},
    "time": {"clock_settime", "pthread_getcpuclockid", "tzset"},
}  # fmt: skip


MODES_OF_TEXT = {"r", "w", "a", "x", "r+", "w+", "a+", "rt", "wt", "at", "xt"}


def is_a_test(path: Path) -> bool:
    return "tests" in path.parts or path.name == "conftest.py"


def of_unix(tree: ast.AST) -> list[str]:
    """Return the names in a module that Windows lacks: functions, signals, ways to start a pool, forms of a date."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr=name):
                is_signal = module == "signal" and name.startswith("SIG") and name.isupper() and "_" not in name
                if name in UNIX_ALONE.get(module, ()) or (is_signal and name not in ALSO_ON_WINDOWS):
                    found.append(f"{module}.{name}")
            case ast.ImportFrom(module=module, names=names):
                found += [f"{module}.{name.name}" for name in names if name.name in UNIX_ALONE.get(module or "", ())]
            case ast.Constant(value="fork" | "forkserver" as name):
                found.append(str(name))
            case ast.FormattedValue(format_spec=ast.JoinedStr(values=[ast.Constant(value=str(form)), *_])):
                found += [form] if "%-" in form else []  # a day without its zero is %-d here and %#d there
            case ast.Call(func=ast.Attribute(attr="strftime"), args=[ast.Constant(value=str(form)), *_]):
                found += [form] if "%-" in form else []
    return found


@pytest.mark.parametrize(
    "code",
    [
        "os.sched_getaffinity(0)", "from os import fork", "signal.SIGKILL", "signal.alarm(1)", "socket.AF_UNIX",
        "get_context('fork')", "f'{day:%-d %b}'", "day.strftime('%-d')",
    ],
)  # fmt: skip
def test_each_kind_is_noticed(code: str) -> None:
    assert len(of_unix(ast.parse(code))) == 1
    assert of_unix(ast.parse("os.replace(a, b); signal.SIGTERM; f'{day:%d %b}'; signal.SIG_IGN; os.cpu_count()")) == []


def test_only_the_module_for_systems_uses_what_windows_lacks() -> None:
    looked_at = [path for path in PROGRAM if not is_a_test(path) and path.name not in SERVED_BY_GUNICORN]
    assert len(looked_at) > 150
    found = {
        str(path.relative_to(ROOT)): names
        for path in looked_at
        if (names := of_unix(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert found.pop("backend/digits/management/process_pool.py") == ["forkserver"]  # compared with what `system` says
    assert list(found) == ["backend/system.py"]


def test_every_newer_python_compiles_the_texts_in_the_code() -> None:
    """Check it for Python 3.13 on, which encodes docstrings, and so refuses half a surrogate in them."""
    named = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    for path in PROGRAM:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, named):
                (ast.get_docstring(node, clean=False) or "").encode()  # raises UnicodeEncodeError


def test_no_file_of_the_repository_has_a_name_that_windows_refuses() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True).stdout
    names = [name for name in listed.split("\0") if name]
    reserved = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
    for name in names:
        for part in Path(name).parts:
            assert not set(part) & set('<>:"|?*\\'), name
            assert part.partition(".")[0].lower() not in reserved, name
            assert not part.endswith((".", " ")), name
    assert len({name.lower() for name in names}) == len(names)  # and none differs from another by case alone


def test_a_pool_is_started_in_the_way_of_windows_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "POOL_START", "spawn")
    with process_pool(2) as executor:
        assert isinstance(executor, ProcessPoolExecutor)
        assert executor._mp_context.get_start_method() == "spawn"
        assert executor.submit(abs, -3).result() == 3


def test_processors_are_counted_where_the_system_names_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system.sys, "platform", "darwin")
    monkeypatch.setattr(system.os, "cpu_count", lambda: None)
    monkeypatch.delattr(system.os, "sched_getaffinity", raising=False)
    assert system.n_processors() == 1


def test_a_lock_is_waited_for_as_long_as_it_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try the way of Windows, where a lock that is held is a PermissionError."""
    answers = [PermissionError()] * 100 + [None]
    waited: list[float] = []
    monkeypatch.setattr(system.time, "sleep", waited.append)

    def attempt() -> None:
        if answer := answers.pop(0):
            raise answer

    assert not system._lock_by_looking(attempt, waits=False)
    assert waited == []
    assert system._lock_by_looking(attempt, waits=True)
    assert waited == [system.POLL_S] * 99


def test_a_file_that_others_read_for_a_moment_is_moved_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try the way of Windows; a file that is read for longer is told."""
    now = 0.0

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    monkeypatch.setattr(system, "time", SimpleNamespace(sleep=sleep, monotonic=lambda: now))
    attempts = [PermissionError(), PermissionError(), None]

    def attempt() -> None:
        if answer := attempts.pop(0):
            raise answer

    system._until_nobody_reads(attempt)
    assert attempts == []
    attempts += [PermissionError()] * 1000
    with pytest.raises(PermissionError):
        system._until_nobody_reads(attempt)
    assert now >= system.MOVE_PATIENCE_S


def test_pictures_that_another_process_made_and_mapped_meanwhile_are_used(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Check the rule of Windows, which replaces no file that is mapped."""
    settings.DATA_DIR = tmp_path
    drawing = seven()
    mapped = []

    def while_another_is_quicker() -> Iterator[Any]:
        mapped.append(datasets._cached_pictures("sevens.npy", [drawing]))
        yield drawing

    keep_open_files(monkeypatch)
    pictures = datasets._cached_pictures("sevens.npy", while_another_is_quicker())
    assert pictures.tobytes() == mapped[0].tobytes()
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["sevens.npy"]


def without_encoding(tree: ast.AST) -> list[int]:
    """Return the lines that read or write text in the encoding of the system, which is a code page on Windows."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or any(keyword.arg == "encoding" for keyword in node.keywords):
            continue
        words = [part.value if isinstance(part, ast.Constant) else None for part in node.args]
        match node.func:
            case ast.Attribute(attr="read_text"):
                is_text = "utf-8" not in words
            case ast.Attribute(attr="write_text"):
                is_text = "utf-8" not in words[1:]
            case ast.Attribute(attr="open"):  # of a path; the first word of a zip's is a name
                is_text = (words or ["r"])[0] in MODES_OF_TEXT
            case ast.Name(id="open"):
                is_text = ([*words, "r"])[1] in MODES_OF_TEXT
            case _:
                is_text = False
        found += [node.lineno] if is_text else []
    return found


def test_text_is_read_and_written_in_an_encoding_that_is_named() -> None:
    wrong = "path.read_text()\nopen(path)\npath.open('w')\npath.write_text(text)\npath.open()\nopen(path, 'a')"
    assert without_encoding(ast.parse(wrong)) == [1, 2, 3, 4, 5, 6]
    right = "path.open('rb'); path.read_text('utf-8'); path.open('w', encoding='ascii'); zip.open('name', 'w')"
    assert without_encoding(ast.parse(right)) == []
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in PROGRAM
        if not is_a_test(path)
        for line in without_encoding(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root alone is warned")
def test_root_is_given_no_advice_about_an_option_that_the_program_has_not() -> None:
    code = "import backend.celery; from celery.platforms import check_privileges; check_privileges(['json'])"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")


def test_a_process_that_no_signal_reaches_is_ended() -> None:
    """Check it for a service of Windows, which has no console to send Ctrl-Break through."""
    ended = []

    class WithoutConsole(subprocess.Popen[bytes]):
        def send_signal(self, sig: int) -> None:
            raise OSError(6, "The handle is invalid")

        def kill(self) -> None:
            ended.append(self.pid)
            super().send_signal(signal.SIGKILL)

    with WithoutConsole([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        system.ask_to_end(process, signal.SIGTERM)
        assert process.wait() == -signal.SIGKILL
    assert ended == [process.pid]


def test_a_break_is_heard_as_the_signal_that_celery_knows() -> None:
    code = """
import signal
from backend.system import hear_as
hear_as(signal.SIGTERM, signal.SIGUSR1)
signal.signal(signal.SIGTERM, lambda *_: print("ends"))
signal.raise_signal(signal.SIGUSR1)
"""
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.stdout == "ends\n", told.stderr
