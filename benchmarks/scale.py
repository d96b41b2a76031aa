"""`python -m benchmarks.scale --people N`: compute a day of N people on paper (`benchmarks.serving.paper`)."""

from benchmarks.serving.paper import main

if __name__ == "__main__":
    main()
