"""Sources of samples: `dataset` holds them; `corpora`, `strokes`, `styles`, `negatives`, `pseudo_digits` make them."""
