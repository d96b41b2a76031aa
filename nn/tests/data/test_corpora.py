"""Readers of IDX and UNIPEN files: they return the digits, and name the fault of a damaged file."""

import gzip

import numpy as np
import pytest

from nn.data.corpora import (
    CorpusError,
    Writers,
    are_held_back,
    load_mnist,
    mnist_is_installed,
    read_idx,
    read_pendigits,
    read_writers,
    sha256_of,
)
from nn.tests.small_corpora import qmnist, write_mnist

IDX = b"\x00\x00\x08\x02" + (2).to_bytes(4, "big") + (3).to_bytes(4, "big") + bytes(range(6))

PENS = """.LEXICON "0" "1"
.SEGMENT DIGIT    0 ? "8"
.COMMENT 8 12  224
.PEN_DOWN
 267  333
 267  336
.PEN_UP
.DT 100
.PEN_DOWN
 1  2
.PEN_UP
.SEGMENT DIGIT    1 ? "1"
.COMMENT 1 3  7
.PEN_DOWN
 5  6
.PEN_UP
"""


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "file"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize("content", [IDX, gzip.compress(IDX)], ids=["plain", "gzip"])
def test_idx_gives_the_array_that_it_describes(file, content):
    assert read_idx(file(content)).tolist() == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected an IDX file"),
        (b"\x89PNG\r\n\x1a\n", "expected an IDX file"),
        (IDX[:7], "expected an IDX file"),
        (b"\x00\x00\x0d" + IDX[3:], "expected an IDX file"),
        (b"\x00\x00\x08\x00", "expected an IDX file"),
        (IDX[:-1], r"expected 6 bytes for the shape \(2, 3\), got 5"),
        (IDX + b"\0", "expected 6 bytes"),
        (b"\x00\x00\x08\x03" + b"\xff" * 12, "expected .* bytes"),
        (b"\x00\x00\x08\x02\x00\x01\x00\x00\x00\x01\x00\x00", "expected 4294967296 bytes"),
        (gzip.compress(IDX)[:-9], "cannot be read"),
        (gzip.compress(IDX)[:12] + b"\xff" * 20, "cannot be read"),
    ],
)
def test_what_is_no_whole_idx_file_is_refused_with_its_name(file, content, message):
    with pytest.raises(CorpusError, match=f"file: .*{message}"):
        read_idx(file(content))


def test_a_missing_corpus_is_named_with_what_to_do(tmp_path):
    assert not mnist_is_installed(tmp_path)
    assert not mnist_is_installed(None)
    with pytest.raises(CorpusError, match=r"train-images-idx3-ubyte\.gz is missing: name the folder .* DIGITS_CORPORA"):
        load_mnist(tmp_path)


def idx(*shape):
    sizes = b"".join(size.to_bytes(4, "big") for size in shape)
    return bytes([0, 0, 8, len(shape)]) + sizes + bytes(int(np.prod(shape)))


def test_pictures_and_labels_that_do_not_fit_are_refused(tmp_path):
    (tmp_path / "mnist").mkdir()
    for name, content in {"train-images-idx3": idx(2, 28, 28), "train-labels-idx1": idx(3)}.items():
        (tmp_path / "mnist" / f"{name}-ubyte").write_bytes(content)
    for name, content in {"t10k-images-idx3": idx(1, 28, 28), "t10k-labels-idx1": idx(1)}.items():
        (tmp_path / "mnist" / f"{name}-ubyte").write_bytes(content)
    assert mnist_is_installed(tmp_path)
    with pytest.raises(CorpusError, match=r"got \(2, 28, 28\) and \(3,\)"):
        load_mnist(tmp_path)


ROWS = "5\t0\t2154\t59\t35\t229421\t0\t0\n0\t4\t7\t0\t30\t0\t0\t0\n3\t1\t8\t0\t33\t1\t0\t0\n"


def test_qmnist_gives_label_writer_and_kind_of_the_first_digits(file):
    writers = read_writers(file(gzip.compress(ROWS.encode())), 2)
    assert (writers.labels.tolist(), writers.numbers.tolist()) == ([5, 0], [2154, 7])
    assert writers.are_students.tolist() == [False, True]
    assert not read_writers(file(ROWS), 3).are_students[2]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\t229421", "", "eight whole numbers"),
        ("\t0\n", "\n", "got 3 of 7"),
        ("3\t1\t8", "x\t1\t8", "eight whole numbers"),
        ("3\t1\t8", "10\t1\t8", "labels from 0 to 9"),
        ("3\t1\t8", "3\t2\t8", "series 0, 1 or 4"),
        ("3\t1\t8\t0\t33\t1\t0\t0\n", "", "expected 3 rows of eight numbers, got 2"),
    ],
)
def test_what_is_no_whole_qmnist_file_is_refused_with_its_name(file, old, new, message):
    assert old in ROWS
    with pytest.raises(CorpusError, match=f"file: .*{message}"):
        read_writers(file(ROWS.replace(old, new)), 3)


