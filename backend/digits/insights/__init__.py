"""What the page shows beyond the guess: how a drawing is seen, what lit up, what was learned, what would be learned.

Reads and arithmetic: nothing here writes. `seeing` (steps and hints), `networks` (weights, activations), `comparing`
(what changed between versions, confusions), `hand` (how well one person is read), `sandbox` (learning in a copy).
"""
