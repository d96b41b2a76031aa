"""A progress bar that is told how many are done."""

import sys

from nn.cli.progress import WIDTH


class Bar:
    """Draws itself on stderr."""

    def __init__(self, title: str, n: int) -> None:
        self._out, self._title, self._n, self._drawn = sys.stderr, title, max(n, 1), -1

    def __call__(self, n_done: int) -> None:
        n_filled = WIDTH * n_done // self._n
        if n_filled == self._drawn and n_done < self._n:
            return
        self._drawn = n_filled
        end = "\n" if n_done >= self._n else ""
        self._out.write(f"\r{self._title} [{'#' * n_filled:.<{WIDTH}}] {n_done:,}/{self._n:,}{end}")
        self._out.flush()
