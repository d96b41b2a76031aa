"""Sources of samples: `dataset` holds them; `corpora`, `strokes`, `negatives` and `pseudo_digits` make them."""
