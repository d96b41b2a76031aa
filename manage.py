"""Django's command line: `python manage.py help` lists what there is."""

import os
import sys

from backend.command_line import execute
from backend.system import tolerate_every_encoding

if __name__ == "__main__":
    tolerate_every_encoding()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.settings")
    execute(sys.argv)
