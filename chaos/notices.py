"""`python -m chaos.notices --kills N`: kill whoever writes and sends notices, and check what the receiver got.

Web processes, workers and a process that tells notices (no digests), some in transactions that are rolled back, are
killed at the two failpoints of sending and at any other moment. For the first third of the kills the receiver
answers 500. Then everything comes to rest. The receiver verifies each signature with the standard's own library. It
must have got exactly the notices that are stored, each at least once, and those of one stream in order.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from backend.processes import KeptProcess
from harness.cluster import SETTINGS, Cluster, await_ready, cluster, pids, wait_for
from harness.program import ROOT
from harness.receiver import SECRET, Receiver, receiving

POINTS = ("notice.claimed", "notice.sent")
REACH_S = 3.0
REST_S = 600  # seconds in which everything must have come; if larger, a run that hangs is noticed later
N_VERSIONS = 4  # told of; with more, fewer notices of one version follow one another
TELL = "from chaos.notices import tell_on; tell_on()"
STORED = "from chaos.notices import print_stored; print_stored()"


def tell_on() -> None:
    """Tell one kind after the other until this process is killed. Every fifth transaction is rolled back."""
    import django  # noqa: PLC0415 - this runs in a process of the program, the rest of the module beside it

    django.setup()
    from django.db import transaction  # noqa: PLC0415

    from backend.digits.notice import Notice, NoticeKind  # noqa: PLC0415
    from backend.digits.services.notices.telling import tell  # noqa: PLC0415

    kinds = [kind for kind in NoticeKind if kind not in (NoticeKind.DIGEST, NoticeKind.TEST)]
    number = Notice.objects.count()
    while True:
        number += 1
        kind = kinds[number % len(kinds)]
        with transaction.atomic():
            is_of_version = kind.value.startswith("version.")
            tell(kind, f"number {number}", version=1 + number % N_VERSIONS if is_of_version else None)
            transaction.set_rollback(number % 5 == 0)
        time.sleep(0.2)


def print_stored() -> None:
    """Print what is stored, in the order of being told: number, stream and kind."""
    import django  # noqa: PLC0415

    django.setup()
    from backend.digits.notice import Notice  # noqa: PLC0415

    rows = Notice.objects.order_by("id").values_list("number", "stream", "kind")
    print(json.dumps([[str(number), stream, kind] for number, stream, kind in rows]))


def breaches(stored: Sequence[Sequence[str]], got: Sequence[str]) -> list[str]:
    """Return what was promised and not kept: `got` are the numbers that arrived, in their order."""
    if not stored:
        return ["no notice was told"]  # and so none was tried
    arrived = list(dict.fromkeys(got))
    known = {number for number, _, _ in stored}
    found = [f"{number} ({kind}) never came" for number, _, kind in stored if number not in set(got)]
    found += [f"{number} came and is not stored" for number in arrived if number not in known]
    for stream in {stream for _, stream, _ in stored}:
        told = [number for number, name, _ in stored if name == stream]
        if (came := [number for number in arrived if number in set(told)]) != [n for n in told if n in set(came)]:
            found.append(f"{stream}: told in the order {told}, came in the order {came}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m chaos.notices", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--db", choices=("sqlite", "postgresql"), default="sqlite")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ductus-notices-") as folder, receiving() as receiver:
        settings = SETTINGS | {"DIGITS_WEBHOOK_URL": receiver.url, "DIGITS_WEBHOOK_SECRET": SECRET}
        settings |= {"DIGITS_WEBHOOK_INSIDE": "1", "DIGITS_NOTICES_S": "0.2"}
        with cluster(options.db, Path(folder), n_workers=2, settings=settings) as running:
            return under_kills(running, receiver, random.Random(options.seed), options.kills)


def under_kills(running: Cluster, receiver: Receiver, rng: random.Random, n_kills: int) -> int:
    await_ready(running)
    command = [sys.executable, "-c", TELL]
    log = running.folder / "teller.log"
    teller = KeptProcess(command, env=running.env, cwd=ROOT, output=log, name="teller", first_delay_s=0)
    receiver.status = 500
    killed: Counter[str] = Counter()
    started = time.monotonic()
    while killed.total() < n_kills:
        teller.keep()
        if 3 * killed.total() >= n_kills:
            receiver.status = 204
        killed[_kill(running, teller, rng, is_away=receiver.status == 500)] += 1
        del killed["nobody"]
    time.sleep(1)  # what was told last is not lost with its teller
    teller.kill()
    stored = json.loads(running.manage("-c", STORED).stdout)
    n_left = _await_rest(receiver, stored)
    got = [content["number"] for content in list(receiver.got)]
    found = breaches(stored, got)
    n_twice = len(got) - len(set(got))
    kinds: Any = Counter(kind for _, _, kind in stored)
    print(f"{killed.total()} kills in {time.monotonic() - started:.0f} s: {dict(killed)}; {n_left} left after the rest")
    print(f"{len(stored)} notices of {len(kinds)} kinds; {len(got)} came, {n_twice} of them again,", end=" ")
    print(f"{receiver.n_refused} were answered with 500")
    print("\n".join(found) or "All promises kept.")
    return int(bool(found))


def _kill(running: Cluster, teller: KeptProcess, rng: random.Random, *, is_away: bool) -> str:
    """Kill one process and return which; "nobody" where none came to the failpoint."""
    what = rng.choice(["web", "worker", "teller", *POINTS, *POINTS])
    if what == "notice.sent" and is_away:
        what = "notice.claimed"  # nothing is ever sent while the receiver is away
    if what in POINTS:
        armed = running.faults / what
        armed.touch()
        pid = wait_for(armed, REACH_S)
        armed.unlink(missing_ok=True)
        if pid is None:
            return "nobody"
        os.kill(pid, 9)
        armed.with_name(f"{what}.{pid}").unlink(missing_ok=True)
        return what
    process = {"web": running.web, "worker": rng.choice(running.workers), "teller": teller}[what]
    n = len(pids(process))
    process.kill()
    time.sleep(rng.uniform(0.0, 2.0))
    return what if n else "nobody"


def _await_rest(receiver: Receiver, stored: Sequence[Sequence[str]]) -> int:
    """Wait until all has come; return how many did not within REST_S."""
    numbers = {number for number, _, _ in stored}
    end = time.monotonic() + REST_S
    while (left := numbers - {content["number"] for content in list(receiver.got)}) and time.monotonic() < end:
        time.sleep(0.2)
    return len(left)


if __name__ == "__main__":
    sys.exit(main())
