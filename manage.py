"""Django's command line: `python manage.py help` lists what there is."""

import os
import sys

from backend.command_line import execute
from backend.system import make_output_safe

if __name__ == "__main__":
    make_output_safe()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    execute(sys.argv)
