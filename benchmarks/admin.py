"""The old name of `python -m benchmarks.serving.admin`."""

from benchmarks.serving.admin import main

if __name__ == "__main__":
    main()
