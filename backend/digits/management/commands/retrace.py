"""The name that `manage.py reproduce` had in 0.1; it is removed in 0.3."""

from backend.digits.management.commands.reproduce import Command

__all__ = ["Command"]
