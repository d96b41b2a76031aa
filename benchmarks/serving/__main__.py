"""`python -m benchmarks.serving`: measure how fast the program answers and learns, and what memory it takes.

It starts the real program (web and worker, SQLite, filesystem queue, throttles off) in a temporary folder. Run it on a
machine that does nothing else. Under load, programs take turns, since the speed of a machine varies: one with an empty
table, with `--rows 1000000` one that has a million digits, and, where Flask is installed, a plain Flask server that
does the same work with one process of eight threads. `--scaled` repeats it with PostgreSQL and Redis.
"""

import argparse
import importlib.util
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from typing import Any

import numpy as np
import psycopg

from backend.processes import Process, running
from benchmarks.serving.client import learn_s, predict, predict_s
from benchmarks.serving.drawings import Drawing, drawings
from benchmarks.serving.written import posts, written
from harness import servers
from harness.load import Rate, as_json, mean_rate, measured
from harness.memory import children_mb, is_measurable, pss_mb
from harness.program import ROOT, Program, running_program

N_PREDICTIONS = 500
N_TENS = 30
CONNECTIONS = (1, 10, 50)
N_TURNS = 4
POLL_S = 0.01
FLASK = (
    "--workers 1 --worker-class gthread --threads 8 --keep-alive 20 --no-control-socket"
    " benchmarks.serving.plain_flask:app"
)
STROKES, FLASK_NAME = "empty table, strokes", "plain Flask"

Running = tuple[Program, Callable[[], Any]]
"""A program, and a function that connects to its database."""
Start = Callable[[], AbstractContextManager[Running]]


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.serving", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=2.5, help=f"of each of {N_TURNS} turns under load")
    parser.add_argument("--rows", type=int, default=0, help="measure with this number of digits, too")
    parser.add_argument("--scaled", action="store_true", help="measure on PostgreSQL and Redis, too")
    options = parser.parse_args()
    given = drawings(10 * N_TENS)
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, NumPy {np.__version__}")
    print(f"drawings: {given.source}, 280×280 PNG in JSON\n")
    with running_program() as program:
        print_memory("memory at rest, before any request", program)
        print_predictions(program, given.drawings)
        print_learning(program, given.drawings)
        print_memory(f"memory at rest, after {N_TENS} retrains", program)
    print_load("embedded", embedded, given.drawings, options.seconds, options.rows)
    if options.scaled:
        print_load("scaled, two web processes", scaled, given.drawings, options.seconds, options.rows)
    subprocess.run([sys.executable, "-m", "benchmarks.serving.anatomy"], check=True, stderr=subprocess.DEVNULL)


@contextmanager
def embedded() -> Iterator[Running]:
    with running_program() as program:
        yield program, lambda: sqlite3.connect(program.folder / "db.sqlite3", timeout=60)


@contextmanager
def scaled() -> Iterator[Running]:
    with servers.pair() as (postgres, redis):
        settings = {"DATABASE_URL": postgres.url, "CELERY_BROKER_URL": redis.url, "DIGITS_WEB_PROCESSES": "2"}
        with running_program(**settings) as program:
            yield program, lambda: psycopg.connect(postgres.url)


def print_load(title: str, start: Start, given: list[Drawing], seconds: float, n_rows: int) -> None:
    """Measure predictions in turns, while nothing is learned; then posts, on which the workers train."""
    print(f"under load, {title}")
    with filled(start, given, n_rows) if n_rows else nullcontext() as large:
        with start() as (empty, _):
            programs = {"empty table": empty} | ({f"{n_rows:,} digits": large} if large else {})
            print_in_turns(programs, given, seconds)
            print_posts("empty table", empty, given, seconds)
        if large:
            print_posts(f"{n_rows:,} digits", large, given, seconds)
            print_pages(large)
    print(flush=True)


def print_in_turns(programs: Mapping[str, Program], given: list[Drawing], seconds: float) -> None:
    """Measure predictions at several numbers of connections; the programs and Flask take turns, forth and back.

    All are sent PNGs; the first program is also sent strokes, as the page does.
    """
    pngs = [as_json("/api/predictions", image=drawing.image) for drawing in given]
    strokes = posts(written(len(given))[1], "/api/predictions")
    with running_flask() as flask:
        ports = {name: program.port for name, program in programs.items()}
        ports |= {STROKES: next(iter(ports.values()))} | ({FLASK_NAME: flask} if flask else {})
        for connections in CONNECTIONS:
            rates: dict[str, list[Rate]] = {name: [] for name in ports}
            for turn in range(N_TURNS):
                for name in list(ports)[:: -1 if turn % 2 else 1]:
                    ask = strokes if name == STROKES else pngs
                    rates[name].append(measured(ports[name], ask, connections=connections, seconds=seconds))
            means = {name: mean_rate(turns) for name, turns in rates.items()}
            first, *others = means
            print(f"    {connections:2} connections, predictions, {first}: {means[first]}")
            for name in others:
                quick, slow = (means[first].per_s / means[name].per_s, means[first].p99_ms / means[name].p99_ms)
                print(f"        {name}: {means[name]}; {first} {quick:.2f} × as many, its 99 % {slow:.2f} × as long")
            if flask:
                quick = means[STROKES].per_s / means[FLASK_NAME].per_s
                print(f"        strokes {quick:.2f} × as many as plain Flask has of PNGs")


