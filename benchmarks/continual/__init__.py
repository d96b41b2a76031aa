"""The standard tables of continual learning, for this network and its rehearsal."""
