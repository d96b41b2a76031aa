"""The memory of processes and of everything that they started, from Linux' /proc."""

from pathlib import Path

PROC = Path("/proc")


def is_measurable() -> bool:
    return (PROC / "self" / "smaps_rollup").exists()


def pss_mb(pid: int) -> float:
    """Return the proportional set size of a process and its descendants, in MB (10^6 bytes).

    A page shared by n processes counts 1/n in each, so that the sum counts every page once.
    """
    return _pss_without_children_mb(pid) + sum(map(pss_mb, children(pid)))


def children(pid: int) -> list[int]:
    return [int(child) for child in (PROC / str(pid) / "task" / str(pid) / "children").read_text().split()]


def command(pid: int) -> str:
    return (PROC / str(pid) / "cmdline").read_text().replace("\0", " ")


def _pss_without_children_mb(pid: int) -> float:
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6


def children_mb(pid: int) -> dict[str, float]:
    """Return the memory of the web server and of the worker that `pid`, a supervisor, started."""
    return {("worker" if "celery" in command(child) else "web"): pss_mb(child) for child in children(pid)}
