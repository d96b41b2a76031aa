"""Learning new digits without forgetting the others: `rehearsal`, with `augmentation` of the new digits."""
