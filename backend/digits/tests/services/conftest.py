"""Fixtures of the tests of services."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.utils import translation

from backend.digits.admin.stored_words import told
from backend.digits.notice import Notice
from backend.digits.services.learning.datasets import load_datasets
from nn.data.pseudo_digits import load_generator
from nn.tests.small_corpora import write_mnist


@pytest.fixture
def notices_are_translated(db: None) -> Iterator[None]:
    """Check after the test that the title of each notice it left is a sentence that a German page says in German."""
    yield
    titles = list(Notice.objects.values_list("title", flat=True))
    with translation.override("de"):
        assert [title for title in titles if told(title) == title] == []


@pytest.fixture
def small_mnist(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Install MNIST with six writers of ten digits to train on, and two to test on."""
    write_mnist(tmp_path / "corpora", *load_generator().sample(80, np.random.default_rng(0)), n_test=20)
    settings.DIGITS_CORPORA, settings.DATA_DIR = tmp_path / "corpora", tmp_path
    load_datasets.cache_clear()
    yield settings.DIGITS_CORPORA
    load_datasets.cache_clear()
