"""The modules of a QR code (ISO/IEC 18004): code words placed and masked on big integers.

The whole matrix is one integer: the module in row ``r`` and column ``c`` of a code with ``size`` modules an edge is
bit ``r * size + c``. Placement is one permutation of the code words' bits; the penalty rules that choose the mask
are shifts, ``&``, ``^`` and ``bit_count`` over all modules at once. The scoring of the ``qrcode`` package looks at each
module by itself and is most of its time; the matrices are equal to the package's, module by module.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.studio.code_words import LEVEL_BITS, code_words
from affiliate_desktop.studio.model import Level

_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda row, column: (row + column) % 2 == 0,
    lambda row, _: row % 2 == 0,
    lambda _, column: column % 3 == 0,
    lambda row, column: (row + column) % 3 == 0,
    lambda row, column: (row // 2 + column // 3) % 2 == 0,
    lambda row, column: (row * column) % 2 + (row * column) % 3 == 0,
    lambda row, column: ((row * column) % 2 + (row * column) % 3) % 2 == 0,
    lambda row, column: ((row * column) % 3 + (row + column) % 2) % 2 == 0,
)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The modules of a code, without its quiet zone.

    Attributes:
        size: modules an edge, 21 to 177.
        bits: bit ``row * size + column`` is set where the module is dark.
    """

    size: int
    bits: int
    level: Level

    @property
    def version(self) -> int:
        """1 to 40."""
        return (self.size - 17) // 4

    def rows(self) -> list[int]:
        """A row an integer, top first; bit ``column`` is set where the module is dark."""
        whole = (1 << self.size) - 1
        return [self.bits >> (row * self.size) & whole for row in range(self.size)]

    def runs(self) -> Iterator[tuple[int, int, int]]:
        """Stretches of dark modules within a row: (row, first column, length)."""
        for row, modules in enumerate(self.rows()):
            rest, column = modules, 0
            while rest:
                light = (rest & -rest).bit_length() - 1
                rest >>= light
                dark = (~rest & (rest + 1)).bit_length() - 1
                rest >>= dark
                yield row, column + light, dark
                column += light + dark


def matrix(text: str, level: Level = Level.M) -> Matrix:
    """The smallest code that holds a text at a level of error correction.

    Raises:
        BadInput: when there is no text, or more than the largest code holds.
    """
    if not text:
        raise BadInput("qr_empty", "There is nothing to put into the code: the text is empty.")
    words = code_words(_encodable(text), level)
    layout = _layout(words.version)
    unmasked = layout.place(words.content)
    candidates = [unmasked ^ mask for mask in layout.masks]
    penalties = [layout.penalty(candidate) for candidate in candidates]
    mask = penalties.index(min(penalties))
    bits = candidates[mask] | layout.format_bits(level, mask) | layout.version_bits
    return Matrix(layout.size, bits, level)


