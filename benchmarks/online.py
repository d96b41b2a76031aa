"""The old name of `python -m benchmarks.learning`."""

from benchmarks.learning.__main__ import main

if __name__ == "__main__":
    main()
