"""The real program as processes, for benchmarks, chaos and tests."""
