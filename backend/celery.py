"""The Celery application: `celery -A backend.celery worker`."""

import os
import warnings

from celery import Celery
from celery.platforms import SecurityWarning

# Celery warns where root starts a worker, and names `--uid`, an option that `serve` does not have. The warning is left
# out: messages are JSON without content, so none can carry code.
warnings.filterwarnings("ignore", category=SecurityWarning)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

app = Celery("ductus")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["backend.digits"])
