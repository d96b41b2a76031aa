"""The real program as processes, for benchmarks, chaos and tests.

`program` is `manage.py serve` with one connection to it, `servers` are private PostgreSQL and Redis servers, `cluster`
is web and workers that are started again when they die, `nginx` is its proxy, `receiver` takes its webhooks, `load`
sends requests, `memory` measures.
"""
