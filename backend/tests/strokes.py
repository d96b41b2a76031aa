"""Strokes of a pen as a client sends them."""

SEVEN = [[[20, 20, 0], [60, 20, 180], [35, 85, 420]]]
CROSSED_SEVEN = [*SEVEN, [[30, 50, 700], [58, 48, 810]]]


def without_times(strokes: list[list[list[int]]]) -> list[list[list[int]]]:
    return [[point[:2] for point in stroke] for stroke in strokes]
