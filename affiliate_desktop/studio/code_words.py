"""The code words of a QR code: data by the ``qrcode`` package's rules, error correction on big integers.

How a text is split into modes, the capacities, the blocks and the generator polynomials are the library's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.model import Level

LEVEL_BITS = {Level.L: 1, Level.M: 0, Level.Q: 3, Level.H: 2}
"""How a level is written into the code, and how the library counts levels."""

_CHUNK = 20
"""Shortest stretch of digits or capitals that is worth a mode of its own; the library's default."""


@dataclass(frozen=True, slots=True)
class CodeWords:
    """Data and error correction in the order they are placed, and the version (1 to 40) that they fill."""

    version: int
    content: bytes


class _Bits:
    """Collects bits in one integer."""

    def __init__(self) -> None:
        self.value = 0
        self.length = 0

    def put(self, number: int, length: int) -> None:
        self.value = self.value << length | number
        self.length += length


def code_words(content: bytes, level: Level) -> CodeWords:
    """The code words of the smallest version that holds the content.

    Raises:
        BadInput: when the largest version does not hold it.
    """
    from qrcode import base, util

    library_level = LEVEL_BITS[level]
    chunks = list(util.optimal_data_chunks(content, minimum=_CHUNK))
    version = _smallest_version(chunks, library_level, len(content))
    bits = _Bits()
    for chunk in chunks:
        bits.put(chunk.mode, 4)
        bits.put(len(chunk), util.length_in_bits(chunk.mode, version))
        if chunk.mode == util.MODE_8BIT_BYTE:
            bits.put(int.from_bytes(chunk.data), 8 * len(chunk))
        else:
            chunk.write(bits)
    blocks = base.rs_blocks(version, library_level)
    data = _padded(bits, sum(block.data_count for block in blocks))
    return CodeWords(version, _interleaved(data, blocks))


def version_of(content: bytes, level: Level) -> int:
    """The smallest version that holds the content; quicker than the code words themselves.

    Raises:
        BadInput: when the largest version does not hold it.
    """
    from qrcode import util

    return _smallest_version(list(util.optimal_data_chunks(content, minimum=_CHUNK)), LEVEL_BITS[level], len(content))


def _interleaved(data: bytes, blocks: Sequence[Any]) -> bytes:
    """Data and error correction of all blocks, a word of each in turn (ISO/IEC 18004, 7.6)."""
    parts: list[bytes] = []
    start = 0
    for block in blocks:
        parts.append(data[start : start + block.data_count])
        start += block.data_count
    corrections = [
        _correction(part, block.total_count - block.data_count) for part, block in zip(parts, blocks, strict=True)
    ]
    shortest = min(map(len, parts))
    # Blocks differ by one word at most: those that are longer bring their last word at the end.
    longer = bytes(part[shortest] for part in parts if len(part) > shortest)
    return _in_turn([part[:shortest] for part in parts]) + longer + _in_turn(corrections)


def _in_turn(parts: Sequence[bytes]) -> bytes:
    """A word of each part in turn; all are of one length."""
    words = bytearray(len(parts) * len(parts[0]))
    for place, part in enumerate(parts):
        words[place :: len(parts)] = part
    return bytes(words)


def _correction(data: bytes, count: int) -> bytes:
    """The remainder of the data divided by the generator polynomial, all coefficients in one integer."""
    multiples = _generator_multiples(count)
    top = 8 * (count - 1)
    below = (1 << top) - 1
    rest = 0
    for word in data:
        rest = (rest & below) << 8 ^ multiples[rest >> top ^ word]
    return rest.to_bytes(count)


@cache
def _generator_multiples(count: int) -> list[int]:
    """The library's generator polynomial without its leading one, times each of 0 to 255 in GF(256)."""
    from qrcode import LUT, base

    exponents = [base.glog(coefficient) for coefficient in LUT.rsPoly_LUT[count][1:]]
    products = (bytes(base.gexp(base.glog(factor) + e) for e in exponents) for factor in range(1, 256))
    return [0, *(int.from_bytes(product) for product in products)]


def _smallest_version(chunks: Sequence[Any], library_level: int, length: int) -> int:
    from qrcode import util

    limits: list[int] = util.BIT_LIMIT_TABLE[library_level]
    for low, high in ((1, 9), (10, 26), (27, 40)):
        needed = sum(4 + util.length_in_bits(chunk.mode, low) + _payload_bits(chunk) for chunk in chunks)
        for version in range(low, high + 1):
            if limits[version] >= needed:
                return version
    raise BadInput(
        "qr_too_long",
        "The text is too long for a QR code: {length} bytes, where {limit} fit at this level. Shorten the link or "
        "choose a lower level of error correction.",
        length=length,
        limit=limits[40] // 8 - 3,
    )


def _payload_bits(chunk: Any) -> int:
    from qrcode import util

    count = len(chunk)
    if chunk.mode == util.MODE_8BIT_BYTE:
        return 8 * count
    if chunk.mode == util.MODE_ALPHA_NUM:
        return count // 2 * 11 + count % 2 * 6
    return count // 3 * 10 + (0, 4, 7)[count % 3]


def _padded(bits: _Bits, capacity: int) -> bytes:
    """The data with terminator and padding, ``capacity`` bytes long (ISO/IEC 18004, 7.4.9 and 7.4.10)."""
    bits.put(0, min(8 * capacity - bits.length, 4))
    bits.put(0, -bits.length % 8)
    data = bits.value.to_bytes(bits.length // 8)
    return data + (b"\xec\x11" * capacity)[: capacity - len(data)]
