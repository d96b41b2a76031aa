"""A progress bar for the command line."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

WIDTH = 30


def with_bar(
    items: Iterable[Item], n_items: int, title: str, note: Callable[[Item], str] = lambda _: ""
) -> Iterator[Item]:
    """The items one by one, while a bar on stderr shows how many of n are done, and the note on the last."""
    for n_done, item in enumerate(items, start=1):
        yield item
        n_filled = WIDTH * n_done // n_items
        if n_filled > WIDTH * (n_done - 1) // n_items or n_done == n_items:
            end = "\n" if n_done == n_items else ""
            sys.stderr.write(f"\r{title} [{'#' * n_filled:.<{WIDTH}}] {n_done}/{n_items} {note(item)}{end}")
            sys.stderr.flush()
