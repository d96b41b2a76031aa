"""The network of *Ductus*, from scratch in NumPy; it knows nothing of Django.

Read in this order: `activations`, `costs`, `network`, `optimizers`, `descent`, `training` (how it learns);
`preprocessing`, `strokes`, `augmentation` (what it sees); `rehearsal`, `pseudo_digits` (how it goes on learning);
`metrics`, `plots` (how one judges it); `corpora`, `serialization`, `base` (what is read and stored). Nothing here logs,
reads the clock, the environment or a global random state; the command line, `__main__`, alone reads `DIGITS_CORPORA`.
"""
