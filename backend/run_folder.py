"""The folder of one start: its copy of the page, its temporary files, and the counts of its processes.

Each start has its own, so that two programs on one data folder, a build of the page or an upgrade beside a running
program change nothing in it. It is removed at the end; the folder of a killed start is removed at the next start.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from backend.system import lock, memory_folder

PREFIX = "start-"
EXCHANGE_PREFIX = "exchange-"
"""Folders of what administrators bring in or take out begin so; they lie beside those of the starts."""
FORGOTTEN_S = 24 * 3600
"""Seconds after which such a folder was left by a process that was killed. If larger, it fills the disk for longer."""


@contextmanager
def folder_of_this_start(parent: Path) -> Iterator[Path]:
    """Yield a new folder below `parent`, which no other start uses, and remove it at the end."""
    parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as until_the_end:
        with (parent / "starts.lock").open("wb") as one_at_a_time:
            lock(one_at_a_time, waits=True)
            _remove_what_was_left(parent)
            folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
            until_the_end.callback(_remove, folder)
            lock(until_the_end.enter_context(_lock_file(folder).open("wb")), waits=True)
        yield folder


def copy_of_page(page: Path, folder: Path) -> Path:
    """Copy the built page into the folder of this start, and return the copy: what is served does not change.

    Rights are not copied: some file systems know none, and nobody could remove a copy of a folder that is read-only.
    """
    copy = folder / "page"
    copy.mkdir()
    for source in sorted(page.rglob("*")):
        target = copy / source.relative_to(page)
        if source.is_dir():
            target.mkdir()
        else:
            shutil.copyfile(source, target)
    return copy


def counts_folder(folder: Path) -> Path:
    """Make the folder for the counts of both processes, in memory if possible: a full disk would kill them."""
    counts = _counts(folder)
    counts.mkdir(mode=0o700)
    return counts


def _counts(folder: Path) -> Path:
    memory = memory_folder()
    return memory / f"ductus-{folder.name}" if memory else folder / "counts"


def _remove_what_was_left(parent: Path) -> None:
    for held in parent.glob(f"{PREFIX}*.lock"):
        with suppress(FileNotFoundError):  # the start that had it ends at this moment
            with held.open("r+b") as file:
                is_left = lock(file, waits=False)
            if is_left:
                _remove(held.with_suffix(""))
    for folder in parent.glob(f"{EXCHANGE_PREFIX}*"):
        with suppress(FileNotFoundError):  # whoever made it removes it at this moment
            if time.time() - folder.stat().st_mtime > FORGOTTEN_S:
                shutil.rmtree(folder, ignore_errors=True)


def _remove(folder: Path) -> None:
    """Remove what a start had. What Windows holds, since something reads in it, keeps its lock for a later start."""
    for part in (_counts(folder), folder):
        shutil.rmtree(part, ignore_errors=True)
    if not folder.exists():
        with suppress(OSError):  # another start looks at it
            _lock_file(folder).unlink(missing_ok=True)


def _lock_file(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")
