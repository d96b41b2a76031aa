"""The server: Django, its app `digits`, and the worker.

NumPy gets one BLAS thread, set before its first import. Matrices this small gain nothing from a second thread. With
one, web and worker do not compete for cores, and the same training gives the same bytes again on the same machine.

A file of settings that was written on Windows ends each value with a carriage return, which is no part of it.
"""

import os
import re

SETTING = re.compile(r"DIGITS_\w+|(DATABASE|CELERY_BROKER)_(URL|PASSWORD)|HOST|PORT|CLASS|SECRET_KEY")

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.update(
    {name: value[:-1] for name, value in os.environ.items() if value.endswith("\r") and SETTING.fullmatch(name)}
)
