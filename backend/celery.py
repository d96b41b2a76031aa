"""The Celery application: `celery -A backend.celery worker`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")

app = Celery("ductus")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["backend.digits"])
