"""The network of *Ductus*, from scratch in NumPy; it knows nothing of Django.

Read the modules in this order:

- `activations`, `costs`, `network`: what a network computes, and its gradients;
- `optimizers`, `schedules`, `descent`, `training`: how it learns;
- `metrics`, `serialization`: how it is judged, and stored.

The packages follow, each with a map of its modules: `preprocessing` (from a drawing to the inputs), `data` (sources of
samples), `base` (how the shipped network is made), `online` (how it goes on learning), `figures` (pictures for people)
and `cli` (`python -m nn`). Nothing here logs, opens a connection, or reads the clock or a global random state; only
`cli` reads the environment, for DIGITS_CORPORA.
"""
