"""The server: Django, its one app, and the worker.

One BLAS thread, set before NumPy is first imported: matrices this small gain nothing from a second, web and worker stay
out of each other's way, and the same training gives the same bytes again on the same machine.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
