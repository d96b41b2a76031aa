"""The Celery application: `celery -A backend.celery worker`."""

import os
import warnings

from celery import Celery
from celery.platforms import SecurityWarning

# Celery advises root to start a worker with `--uid`, an option that `serve` has not. Messages are JSON without content.
warnings.filterwarnings("ignore", category=SecurityWarning)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

app = Celery("ductus")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["backend.digits"])
