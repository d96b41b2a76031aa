"""The program's settings, with a folder and a database file of the test run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="ductus-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["DIGITS_DATA_DIR"] = _folder
os.environ["DIGITS_PAGE_DIR"] = f"{_folder}/page"
Path(_folder, "page", "assets").mkdir(parents=True)
Path(_folder, "page", "index.html").write_text("<!doctype html><title>the built page</title>")

from backend.settings import *  # noqa: E402, F403

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": f"{_folder}/tests.sqlite3"}  # noqa: F405  # a file: SQLite as it is served
SECRET_KEY = "of the tests"  # the same drawings are held out in each run
DIGITS_CORPORA = None  # complete without any corpora; the tests that want them ask for them
DIGITS_THROTTLE_PREDICTIONS = DIGITS_THROTTLE_DIGITS = DIGITS_THROTTLE_LOGINS = "off"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # one that takes no third of a second
CSRF_COOKIE_NAME, SESSION_COOKIE_NAME = "csrftoken", "sessionid"  # names that tests know; the program's are its own
