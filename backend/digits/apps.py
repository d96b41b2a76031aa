"""Django's configurations of the app and of its admin."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps  # not the class itself: Django would find two default apps here


class DigitsConfig(AppConfig):
    name = "backend.digits"
    label = "digits"
    verbose_name = "Ductus"
    default = True


class DuctusAdminConfig(admin_apps.AdminConfig):
    default_site = "backend.digits.admin_site.DuctusAdminSite"
    default = False
