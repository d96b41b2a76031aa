"""Samples: `corpora`, `styles`, `negatives`, `pseudo_digits` are their sources, `dataset` holds them.

`strokes` cleans, packs and draws pen strokes; `likelihoods` says how likely a picture is as each digit.
"""
