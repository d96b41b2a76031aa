"""Tests of the settings: a wrong value is reported at the start, not at the first request."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DIGITS_RETRAIN_AT", "0"),
        ("DIGITS_THROTTLE_DIGITS", "120"),
        ("DIGITS_THROTTLE_DIGITS", "120/fortnight"),
        ("DIGITS_THROTTLE_PREDICTIONS", "none"),
    ],
)
def test_a_setting_without_sense_is_refused_by_name(name: str, value: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import backend.settings"],
        env=os.environ | {name: value},
        capture_output=True,
        check=False,
        text=True,
    )
    assert told.returncode != 0
    assert f"ImproperlyConfigured: {name}={value}" in told.stderr