@pytest.fixture
def small_mnist(tmp_path):
    """Return the folder of 40 training digits and 20 test digits, ten of each writer."""
    write_mnist(tmp_path, np.zeros((60, 784), np.float32), np.arange(60) % 10, n_test=20)
    return tmp_path


def test_mnist_names_the_writer_of_each_digit(small_mnist):
    mnist = load_mnist(small_mnist)
    assert mnist.train_writers.numbers.tolist() == [0] * 10 + [1] * 10 + [2] * 10 + [3] * 10
    assert mnist.test_writers.are_students.tolist() == [False] * 10 + [True] * 10
    assert np.flatnonzero(mnist.is_held_back).tolist() == list(range(20, 40))


def test_corpora_without_the_writers_say_which_file_is_wanted_and_how_to_get_it(small_mnist):
    (small_mnist / "qmnist" / "qmnist-test-labels.tsv").unlink()
    with pytest.raises(CorpusError, match=r"qmnist-test-labels\.tsv\.gz is missing: .*`manage\.py fetch_corpora`"):
        load_mnist(small_mnist)


def test_writers_of_other_digits_are_refused(small_mnist):
    (small_mnist / "qmnist" / "qmnist-train-labels.tsv").write_text(qmnist(np.arange(40)[::-1] % 10))
    with pytest.raises(CorpusError, match=r"qmnist-train-labels\.tsv: expected the labels of MNIST in its order"):
        load_mnist(small_mnist)


def test_whole_writers_with_the_highest_numbers_of_both_kinds_are_held_back():
    numbers = np.repeat([3, 1, 2, 9, 8, 7], [4, 20, 12, 1, 2, 33])  # three students, three employees
    kinds = np.repeat([True, False], 36)
    writers = Writers(np.zeros(72, np.uint8), numbers.astype(np.int32), kinds)
    assert set(numbers[are_held_back(writers)]) == {3, 9, 8}  # 4 of 36 are enough, 1 is not
    order = np.random.default_rng(0).permutation(72)
    shuffled = Writers(writers.labels, writers.numbers[order], kinds[order])
    assert are_held_back(shuffled).tolist() == are_held_back(writers)[order].tolist()


def test_of_real_mnist_five_thousand_digits_are_held_back_half_of_them_by_students(mnist):
    is_held_back, writers = mnist.is_held_back, mnist.train_writers
    assert np.bincount(writers.are_students[is_held_back]).tolist() == [2593, 2503]
    assert not set(writers.numbers[is_held_back]) & set(writers.numbers[~is_held_back])
    assert not set(mnist.test_writers.numbers) & set(writers.numbers)
    assert np.bincount(mnist.test_writers.are_students).tolist() == [4999, 5001]


def test_pendigits_gives_strokes_with_label_and_writer(file):
    first, second = read_pendigits(file(PENS))
    assert (first.label, first.writer, first.number) == (8, 12, 224)
    assert [stroke.tolist() for stroke in first.strokes] == [[[267, 333], [267, 336]], [[1, 2]]]
    assert (second.label, second.writer, second.number) == (1, 3, 7)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (" 267  336", " 267", "line 6"),
        (" 267  336", " 267 x", "line 6"),
        ('? "8"', '? "a"', "line 2"),
        ('? "8"', '? "²"', "line 2"),
        (".COMMENT 8 12", ".COMMENT 7 12", "line 3: not pen strokes"),
        (".COMMENT 8 12  224\n", ".COMMENT 8\n", "line 3"),
        (".DT 100", ".PEN_UP", "line 8"),
        (".DT 100", ".PEN_DOWN", "line 9"),
        (" 1  2\n", "", "line 10"),
        (".DT 100", "<html>", "line 8"),
        (".PEN_DOWN\n 5  6\n.PEN_UP\n", "", "the last one complete"),
        (" 5  6\n.PEN_UP\n", " 5  6\n", "the last one complete"),
        (PENS, "", "got 0"),
        (PENS, ".PEN_DOWN\n1 2\n.PEN_UP\n", "line 1"),
        (".COMMENT 8 12  224\n", "", "line 3"),
        (".DT 100", ".COMMENT 8 12  224", "line 8"),
    ],
)
def test_what_is_no_whole_pendigits_file_is_refused_naming_the_line(file, old, new, message):
    assert old in PENS
    with pytest.raises(CorpusError, match=message):
        read_pendigits(file(PENS.replace(old, new, 1)))


def test_sha256_is_of_the_content_also_where_it_is_gzip(file):
    # printf abc | sha256sum
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256_of(file(gzip.compress(b"abc"))) == sha256_of(file(b"abc")) == expected


def test_real_pendigits_are_all_read(pen_digits):
    assert len(pen_digits) == 7494
    assert {digit.writer for digit in pen_digits} == set(range(1, 31))
    assert {digit.label for digit in pen_digits} == set(range(10))
    assert all(stroke.ndim == 2 and len(stroke) for digit in pen_digits for stroke in digit.strokes)


def test_real_mnist_is_all_read(mnist):
    assert mnist.train_images.shape == (60_000, 28, 28)
    assert mnist.test_images.shape == (10_000, 28, 28)
    assert np.bincount(mnist.test_labels).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
