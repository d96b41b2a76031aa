"""What differs between operating systems. Modules that only Unix has are imported here and nowhere else.

Where Windows lacks something, this says what is done instead. Set-up uses this module before anything is installed, so
it needs the standard library alone.
"""

import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl
    import resource

if sys.platform == "win32":
    STOP_SIGNALS: tuple[signal.Signals, ...] = (signal.SIGINT, signal.SIGTERM, signal.SIGBREAK)
    KILL = signal.SIGTERM
else:
    STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    KILL = signal.SIGKILL

HAS_GUNICORN = sys.platform != "win32"
"""Whether gunicorn runs here, and a listening socket can be handed to a child. Elsewhere waitress serves."""

POOL_START = "forkserver" if sys.platform != "win32" else "spawn"
"""How the processes of a pool are started; Windows has no fork."""

POLL_S = 0.2
"""Seconds between two looks for signals, or at a lock, on Windows. If larger, Ctrl-C and waiting programs act later."""

MOVE_PATIENCE_S = 3.0
"""Seconds for which a file is moved again and again where others read it. If larger, a file in use is told later."""

PR_SET_PDEATHSIG = 1  # linux/prctl.h
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

Wait = Callable[[float | None], set[int]]
"""A function that sleeps until signals arrive, at most for the given seconds, and returns their numbers."""


def session_options() -> dict[str, Any]:
    """Return the options of Popen that put a child into a session of its own, to be killed when this process dies.

    On Windows a child is in a process group of its own, and outlives a parent that was killed.
    """
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True, "preexec_fn": _die_with(os.getpid())}


def ask_to_end(popen: "subprocess.Popen[bytes]", how: signal.Signals) -> None:
    """Send a signal to the process. Windows knows one that a program can react to, Ctrl-Break.

    Without a console, as in a service of Windows, not even that can be sent: the process is then ended at once.
    """
    if sys.platform == "win32":
        how = signal.CTRL_BREAK_EVENT
    try:
        popen.send_signal(how)
    except OSError:
        popen.kill()


def hear_as(number: signal.Signals, heard: int) -> None:
    """Treat the signal `heard` as if it were `number`, whose handler may be set later.

    Celery gives a version in training back at SIGTERM, and knows nothing of the Ctrl-Break that `ask_to_end` sends.
    """
    signal.signal(heard, lambda *_: signal.raise_signal(number))


def signal_name(number: int) -> str:
    """Return the name of a signal; those for real time, which some supervisors send, have a number alone.

    >>> signal_name(signal.SIGTERM), signal_name(35)
    ('SIGTERM', 'signal 35')
    """
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def n_processors() -> int:
    """Return how many processors this process may use, or how many there are where the system does not say."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def allow_files(n: int) -> int:
    """Let this process and its children have `n` files open, or as many as the system allows; return how many.

    A connection is a file, too. Most systems begin with 1,024 or 256 and allow many more.
    """
    if sys.platform == "win32":
        return n
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < n:
        soft = n if hard == resource.RLIM_INFINITY else min(n, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return n if soft == resource.RLIM_INFINITY else soft


def kill_session(popen: "subprocess.Popen[bytes]") -> None:
    """Kill the process and all that it started. On Windows the programs start no others."""
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            popen.kill()
        else:
            os.killpg(popen.pid, signal.SIGKILL)


def die_with_parent(number: signal.Signals) -> None:
    """Ask the kernel to send this process a signal when its parent dies (Linux). The request survives exec."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, number)


def _die_with(parent: int) -> Callable[[], None]:
    """Return what a child calls before it becomes its program, so that it is killed when `parent` dies."""

    def ask_kernel() -> None:
        die_with_parent(KILL)
        if LIBC is not None and os.getppid() != parent:  # the parent died before the kernel was asked
            os._exit(1)

    return ask_kernel


@contextmanager
def woken_by_signals() -> Iterator[Wait]:
    """Yield a function that sleeps until a stop signal or, on Unix, the end of a child."""
    if sys.platform == "win32":  # select knows no pipes there
        yield _polling()
        return
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer)
    signal.signal(signal.SIGCHLD, lambda *_: None)

    def wait(timeout_s: float | None) -> set[int]:
        ready, _, _ = select.select([reader], [], [], None if timeout_s is None else max(timeout_s, 0))
        return set(os.read(reader, 64)) if ready else set()

    yield wait


