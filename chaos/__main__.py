"""`python -m chaos --seed N --db sqlite|postgresql --minutes M`: run the real program under faults, and check it.

Web, three workers and, with PostgreSQL, database and broker are real processes. They are killed at failpoints and at
any other moment, put to sleep past their lease, and denied disk space, while clients go on adding digits. Then the
program comes to rest, and the history is checked against the database (`chaos/check.py`). The same seed draws the same
faults, but not at the same millisecond.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from chaos.clients import Clients, History
from chaos.nemeses import Nemeses
from harness.cluster import SETTINGS, Cluster, await_ready, cluster
from harness.servers import MissingServiceError

N_CLIENTS = 8
REST_S = 1800
"""The run is checked when no version has changed for this time, even if training goes on; the invariant I7 then fails.
If larger, a run that hangs is noticed later. On a busy machine a training may take minutes, and is no fault."""
PAUSE_S = (0.1, 0.6)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m chaos", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--kills", type=int, default=0, help="go on until there were at least this many")
    parser.add_argument("--rate", type=float, default=6.0, help="digits a second that the clients draw")
    parser.add_argument("--history", type=Path, help="keep the history here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ductus-chaos-") as folder:
        try:
            with cluster(options.db, Path(folder)) as running:
                return under_faults(running, options, options.history or Path(folder, "history.jsonl"))
        except MissingServiceError as error:
            sys.exit(str(error))


def under_faults(running: Cluster, options: argparse.Namespace, path: Path) -> int:
    history, rng = History(path), random.Random(options.seed)
    settings = {name: value for name, value in SETTINGS.items() if name.startswith("DIGITS_")}
    history.write(op="begin", seed=options.seed, db=options.db, minutes=options.minutes, settings=settings)
    print(f"seed {options.seed}, {options.db}, {options.minutes:g} minutes, settings {settings}", flush=True)
    clients = Clients(running.port, history, rng)
    await_ready(running)
    threads = clients.run(N_CLIENTS, options.rate)
    started, n_kills = time.monotonic(), 0
    nemeses = Nemeses(running, clients, history, rng)
    try:
        while time.monotonic() - started < 60 * options.minutes or n_kills < options.kills:
            n_kills += nemeses.strike()
            time.sleep(rng.uniform(*PAUSE_S))
    finally:
        clients.is_over.set()
    for thread in threads:
        thread.join(60)  # most digits are acknowledged by then; one that is not is no breach
    clients.give_up.set()
    for thread in threads:
        thread.join()
    rested_s = rest(running)
    history.write(op="end", kills=n_kills)
    faults = Counter(line["fault"] for line in map(json.loads, path.read_text().splitlines()) if line["op"] == "fault")
    took_s = time.monotonic() - started
    print(f"{n_kills} kills in {took_s:.0f} s; faults: {dict(faults)}; at rest after {rested_s:.0f} s")
    checked = running.manage("-m", "chaos.check", str(path))
    print(checked.stdout + (checked.stderr if checked.returncode else ""), end="", flush=True)
    return checked.returncode


def rest(running: Cluster) -> float:
    """Wait until nothing is queued or in training, or nothing has changed for REST_S; return the seconds it took."""
    started = changed = time.monotonic()
    before: list[str] = []
    while time.monotonic() - changed < REST_S:
        unfinished = [
            line for line in (running.get("/metrics") or "").splitlines() if _counts_unfinished_versions(line)
        ]
        if unfinished and all(line.endswith(" 0.0") for line in unfinished):
            break
        if unfinished not in ([], before):
            before, changed = unfinished, time.monotonic()
        time.sleep(0.2)
    return time.monotonic() - started


def _counts_unfinished_versions(line: str) -> bool:
    return line.startswith(('ductus_versions{status="queued"}', 'ductus_versions{status="training"}'))


if __name__ == "__main__":
    sys.exit(main())
