"""Django's configurations of the app and of its admin."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps  # not the class itself: Django would find two default apps here
from django.core.cache import close_caches
from django.core.signals import request_finished


class DigitsConfig(AppConfig):
    name = "backend.digits"
    label = "digits"
    verbose_name = "Ductus"
    default = True

    def ready(self) -> None:
        """Stop Django from closing its caches after each request: neither memory nor Redis has anything to close."""
        request_finished.disconnect(close_caches)

    def start_notices(self) -> None:
        """Have this process send notices, which every web process does."""
        from backend.digits.tasks import start_notices  # noqa: PLC0415 - models are loaded by now

        start_notices()


class DuctusAdminConfig(admin_apps.SimpleAdminConfig):
    """The configuration of the admin, whose pages `backend.urls` loads."""

    default_site = "backend.digits.admin_site.DuctusAdminSite"
    default = False
