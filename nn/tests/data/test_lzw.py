"""Files of Unix `compress`, made here bit by bit; gzip reads .Z too and was asked whether they are well made."""

import random
import shutil
import subprocess

import pytest

from nn.data.lzw import CLEAR, decompress


def compressed(data: bytes, *, max_width: int = 16, clear_every: int = 0) -> bytes:
    """What `compress` makes of the data; with `clear_every`, the table is emptied after so many codes."""
    groups: list[list[int]] = [[]]
    widths = [9]
    table = {bytes([value]): value for value in range(256)}
    n_entries, string, n_codes = 257, b"", 0  # 256 stands for CLEAR

    def next_width(width: int) -> None:
        groups.append([])
        widths.append(width)

    n_read = 257  # as the reader counts: it learns each string one code later
    fresh = True
    for value in [*data, None]:
        if value is not None and string + bytes([value]) in table:
            string += bytes([value])
            continue
        groups[-1].append(table[string])
        n_codes += 1
        if not fresh and n_read < 1 << max_width:
            n_read += 1
        fresh = False
        if n_read == 1 << widths[-1] and widths[-1] < max_width:
            next_width(widths[-1] + 1)
        if value is None:
            break
        if n_entries < 1 << max_width:
            table[string + bytes([value])] = n_entries
            n_entries += 1
        string = bytes([value])
        if clear_every and n_codes % clear_every == 0:
            groups[-1].append(CLEAR)
            next_width(9)
            table = {bytes([value]): value for value in range(256)}
            n_entries, n_read, fresh = 257, 257, True
    packed = bytes([0x1F, 0x9D, 0x80 | max_width])
    for number, (codes, width) in enumerate(zip(groups, widths, strict=True)):
        bits = sum(code << at * width for at, code in enumerate(codes))
        n_whole = -(-len(codes) // 8) * width  # bytes of whole groups of eight codes
        is_last = number == len(groups) - 1
        packed += bits.to_bytes(-(-len(codes) * width // 8) if is_last else n_whole, "little")
    return packed


PEN_STROKES = "".join(f"{random.Random(n).randint(0, 500)} {n % 500}\n" for n in range(20_000)).encode()
CASES = {
    "one letter": compressed(b"a"),
    "one letter often": compressed(b"a" * 5000),
    "codes of nine to sixteen bits": compressed(PEN_STROKES),
    "a full table": compressed(PEN_STROKES, max_width=10),
    "a table emptied now and then": compressed(PEN_STROKES, clear_every=1000),
}
CONTENTS = [b"a", b"a" * 5000, PEN_STROKES, PEN_STROKES, PEN_STROKES]


@pytest.mark.parametrize(("packed", "content"), list(zip(CASES.values(), CONTENTS, strict=True)), ids=list(CASES))
def test_content_comes_out_as_it_went_in(packed, content):
    assert decompress(packed) == content


def test_the_example_of_the_textbooks():
    codes = [84, 79, 66, 69, 79, 82, 78, 79, 84, 257, 259, 261, 266, 260, 262, 264]  # TO|BE|… of 9 bits each
    bits = sum(code << 9 * at for at, code in enumerate(codes))
    assert decompress(b"\x1f\x9d\x90" + bits.to_bytes(18, "little")) == b"TOBEORNOTTOBEORTOBEORNOT"


@pytest.mark.skipif(shutil.which("gzip") is None, reason="asks gzip, which is not here")
@pytest.mark.parametrize(("packed", "content"), list(zip(CASES.values(), CONTENTS, strict=True)), ids=list(CASES))
def test_gzip_agrees(packed, content):
    assert subprocess.run(["gzip", "-dc"], input=packed, capture_output=True, check=True).stdout == content


@pytest.mark.parametrize("data", [b"", b"\x1f\x9d", b"\x1f\x8b\x90", b"\x1f\x9d\x91", b"\x1f\x9d\x90\xff\xff\xff"])
def test_what_is_no_such_file_is_refused(data):
    with pytest.raises(ValueError, match=r"\.Z file|of at most"):
        decompress(data)
