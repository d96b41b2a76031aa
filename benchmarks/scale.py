"""`python -m benchmarks.scale --people N`: a day of N people on paper (`benchmarks.serving.paper`).

Without `--people` or `--check` it is the old name of `python -m benchmarks.serving.scale`.
"""

import sys

from benchmarks.serving import paper


def main() -> None:
    if {"--people", "--check"} & set(sys.argv[1:]):
        paper.main()
    else:
        from benchmarks.serving.scale import main as measure  # noqa: PLC0415  # it sets up the program's processes

        measure()


if __name__ == "__main__":
    main()