def _encodable(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise BadInput("qr_broken_text", "The text holds half characters that no code can carry.") from None


# --- placement and masks, on integers --------------------------------------------------------------------------


class _Layout:
    """What all codes of one version share.

    Attributes:
        masks: the eight mask patterns, on the modules that carry data only.
        version_bits: the version information and the module that is always dark; not seen by the scoring.
    """

    def __init__(self, version: int) -> None:
        self.size = size = 17 + 4 * version
        fixed, reserved = _function_patterns(version)
        free = _data_path(size, reserved)
        self._fixed = fixed
        self._capacity = len(free)
        self._gather = itemgetter(*_gathering_order(free, size))
        self.masks = [sum(1 << (r * size + c) for r, c in free if mask(r, c)) for mask in _MASKS]
        self.version_bits = _version_bits(version)
        self._all = (1 << (size * size)) - 1
        self._not_last_column = sum(((1 << (size - 1)) - 1) << (r * size) for r in range(size))
        self._not_last_row = (1 << (size * (size - 1))) - 1
        self._room_across = sum(((1 << (size - 10)) - 1) << (r * size) for r in range(size))
        self._room_down = (1 << (size * (size - 10))) - 1

    def place(self, words: bytes) -> int:
        """The matrix with the code words in it, unmasked; the format information is left light."""
        ones = f"{int.from_bytes(words):0{8 * len(words)}b}".ljust(self._capacity, "0")
        return self._fixed | int("".join(self._gather(ones + "0")), 2)

    def penalty(self, bits: int) -> int:
        """The points of a masked matrix by the four rules of ISO/IEC 18004, 7.8.3.1; the least wins."""
        size = self.size
        across = ~(bits ^ bits >> 1) & self._not_last_column
        down = ~(bits ^ bits >> size) & self._not_last_row
        blocks = (across & across >> size & down).bit_count()
        finders = self._finders(bits, 1, self._room_across) + self._finders(bits, size, self._room_down)
        share = float(bits.bit_count()) / size**2
        balance = int(abs(share * 100 - 50) / 5)
        return _run_points(across, 1) + _run_points(down, size) + 3 * blocks + 40 * finders + 10 * balance

    def _finders(self, bits: int, step: int, room: int) -> int:
        """How often 1:1:3:1:1 stands beside four light modules: 10111010000 or 00001011101 along a step."""
        light = bits ^ self._all
        core = bits & light >> step & bits >> 2 * step & bits >> 3 * step & bits >> 4 * step
        core &= light >> 5 * step & bits >> 6 * step
        two = light & light >> step
        four = two & two >> 2 * step
        return (core & four >> 7 * step & room).bit_count() + (core >> 4 * step & four & room).bit_count()

    def format_bits(self, level: Level, mask: int) -> int:
        """Level and mask, twice (ISO/IEC 18004, 7.9)."""
        size = self.size
        word = _format_word(LEVEL_BITS[level] << 3 | mask)
        bits = 0
        for index in range(15):
            if word >> index & 1:
                row = index if index < 6 else index + 1 if index < 8 else size - 15 + index
                column = size - 1 - index if index < 8 else 7 if index == 8 else 14 - index
                bits |= 1 << (row * size + 8) | 1 << (8 * size + column)
        return bits


@cache
def _layout(version: int) -> _Layout:
    return _Layout(version)


def _run_points(same: int, step: int) -> int:
    """Points for runs of five or more: 3 for five, 1 for each further. ``same``: equal to the next module."""
    two = same & same >> step
    five = two & two >> (2 * step)
    return five.bit_count() + 2 * (five & ~(five << step)).bit_count()


def _function_patterns(version: int) -> tuple[int, int]:
    """Finder, timing and alignment patterns, and all modules that carry no data."""
    from qrcode import util

    size = 17 + 4 * version
    dark = reserved = 0
    for top, left in ((0, 0), (size - 7, 0), (0, size - 7)):
        for row in range(max(top - 1, 0), min(top + 8, size)):
            for column in range(max(left - 1, 0), min(left + 8, size)):
                ring = max(abs(row - top - 3), abs(column - left - 3))
                dark |= (ring in {0, 1, 3}) << (row * size + column)
                reserved |= 1 << (row * size + column)
    places = util.pattern_position(version)
    for middle, center in ((r, c) for r in places for c in places if not reserved >> (r * size + c) & 1):
        for row in range(middle - 2, middle + 3):
            for column in range(center - 2, center + 3):
                dark |= (max(abs(row - middle), abs(column - center)) != 1) << (row * size + column)
                reserved |= 1 << (row * size + column)
    for place in range(8, size - 8):
        for bit in (6 * size + place, place * size + 6):
            dark |= (place % 2 == 0) << bit
            reserved |= 1 << bit
    return dark, reserved | _format_places(size) | (_version_places(size) if version >= 7 else 0)


def _format_places(size: int) -> int:
    beside = [*range(9), *range(size - 8, size)]
    return sum(1 << bit for bit in {p * size + 8 for p in beside} | {8 * size + p for p in beside})


def _version_places(size: int) -> int:
    return sum(1 << (i // 3 * size + size - 11 + i % 3) | 1 << ((size - 11 + i % 3) * size + i // 3) for i in range(18))


def _version_bits(version: int) -> int:
    from qrcode import util

    size = 17 + 4 * version
    bits = 1 << ((size - 8) * size + 8)
    word = util.BCH_type_number(version) if version >= 7 else 0
    for i in range(18):
        if word >> i & 1:
            bits |= 1 << (i // 3 * size + size - 11 + i % 3) | 1 << ((size - 11 + i % 3) * size + i // 3)
    return bits


@cache
def _format_word(data: int) -> int:
    from qrcode import util

    word: int = util.BCH_type_info(data)
    return word


def _data_path(size: int, reserved: int) -> list[tuple[int, int]]:
    """The modules that carry data, in the order of the bits: pairs of columns from the right, up and down in turn."""
    path = []
    upwards = True
    for right in range(size - 1, 0, -2):
        left = (right if right > 6 else right - 1) - 1
        for row in range(size - 1, -1, -1) if upwards else range(size):
            path += [(row, column) for column in (left + 1, left) if not reserved >> (row * size + column) & 1]
        upwards = not upwards
    return path


def _gathering_order(free: list[tuple[int, int]], size: int) -> list[int]:
    """For each module, from the highest bit down, the place of its bit among the data; past the end where none."""
    order = [len(free)] * (size * size)
    for place, (row, column) in enumerate(free):
        order[size * size - 1 - (row * size + column)] = place
    return order
