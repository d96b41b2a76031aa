"""Files that Unix `compress` made (.Z): T. Welch, *A Technique for High-Performance Data Compression* (Computer, 1984).

The format: two magic bytes, one of flags (the largest width of a code; whether code 256 empties the table), then codes,
low bits first. They begin nine bits wide and grow as the table does. Codes of one width come in groups of eight: where
the width changes or the table is emptied, the rest of the group is filler.
"""

MAGIC = b"\x1f\x9d"
FIRST_WIDTH = 9
CLEAR = 256


def decompress(data: bytes) -> bytes:
    """The content of a .Z file. Raises ValueError where it is none, or broken."""
    if data[:2] != MAGIC or len(data) < 3:
        raise ValueError(f"expected a .Z file, got bytes that begin with {data[:3]!r}")
    max_width, can_clear = data[2] & 0x1F, bool(data[2] & 0x80)
    if not FIRST_WIDTH <= max_width <= 16:
        raise ValueError(f"expected codes of at most 9 to 16 bits, got {max_width}")
    first_table = [bytes([value]) for value in range(256)] + ([b""] if can_clear else [])
    table, width, last = first_table.copy(), FIRST_WIDTH, b""
    parts: list[bytes] = []
    group = at = 8 * 3  # bits from the start of the file: where codes of this width begin, and the next code
    while at + width <= 8 * len(data):
        code = _bits(data, at, width)
        at += width
        if code == CLEAR and can_clear:
            group = at = _end_of_group(group, at, width)
            table, width, last = first_table.copy(), FIRST_WIDTH, b""
            continue
        if code > len(table) or (code == len(table) and not last):
            raise ValueError(f"a broken .Z file: code {code} where the table has {len(table)}")
        string = table[code] if code < len(table) else last + last[:1]
        parts.append(string)
        if last and len(table) < 1 << max_width:
            table.append(last + string[:1])
        last = string
        if len(table) == 1 << width and width < max_width:
            group = at = _end_of_group(group, at, width)
            width += 1
    return b"".join(parts)


def _bits(data: bytes, at: int, width: int) -> int:
    three_bytes = int.from_bytes(data[at // 8 : at // 8 + 3], "little")
    return three_bytes >> at % 8 & (1 << width) - 1


def _end_of_group(group: int, at: int, width: int) -> int:
    """The first bit after the group of eight codes that the bit before `at` lies in."""
    return group + -(-(at - group) // (8 * width)) * 8 * width
