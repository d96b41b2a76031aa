"""Measure how the program learns hands that its base network never saw."""
