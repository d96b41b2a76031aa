"""The progress of the commands: how much is done, and how long the rest will take."""

import sys
import time

from backend.digits.exchange.records import OnProgress

AT_TERMINAL_S, IN_FILE_S = 0.2, 10.0
"""Seconds between two reports, at a terminal and in a file. If they are larger, a command seems to hang."""


def progress_bar(title: str, total: int) -> OnProgress:
    """Return a function that says on stderr how many items are finished, from a second after this call.

    At a terminal one line is written again and again. In a file each report is a line.
    """
    started = said = time.monotonic()
    is_terminal = sys.stderr.isatty()
    width = 0
    pause_s = AT_TERMINAL_S if is_terminal else IN_FILE_S

    def move_to(n_done: int) -> None:
        nonlocal said, width
        now = time.monotonic()
        is_last, is_due = n_done >= total, now - said >= pause_s
        if now - started < 1 or not (is_due or is_last):
            return
        said = now
        text = f"{title}: {n_done:,} of {total:,}, {remaining(n_done, total, now - started)}"
        end = "\n" if is_last or not is_terminal else ""
        # Spaces cover the rest of a longer line. The code that clears a line is shown as letters by older Windows.
        sys.stderr.write(f"\r{text:<{width}}{end}" if is_terminal else f"{text}{end}")
        width = len(text)
        sys.stderr.flush()

    return move_to


def remaining(n_done: int, total: int, elapsed_s: float) -> str:
    """Return how long it took, or how long the rest will take at the rate so far.

    >>> remaining(100, 400, 30.0), remaining(400, 400, 120.0), remaining(0, 400, 5.0)
    ('90 s left', 'in 120 s', 'begun')
    """
    if n_done >= total:
        return f"in {elapsed_s:.0f} s"
    return f"{elapsed_s * (total - n_done) / n_done:.0f} s left" if n_done else "begun"
