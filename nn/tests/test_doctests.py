"""The examples in docstrings are true."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize(
    "name", ["activations", "costs", "metrics", "schedules", "data.dataset", "preprocessing.components"]
)
def test_examples_hold(name):
    result = doctest.testmod(importlib.import_module(f"nn.{name}"))
    assert result.attempted
    assert not result.failed
