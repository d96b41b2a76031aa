"""The network of *Ductus*, from scratch in NumPy; it knows nothing of Django.

Read in this order: `activations`, `costs`, `network`, `optimizers`, `descent`, `training` (how it learns);
`preprocessing`, `ink`, `paper`, `peeling`, `grains` (what it sees); `material`, `scribbles`, `warps`,
`teacher`, `whitening`, `recipe` (how the base network is made); `rehearsal`, `augmentation`, `pseudo_digits` (how it
goes on learning); `metrics`, `certainty`, `plots` (how one judges it); `corpora`, `fetch`, `serialization`, `receipts`,
`base` (what is read and stored). Nothing here logs, reads the clock, the environment or a global random state; the
command line, `__main__`, alone reads `DIGITS_CORPORA`.
"""
