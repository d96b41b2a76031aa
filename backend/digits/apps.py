"""The one app."""

from django.apps import AppConfig


class DigitsConfig(AppConfig):
    name = "backend.digits"
    label = "digits"
    verbose_name = "Ductus"
