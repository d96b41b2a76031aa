"""A client for Ductus: read drawings, teach digits, take the network home. It needs Python alone.

    from ductus_client import Ductus

    ductus = Ductus("http://127.0.0.1:8000", token="ductus_…")
    ductus.read("drawing.png").digit
    ductus.teach([[[20, 20], [60, 20], [35, 85]]], label=7)

A drawing is the path of a PNG, its bytes, or strokes: lists of points [x, y] or [x, y, t]. `python -m ductus_client`
does the same from a shell.
"""

from ductus_client.answers import AddedDigit, Digit, Number, Reading
from ductus_client.client import Drawing, Ductus
from ductus_client.errors import DuctusError

__all__ = ["AddedDigit", "Digit", "Drawing", "Ductus", "DuctusError", "Number", "Reading"]