def print_posts(name: str, program: Program, given: list[Drawing], seconds: float) -> None:
    add = [as_json("/api/digits", stores=True, image=drawing.image, label=drawing.label) for drawing in given]
    for connections in CONNECTIONS:
        rate = measured(program.port, add, connections=connections, seconds=N_TURNS * seconds)
        print(f"    {connections:2} connections, digits added, {name}: {rate}")


@contextmanager
def running_flask() -> Iterator[int | None]:
    """Start the Flask server and yield its port, or None where Flask is not installed."""
    if importlib.util.find_spec("flask") is None:
        print("    Flask is not installed: var/uv/bin/uv pip install --python var/venv flask")
        yield None
        return
    port = servers.free_port()
    command = [sys.executable, "-m", "gunicorn", *FLASK.split(), "--bind", f"127.0.0.1:{port}"]
    env = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    with running(Process(command, env=env, cwd=ROOT, output=subprocess.DEVNULL)) as process:
        while servers.is_free(port) and process.is_alive():
            time.sleep(POLL_S)
        yield port


@contextmanager
def filled(start: Start, given: list[Drawing], n_rows: int) -> Iterator[Program]:
    """Start a program whose ten digits are copied until there are `n_rows`. Copies are imported: they make no tens."""
    with start() as (program, connect):
        learn_s(program, given[:10])
        with closing(connect()) as connection:
            cursor = connection.cursor()
            cursor.execute("SELECT * FROM digits_digit LIMIT 0")
            columns = [column[0] for column in cursor.description if column[0] != "id"]
            other = {"idempotency_key": "NULL", "model_state_id": "NULL", "state": "'imported'"}
            values = ", ".join(other.get(name, name) for name in columns)
            n_there = 10
            while n_there < n_rows:
                more = min(n_there, n_rows - n_there)
                copied = f"SELECT {values} FROM digits_digit LIMIT {more}"
                cursor.execute(f"INSERT INTO digits_digit ({', '.join(columns)}) {copied}")
                connection.commit()
                n_there += more
        yield program


def print_pages(program: Program) -> None:
    """Measure the first page of digits and the thousandth, of the default size."""
    program.connection.close()  # the server has closed it by now; the next call opens it again
    newest = program.call("GET", "/api/digits?limit=1")["results"][0]["id"]
    print("GET /api/digits, 50 a page, medians of 50")
    for name, address in (("first", "/api/digits"), ("thousandth", f"/api/digits?cursor={newest - 50 * 999}")):
        times_ms = []
        for _ in range(50):
            started = time.perf_counter()
            program.call("GET", address)
            times_ms.append(1000 * (time.perf_counter() - started))
        print(f"    {name} page: {statistics.median(times_ms):.1f} ms, longest {max(times_ms):.1f} ms")
    print(flush=True)


def print_predictions(program: Program, given: list[Drawing]) -> None:
    for drawing in given[:20]:  # imports, caches and the database connection
        predict(program, drawing)
    times_ms = [1000 * predict_s(program, given[i % len(given)]) for i in range(N_PREDICTIONS)]
    print(f"POST /api/predictions, {N_PREDICTIONS} on one keep-alive connection")
    print(f"    median {statistics.median(times_ms):.1f} ms, 95 % within {np.percentile(times_ms, 95):.1f} ms\n")


def print_learning(program: Program, given: list[Drawing]) -> None:
    times = [learn_s(program, given[first : first + 10]) for first in range(0, len(given), 10)]
    promoted = [seconds for seconds in times if seconds is not None]
    print(f"from the answer to the tenth digit to the first answer by the new version, {len(times)} tens")
    if promoted:
        print(f"    median {statistics.median(promoted):.2f} s, longest {max(promoted):.2f} s")
    print(f"    {len(promoted)} promoted, {len(times) - len(promoted)} rejected by the gate\n")


def print_memory(title: str, program: Program) -> None:
    if not is_measurable():
        print(f"{title}: not measured, this system has no /proc/…/smaps_rollup\n")
        return
    by_name = children_mb(program.pid)
    supervisor = pss_mb(program.pid) - sum(by_name.values())
    parts = ", ".join(f"{name} {megabytes:.0f} MB" for name, megabytes in by_name.items())
    print(f"{title} (proportional set size)")
    print(f"    {parts}, together {sum(by_name.values()):.0f} MB; supervisor {supervisor:.0f} MB more\n")


if __name__ == "__main__":
    main()
