"""The usual reasons of a decision on a digit."""

REASONS = {
    "n": "not a digit", "c": "cannot be read", "w": "wrong label", "s": "sent more than once", "a": "looked at again",
}  # fmt: skip
"""Each reason under the key that chooses it. None is chosen unasked. It is kept in the language of the page, as if it
had been typed: nothing would tell it from the same words of a person, which are shown as they are."""
