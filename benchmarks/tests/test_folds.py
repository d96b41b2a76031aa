"""Fold networks: they never see the writers left out, are kept, and are trained again when anything has changed."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks import folds
from nn.base import training_data
from nn.network import SIZES, Network
from nn.serialization import pack

GROUPS = folds.groups_of([1, 2, 3, 4, 5, 6, 7])


@pytest.fixture(scope="module")
def small_material(small_corpora):
    return training_data.load(small_corpora, limit=folds.QUICK.limit)


@pytest.fixture
def trainings(monkeypatch, small_material):
    """Record the material of each training, in place of training."""
    seen = []
    monkeypatch.setattr(training_data, "load", lambda *_, **__: small_material)

    def train_base(material, recipe, *, seed, progress):
        seen.append(material)
        return Network.initial(SIZES, np.random.default_rng(len(seen)))

    monkeypatch.setattr(folds, "train_base", train_base)
    return seen


def writers_in(material):
    return {int(writer) for part in [*material.pens, material.no_digits] for writer in part.writers} - {0}


def test_five_writers_are_left_out_together():
    assert GROUPS == [(1, 2, 3, 4, 5), (6, 7)]


def test_nothing_of_the_writers_is_trained_on(small_corpora, trainings, tmp_path):
    folds.networks_without(GROUPS, small_corpora, folds.QUICK, tmp_path)
    for left_out, seen in zip(GROUPS, trainings, strict=True):
        assert not writers_in(seen) & set(left_out)
        assert writers_in(seen) == set(range(1, 31)) - set(left_out)


def test_each_writer_gets_the_network_of_the_own_group(small_corpora, trainings, tmp_path):
    networks = folds.networks_without(GROUPS, small_corpora, folds.QUICK, tmp_path)
    assert networks[1] is networks[5]
    assert networks[6] is networks[7]
    assert (networks[1].weights[0] != networks[6].weights[0]).any()


def test_what_is_kept_is_not_trained_again(small_corpora, trainings, tmp_path):
    first, again = (folds.networks_without(GROUPS, small_corpora, folds.QUICK, tmp_path) for _ in range(2))
    assert len(trainings) == len(GROUPS)
    assert all((first[writer].weights[0] == again[writer].weights[0]).all() for writer in first)


def test_another_recipe_trains_anew(small_corpora, trainings, tmp_path):
    for n_epochs in (2, 3):
        plan = replace(folds.QUICK, recipe=replace(folds.QUICK.recipe, n_epochs=n_epochs))
        folds.networks_without(GROUPS[:1], small_corpora, plan, tmp_path)
    assert len(trainings) == 2


@pytest.mark.parametrize(
    ("module", "n_trainings"),
    [
        ("training", 2),
        ("base/recipe", 2),
        ("preprocessing/thinning", 2),
        ("figures/sheets", 1),
        ("online/rehearsal", 1),
    ],
)
def test_other_code_trains_anew_if_it_decides_the_training(
    small_corpora, trainings, tmp_path, monkeypatch, module, n_trainings
):
    monkeypatch.setattr(folds, "NN", tmp_path)
    for text in ("one", "other"):
        path = tmp_path / f"{module}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        folds.networks_without(GROUPS[:1], small_corpora, folds.QUICK, tmp_path)
    assert len(trainings) == n_trainings


def test_other_data_trains_anew(small_corpora, trainings, tmp_path, monkeypatch):
    for sha256 in ("one", "other"):
        monkeypatch.setattr(folds, "sha256_of", lambda _path, sha256=sha256: sha256)
        folds.networks_without(GROUPS[:1], small_corpora, folds.QUICK, tmp_path)
    assert len(trainings) == 2


def test_networks_in_a_folder_are_those_of_the_writers_in_their_names(tmp_path):
    for seed, name in enumerate(("16-17", "0123456789abcdef-18-19", "notes")):
        (tmp_path / f"{name}.blob").write_bytes(pack(Network.initial(SIZES, np.random.default_rng(seed))).blob)
    networks = folds.networks_in(tmp_path)
    assert sorted(networks) == [16, 17, 18, 19]
    assert networks[16] is networks[17]
    assert pack(networks[18]) == pack(Network.initial(SIZES, np.random.default_rng(1)))


def test_a_network_of_several_writers_is_one_that_saw_none_of_them(tmp_path):
    for seed, name in enumerate(("16-17-18", "19-20")):
        (tmp_path / f"{name}.blob").write_bytes(pack(Network.initial(SIZES, np.random.default_rng(seed))).blob)
    assert pack(folds.network_in(tmp_path, [19, 20])) == pack(Network.initial(SIZES, np.random.default_rng(1)))
    assert pack(folds.network_in(tmp_path, [18, 16])) == pack(Network.initial(SIZES, np.random.default_rng(0)))
    with pytest.raises(FileNotFoundError, match=r"left out all of the writers 18-19, as 18-19\.blob"):
        folds.network_in(tmp_path, [18, 19])


def test_a_folder_without_networks_is_refused_with_the_names_that_are_wanted(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"16-17-18\.blob"):
        folds.networks_in(tmp_path)
