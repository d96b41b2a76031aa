"""Numbers of things, as the commands tell them."""


def counted(n: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "digit"), counted(1200, "digit")
    ('1 digit', '1,200 digits')
    """
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
