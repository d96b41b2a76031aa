"""The old name of `python -m benchmarks.serving.scale`."""

from benchmarks.serving.scale import main

if __name__ == "__main__":
    main()
