"""Measurements of the real program: `make bench`. What they need of it, they take over HTTP."""
