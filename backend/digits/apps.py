"""Django's configurations of the app and of its admin."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps  # not the class itself: Django would find two default apps here


class DigitsConfig(AppConfig):
    name = "backend.digits"
    label = "digits"
    verbose_name = "Ductus"
    default = True

    def start_notices(self) -> None:
        """Have this process send notices, which every web process does."""
        from backend.digits.tasks import start_notices  # noqa: PLC0415 - models are loaded by now

        start_notices()


class DuctusAdminConfig(admin_apps.AdminConfig):
    default_site = "backend.digits.admin_site.DuctusAdminSite"
    default = False
