"""`python -m benchmarks.serving.sharing`: measure what further workers are worth beside a database server.

The program runs on PostgreSQL and Redis with each number of workers. A file of made-up digits is imported, and then all
pictures are rebuilt as after a change of preprocessing. It prints the seconds of each and who used the processors. The
first line is an import by one process alone, without the table that workers share.
"""

import argparse
import os
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psycopg

from harness.cluster import Cluster, cluster
from harness.memory import PROC, children
from harness.program import ROOT, UNLIMITED
from nn.data.pseudo_digits import load_generator

SETTINGS = {**UNLIMITED, "DIGITS_WEB_PROCESSES": "1", "DJANGO_SETTINGS_MODULE": "backend.settings"}
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving.sharing", description="Workers that help.")
    parser.add_argument("--workers", type=int, nargs="*", default=(0, 1, 2, 3))
    parser.add_argument("--digits", type=int, default=20_000)
    options = parser.parse_args()
    print(f"{options.digits:,} digits, {os.cpu_count()} cores", flush=True)
    with tempfile.TemporaryDirectory(prefix="ductus-sharing-") as folder:
        file = write_idx(Path(folder), options.digits)
        measure(file, 0, ["--processes", "1"])
        for n_workers in options.workers:
            measure(file, n_workers, [])


def measure(file: Path, n_workers: int, how: list[str]) -> None:
    with (
        tempfile.TemporaryDirectory(prefix="ductus-sharing-") as folder,
        cluster("postgresql", Path(folder), n_workers=n_workers, settings=SETTINGS) as running,
    ):
        assert running.postgres
        await_workers(running, n_workers)
        name = "alone, no table" if how else f"{n_workers} workers and the command"
        took(f"{name}: import", running, "import_digits", str(file), "--reason", "measured", *how)
        if how:
            return
        with psycopg.connect(running.postgres.url) as connection:
            connection.execute("UPDATE digits_digit SET preprocessing = 0")
        took(f"{name}: pictures", running, "rebuild_pictures")


def took(name: str, running: Cluster, *command: str) -> None:
    """Run a command and print its seconds, and those of a processor that it and each worker used."""
    before = [processor_s(worker.pid) for worker in running.workers]
    own, began = of_ended_children_s(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=running.env, capture_output=True, text=True, check=False
    )
    took_s, own_s = time.perf_counter() - began, of_ended_children_s() - own
    if done.returncode:
        raise RuntimeError(done.stderr)
    used = [processor_s(worker.pid) - then for worker, then in zip(running.workers, before, strict=True)]
    shares = ", ".join(f"{each:.1f}" for each in used) or "none"
    print(f"{name}: {took_s:.1f} s; processor: the command {own_s:.1f} s, workers {shares}", flush=True)


def of_ended_children_s() -> float:
    """Return the seconds of a processor that the ended children of this process have used."""
    times = os.times()
    return times.children_user + times.children_system


def processor_s(pid: int) -> float:
    """Return the seconds of a processor that a process and its children have used."""
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS + sum(map(processor_s, children(pid)))


def await_workers(running: Cluster, n_workers: int) -> None:
    assert running.postgres
    with psycopg.connect(running.postgres.url, autocommit=True) as connection:
        while connection.execute("SELECT count(*) FROM digits_worker").fetchone() != (n_workers,):
            time.sleep(0.2)


def write_idx(folder: Path, n: int) -> Path:
    X, labels = load_generator().sample(n, np.random.default_rng(7))
    pictures = np.rint(X * 255).astype(np.uint8)
    images = folder / "digits-images-idx3-ubyte"
    images.write_bytes(struct.pack(">HBBIII", 0, 8, 3, n, 28, 28) + pictures.tobytes())
    head = struct.pack(">HBBI", 0, 8, 1, n)
    (folder / "digits-labels-idx1-ubyte").write_bytes(head + labels.astype(np.uint8).tobytes())
    return images


if __name__ == "__main__":
    main()
