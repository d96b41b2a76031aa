"""The parts of the page beyond the guess. They read and compute: nothing here writes.

`steps` (steps of preprocessing and hints), `networks` (weights and activations), `units` (what hidden units look for),
`comparing` (changes between two versions, confusions of one), `hand` (how well one person is read) with `first_sight`
and `wanted`, `sandbox` (learning in a copy of the network) with `known_digits`, `wall` (the page for a projector).
"""
