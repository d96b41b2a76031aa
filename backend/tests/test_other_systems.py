"""Tests of what other systems lack: names that Unix alone has stay in `backend.system`; other ways are tried here."""

import ast
import signal
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from backend import system
from backend.digits.management.process_pool import process_pool
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
