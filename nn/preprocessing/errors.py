"""The error that tells the person who draws that there is no ink to read."""


class BlankDrawingError(ValueError):
    """The drawing has no ink to read; the message is for the person who draws."""

    def __init__(self) -> None:
        super().__init__("The drawing is blank. Draw a digit, then try again.")
