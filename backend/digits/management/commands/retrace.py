"""The name that `manage.py reproduce` had in 0.1; it goes with the next release."""

from backend.digits.management.commands.reproduce import Command

__all__ = ["Command"]
