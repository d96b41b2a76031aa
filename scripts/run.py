"""`make run`: set up what is missing, then serve. A port that is taken is reported before anything is done."""

import os
import sys
from collections.abc import Mapping

from backend.listening import ListenError, listen, wanted
from scripts.start import become, set_up


def require_free_port(env: Mapping[str, str]) -> None:
    """Exit with one line unless HOST and PORT can be listened on."""
    try:
        listen(wanted(env)).close()
    except ListenError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    require_free_port(os.environ)
    set_up()
    become("manage.py", "serve")
