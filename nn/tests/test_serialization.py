"""Serialization: a network can be read from its bytes, and changed bytes are refused."""

from dataclasses import replace

import numpy as np
import pytest

from nn.network import Network
from nn.serialization import CorruptNetworkError, PackedNetwork, pack, split, unpack


@pytest.fixture
def network(rng):
    return Network.initial((6, 4, 3), rng)


def test_a_network_comes_back_as_it_went(network):
    packed = pack(network)
    back = unpack(split(packed.blob), sha256=packed.sha256)
    assert back.sizes == (6, 4, 3)
    assert pack(back) == packed
    assert all(
        (a == b).all() for a, b in zip(back.weights + back.biases, network.weights + network.biases, strict=True)
    )


def test_the_blob_is_laid_out_as_documented():
    network = Network([np.array([[1, 2], [3, 4]], np.float32)], [np.array([5, 6], np.float32)])
    assert pack(network).blob == b"ductus-network 1 2-2 sigmoid\n" + np.arange(1, 7).astype("<f4").tobytes()


@pytest.mark.parametrize(("sizes", "kinds"), [((6, 5, 4, 3), "relu relu softmax"), ((6, 3), "softmax")])
def test_a_network_of_other_units_comes_back_with_them(rng, sizes, kinds):
    hidden, output = "relu" if "relu" in kinds else "sigmoid", "softmax"
    packed = pack(Network.initial(sizes, rng, hidden=hidden, output=output))
    assert packed.layout == f"ductus-network 1 {'-'.join(map(str, sizes))} {kinds}"
    back = unpack(split(packed.blob))
    assert (back.hidden, back.output) == (hidden, output)
    assert pack(back) == packed


def test_arrays_come_back_read_only_and_a_copy_can_be_trained(network):
    back = unpack(pack(network))
    with pytest.raises(ValueError, match="read-only"):
        back.weights[0][0, 0] = 1
    back.copy().weights[0][0, 0] = 1


def test_every_flipped_bit_changes_the_digest(network):
    packed = pack(network)
    for n_bit in range(0, 8 * len(packed.blob), 5):
        blob = bytearray(packed.blob)
        blob[n_bit // 8] ^= 1 << n_bit % 8
        with pytest.raises(CorruptNetworkError):
            unpack(split(bytes(blob)), sha256=packed.sha256)


def test_every_truncation_is_refused(network):
    blob = pack(network).blob
    for length in range(len(blob)):
        with pytest.raises(CorruptNetworkError):
            split(blob[:length])


def test_a_longer_blob_is_refused(network):
    with pytest.raises(CorruptNetworkError, match="expected 172 bytes of parameters"):
        split(pack(network).blob + b"\0")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("part", ["weights", "biases"])
def test_what_is_not_finite_is_refused(network, part, value):
    getattr(network, part)[-1].flat[0] = value
    with pytest.raises(CorruptNetworkError, match=f"expected finite {part}"):
        unpack(pack(network))


@pytest.mark.parametrize(
    "layout",
    [
        "",
        "ductus-network 2 6-4-3 sigmoid sigmoid",
        "ductus-network 1 6-4-3 sigmoid",
        "ductus-network 1 6-4-3 sigmoid relu",
        "ductus-network 1 6-4-3 softmax sigmoid",
        "ductus-network 1 6-4-3 sigmoid sigmoid sigmoid",
        "ductus-network 1 6-4-3 sigmoidsigmoid",
        "ductus-network 1 6-4-3 relu",
        "ductus-network 1 6-3-4 sigmoid sigmoid",
        "ductus-network 1 6-4-0 sigmoid sigmoid",
        "ductus-network 1 6-4-3 sigmoid sigmoid\n",
        "ductus-network 1 99999-99999 sigmoid",
        "ductus-network 1 ٦-4-3 sigmoid sigmoid",
        " ductus-network 1 6-4-3 sigmoid sigmoid",
    ],
)
def test_another_layout_is_refused(network, layout):
    with pytest.raises(CorruptNetworkError):
        unpack(replace(pack(network), layout=layout))


def test_hidden_layers_of_different_activations_are_refused(rng):
    packed = pack(Network.initial((6, 5, 4, 3), rng))
    with pytest.raises(CorruptNetworkError, match="expected 2 hidden layers, all of one activation"):
        unpack(replace(packed, layout="ductus-network 1 6-5-4-3 sigmoid relu sigmoid"))


@pytest.mark.parametrize(
    "blob", [b"", b"\n", b"x" * 1000, b"\x80\x04K*.\n", b"ductus-network 1 6-4-3 sigmoid\xc3\xa9\n"]
)
def test_what_is_no_network_at_all_is_refused(blob):
    with pytest.raises(CorruptNetworkError):
        split(blob)


def test_parts_of_a_wrong_length_are_refused(network):
    packed = pack(network)
    with pytest.raises(CorruptNetworkError, match="of biases"):
        unpack(PackedNetwork(packed.layout, packed.weights, packed.biases[:-4]))
