"""Django's command line, in which `serve` begins without the models and the admin: its own processes load them."""

import sys
from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, load_command_class


def execute(arguments: Sequence[str]) -> None:
    """Run the command that the second argument names, with those after it.

    Where a setting is wrong, exit with one sentence.
    """
    try:
        if arguments[1:2] == ["serve"]:
            load_command_class("backend.digits", "serve").run_from_argv(list(arguments))
        else:
            execute_from_command_line(list(arguments))
    except ImproperlyConfigured as error:
        sys.exit(f"Ductus cannot start. {error}")
