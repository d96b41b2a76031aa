"""The server: Django, its app `digits`, and the worker.

NumPy gets one BLAS thread, set before its first import. Matrices this small gain nothing from a second thread. With
one, web and worker do not compete for cores, and the same training gives the same bytes again on the same machine.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
