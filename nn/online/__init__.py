"""Learning without forgetting: `rehearsal`, with `augmentation`, for everybody's network; `memory` for one hand.

`memory` compares pictures by their `oriented_gradients`; `second_opinion` helps to read the digits of a number.
"""
