"""Texts below each other in a column: the largest sizes that fit, even lines, and what to do when nothing fits.

Frames of one stack are set together: their sizes go down from the largest to the smallest in step, until all fit.
What still does not fit is left out when it is optional, else set as small as can be read, else it ends in an
ellipsis; what was left out or cut is told in a note.
"""

from dataclasses import dataclass, replace

from affiliate_desktop.studio.lettering import Block, Piece, set_block

_STEPS = 14
"""Halvings of the way between the smallest and the largest size at most."""
_EVEN_WEIGHT = 600
"""From this weight on a text is a headline, and its lines are made about equally long."""
_SMALLER = (0.95, 0.9, 0.85, 0.8)
"""Shares of the largest size that fits, tried for a more even break of the headline."""


@dataclass(frozen=True, slots=True)
class Column:
    """Blocks below each other, and what a person should know about them."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """Of all blocks with the gaps between them."""
        gaps = sum(block.piece.gap for block in self.blocks[1:])
        return sum(block.height for block in self.blocks) + gaps


def set_column(pieces: tuple[Piece, ...], width: float, height: float) -> Column:
    """Sets texts below each other as large as the room allows."""
    notes: list[str] = []
    pieces = tuple(_as_button(piece, width) if piece.frame.hug else piece for piece in pieces)
    while True:
        column = _largest(pieces, width, height)
        if column is not None:
            return replace(column, notes=tuple(notes))
        spare = next((piece for piece in reversed(pieces) if piece.frame.optional), None)
        if spare is None or len(pieces) == 1:
            break
        pieces = tuple(piece for piece in pieces if piece is not spare)
        notes.append(f"“{_short(spare.text)}” does not fit and was left out.")
    smaller = tuple(replace(piece, smallest=min(piece.smallest, piece.floor)) for piece in pieces)
    column = _largest(smaller, width, height)
    return replace(column, notes=tuple(notes)) if column else _cut(smaller, width, height, notes)


def _as_button(piece: Piece, width: float) -> Piece:
    """A button's text stays in one line where it can; else it wraps, and is kept small."""
    one_line = replace(piece, wraps=False)
    if set_block(one_line, piece.smallest, width).fits(width):
        return one_line
    return replace(piece, largest=piece.smallest)


def _largest(pieces: tuple[Piece, ...], width: float, height: float) -> Column | None:
    """The column at the largest share of the way from the smallest to the largest sizes that fits."""
    best = _at(pieces, 0.0, width)
    if not _within(best, width, height):
        return None
    low, high = 0.0, 2.0
    span = max(piece.largest - piece.smallest for piece in pieces)
    for _ in range(min(_STEPS, max(1, span).bit_length() + 1)):
        middle = min(1.0, (low + high) / 2)
        column = _at(pieces, middle, width)
        if _within(column, width, height):
            low, best = middle, column
            if middle == 1.0:
                break
        else:
            high = middle
    return _handsomest(best, pieces, low, width, height)


def _handsomest(best: Column, pieces: tuple[Piece, ...], share: float, width: float, height: float) -> Column:
    """The column with the best of large letters and even lines, from the largest down to four fifths of it."""
    best = _evened(best, width)
    head = next((index for index, piece in enumerate(pieces) if _is_headline(piece)), None)
    if head is None or best.blocks[head].layout.lineCount() == 1:
        return best
    most = best.blocks[head].size
    for part in _SMALLER:
        smaller = (most * part - pieces[head].smallest) / max(1, pieces[head].largest - pieces[head].smallest)
        if not 0 <= smaller < share:
            continue
        column = _evened(_at(pieces, smaller, width), width)
        if _within(column, width, height) and _beauty(column.blocks[head]) > _beauty(best.blocks[head]):
            best = column
    return best


def _beauty(block: Block) -> float:
    return block.size * (0.6 + 0.4 * block.evenness)


def _is_headline(piece: Piece) -> bool:
    return piece.frame.weight >= _EVEN_WEIGHT and not piece.frame.hug


def _within(column: Column, width: float, height: float) -> bool:
    return column.height <= height + 0.5 and all(block.fits(width) for block in column.blocks)


def _at(pieces: tuple[Piece, ...], share: float, width: float) -> Column:
    return Column(tuple(set_block(piece, _size(piece, share), width) for piece in pieces))


def _size(piece: Piece, share: float) -> int:
    return piece.smallest + int((piece.largest - piece.smallest) * share)


def _evened(column: Column, width: float) -> Column:
    """Headlines wrapped as narrow as their number of lines allows, so that no line is left with one short word."""
    return replace(column, blocks=tuple(_even(block, width) for block in column.blocks))


def _even(block: Block, width: float) -> Block:
    lines = block.layout.lineCount()
    if not 2 <= lines <= 6 or block.piece.frame.weight < _EVEN_WEIGHT:
        return block
    low, high, best = width / lines, width, block
    for _ in range(7):
        middle = (low + high) / 2
        tried = set_block(block.piece, block.size, middle)
        if tried.layout.lineCount() <= lines and tried.fits(middle):
            high, best = middle, tried
        else:
            low = middle
    return best if best is block else set_block(block.piece, block.size, high, within=width)


def _cut(pieces: tuple[Piece, ...], width: float, height: float, notes: list[str]) -> Column:
    """Everything at its smallest, and lines taken off the longest text until the rest fits."""
    kept = [set_block(piece, piece.smallest, width, anywhere=True) for piece in pieces]
    cut: set[int] = set()
    while (excess := Column(tuple(kept)).height - height) > 0.5:
        index = max(range(len(kept)), key=lambda place: kept[place].layout.lineCount())
        lines = kept[index].layout.lineCount()
        if lines == 1:
            break
        piece = kept[index].piece
        spare = max(1, int(excess * lines / kept[index].height * 0.8))
        kept[index] = set_block(piece, piece.smallest, width, lines=max(1, lines - spare), anywhere=True)
        cut.add(index)
    kept = [block if place in cut else _even(block, width) for place, block in enumerate(kept)]
    column = Column(tuple(kept))
    cut_short = [_short(pieces[index].text) for index in sorted(cut)]
    notes += [f"“{text}” does not fit even at its smallest size; it ends in “…”." for text in cut_short]
    if column.height > height + 0.5:
        notes.append(f"“{_short(pieces[0].text)}” is larger than its place.")
    return replace(column, notes=tuple(notes))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
