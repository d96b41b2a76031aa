"""The one thing that preprocessing may have to tell the person who draws."""


class BlankDrawingError(ValueError):
    """The drawing has no ink to read; the message is for the person who draws."""

    def __init__(self) -> None:
        super().__init__("The drawing is blank. Draw a digit, then try again.")