def _polling() -> Wait:
    """Return a function that looks for stop signals every POLL_S, which works on every system."""
    seen: set[int] = set()
    for number in STOP_SIGNALS:
        signal.signal(number, lambda number, _frame: seen.add(number))

    def wait(timeout_s: float | None) -> set[int]:
        # It returns after one look, since no signal tells of the end of a child there.
        time.sleep(POLL_S if timeout_s is None else min(max(timeout_s, 0), POLL_S))
        news = set(seen)
        seen.clear()
        return news

    return wait


def become(command: Sequence[str]) -> None:
    """Replace this process by a command. Windows cannot: there the command runs as a child, and this ends with it."""
    if sys.platform == "win32":
        raise SystemExit(subprocess.run(command, check=False).returncode)  # noqa: S603 - the program's own command
    os.execv(command[0], [*command])  # noqa: S606 - no shell is wanted


def lock(file: IO[Any], *, waits: bool) -> bool:
    """Lock an open file until it is closed; return False where another process holds it and this one does not wait.

    A file system without locks, as some network folders are, counts as locked: it is used by one program at a time.
    """
    try:
        if sys.platform == "win32":
            return _lock_by_looking(lambda: msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1), waits=waits)
        fcntl.flock(file, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def _lock_by_looking(attempt: Callable[[], None], *, waits: bool) -> bool:
    """Attempt to lock until it succeeds: the waiting lock of Windows gives up after ten seconds."""
    while True:
        try:
            attempt()
        except PermissionError:
            if not waits:
                return False
            time.sleep(POLL_S)
        else:
            return True


def memory_folder() -> Path | None:
    """Return a folder of files that lie in memory, or None: a full disk cannot stop what is written there."""
    shared = Path("/dev/shm")  # noqa: S108 - whatever is made below it is private
    return shared if sys.platform == "linux" and os.access(shared, os.W_OK) else None


def sync(path: Path) -> None:
    """Wait until a file, or a folder with the names in it, is on the disk.

    Windows writes folders by itself, and some network folders can only do so.
    """
    if path.is_dir():
        with suppress(OSError):
            _sync(path, os.O_RDONLY)
    else:
        _sync(path, os.O_RDWR)  # Windows syncs no file that is only read


def _sync(path: Path, flags: int) -> None:
    file = os.open(path, flags)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def move(draft: Path, path: Path) -> None:
    """Give `draft` the name `path`, also over a file that has it, which nobody sees in between.

    On Windows a file cannot be moved or replaced while another program reads it, as virus scanners do with new files
    for a moment: there it is tried again.
    """
    if sys.platform == "win32":
        _until_nobody_reads(lambda: draft.replace(path))
    else:
        draft.replace(path)


def _until_nobody_reads(attempt: Callable[[], object]) -> None:
    """Attempt until it succeeds, for MOVE_PATIENCE_S; the last PermissionError is raised."""
    end = time.monotonic() + MOVE_PATIENCE_S
    while True:
        try:
            attempt()
        except PermissionError:
            if time.monotonic() >= end:
                raise
            time.sleep(POLL_S)
        else:
            return


def make_once(draft: Path, path: Path) -> None:
    """Give `draft` the name `path` unless something has it already, in one step where the file system has links.

    The content is on the disk before it has the name: after a power cut the file is whole or not there. exFAT, FAT and
    folders shared with virtual machines have no links. There a lock lets one process after another look.
    """
    sync(draft)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:
        with path.with_name(f".{path.name}.lock").open("ab") as held:
            lock(held, waits=True)
            if not path.exists():
                move(draft, path)


def make_output_safe() -> None:
    """Print a replacement where the terminal's encoding lacks a character, and nothing where there is no terminal.

    Whoever closes the output of a service (`ductus >&- 2>&-`) would otherwise end it with its first line, and the
    numbers of the closed files would be given to others: what a child prints would go into a database.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            nothing = Path(os.devnull).open(mode, encoding="utf-8")  # noqa: SIM115 - it stays open
            os.set_inheritable(nothing.fileno(), True)
            setattr(sys, name, nothing)
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")
