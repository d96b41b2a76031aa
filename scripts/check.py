"""`make check`: linters, types and the fast tests, for the minute between two edits."""

import sys

from scripts.suites import CHECK
from scripts.test import main

if __name__ == "__main__":
    sys.exit(main(CHECK))
