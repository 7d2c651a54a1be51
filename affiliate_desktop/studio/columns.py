"""Texts below each other in a column: the largest sizes that fit, even lines, and what to do when nothing fits.

Frames of one stack are set together: their sizes go down from the largest to the smallest in step, until all fit.
What still does not fit is left out when it is optional, else set as small as can be read, else it ends in an
ellipsis; what was left out or cut is told in a note.
"""

from typing import NamedTuple

from affiliate_desktop.studio.lettering import SIDES, Block, Piece, set_block

_STEPS = 14
"""Halvings of the way between the smallest and the largest size at most."""
_EVEN_WEIGHT = 600
"""From this weight on a text is a headline, and its lines are made about equally long."""
_TRIES = 6
"""Sizes that are set by Qt before the smallest is taken."""
_SMALLER = (0.95, 0.9, 0.85, 0.8)
"""Shares of the largest size that fits, tried for a more even break of the headline."""


class Column(NamedTuple):
    """Blocks below each other, and what a person should know about them."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        """Of all blocks with the gaps between them."""
        gaps = sum(block.piece.gap for block in self.blocks[1:])
        return sum(block.height for block in self.blocks) + gaps


class _Draft(NamedTuple):
    """A text at a size, by arithmetic.

    Attributes:
        room: the width that lines break in.
        lines: their widths, in font sizes.
        width, height: with the padding of a button.
    """

    piece: Piece
    size: int
    room: float
    lines: tuple[float, ...]
    width: float
    height: float

    @property
    def evenness(self) -> float:
        """The shortest line as a share of the longest."""
        return min(self.lines) / max(self.lines) if max(self.lines, default=0.0) > 0 else 1.0

    @property
    def beauty(self) -> float:
        """Large letters and even lines."""
        return self.size * (0.6 + 0.4 * self.evenness)


_Drafts = tuple[_Draft, ...]


def set_column(pieces: tuple[Piece, ...], width: float, height: float) -> Column:
    """Sets texts below each other as large as the room allows."""
    notes: list[str] = []
    pieces = tuple(_as_button(piece, width) if piece.frame.hug else piece for piece in pieces)
    while True:
        column = _largest(pieces, width, height)
        if column is not None:
            return column._replace(notes=tuple(notes)) if notes else column
        spare = next((piece for piece in reversed(pieces) if piece.frame.optional), None)
        if spare is None or len(pieces) == 1:
            break
        pieces = tuple(piece for piece in pieces if piece is not spare)
        notes.append(f"“{_short(spare.text)}” does not fit and was left out.")
    smaller = tuple(piece._replace(smallest=min(piece.smallest, piece.floor)) for piece in pieces)
    column = _largest(smaller, width, height)
    return column._replace(notes=tuple(notes)) if column else _cut(smaller, width, height, notes)


def _as_button(piece: Piece, width: float) -> Piece:
    """A button's text stays in one line where it can; else it wraps, and is kept small."""
    one_line = piece._replace(wraps=False)
    if _draft(one_line, piece.smallest, width).width <= width + 0.5:
        return one_line
    return piece._replace(largest=piece.smallest)


def _largest(pieces: tuple[Piece, ...], width: float, height: float) -> Column | None:
    """The column at the largest share of the way from the smallest to the largest sizes that fits.

    Arithmetic finds the sizes; Qt then sets the texts. Where it needs more room than was reckoned (ligatures and
    marks across words), the texts are made a little smaller.
    """
    drafts, share = _reckoned(pieces, width, height)
    if drafts is None:
        return None
    span = max(1, *(piece.largest - piece.smallest for piece in pieces))
    for _ in range(_TRIES):
        column = _set(drafts, width)
        if _within(column, width, height):
            return column
        if share <= 0:
            return None
        share = max(0.0, share - max(1 / span, 0.02))
        drafts = _at(pieces, share, width)
    column = _set(_at(pieces, 0.0, width), width)
    return column if _within(column, width, height) else None


def _reckoned(pieces: tuple[Piece, ...], width: float, height: float) -> tuple[_Drafts | None, float]:
    best = _fitting(pieces, 0.0, width, height)
    if best is None:
        return None, 0.0
    low, high = 0.0, 2.0
    span = max(piece.largest - piece.smallest for piece in pieces)
    for _ in range(min(_STEPS, max(1, span).bit_length() + 1)):
        middle = min(1.0, (low + high) / 2)
        drafts = _fitting(pieces, middle, width, height)
        if drafts is None:
            high = middle
            continue
        low, best = middle, drafts
        if middle == 1.0:
            break
    return _handsomest(best, pieces, low, width, height), low


def _handsomest(best: _Drafts, pieces: tuple[Piece, ...], share: float, width: float, height: float) -> _Drafts:
    """The column with the best of large letters and even lines, from the largest down to four fifths of it."""
    best = tuple(_even(draft) for draft in best)
    head = next((index for index, piece in enumerate(pieces) if _is_headline(piece)), None)
    if head is None or len(best[head].lines) == 1:
        return best
    most = best[head].size
    for part in _SMALLER:
        smaller = (most * part - pieces[head].smallest) / max(1, pieces[head].largest - pieces[head].smallest)
        if not 0 <= smaller < share:
            continue
        if _size(pieces[head], smaller) <= best[head].beauty:
            break  # even the most even break of smaller letters would not be better
        drafts = _fitting(pieces, smaller, width, height)
        if drafts is not None:
            drafts = tuple(_even(draft) for draft in drafts)
            best = drafts if drafts[head].beauty > best[head].beauty else best
    return best


def _is_headline(piece: Piece) -> bool:
    return piece.frame.weight >= _EVEN_WEIGHT and not piece.frame.hug


def _fitting(pieces: tuple[Piece, ...], share: float, width: float, height: float) -> _Drafts | None:
    """The texts at a share of the way between their sizes; None, as soon as that is known, where they do not fit."""
    drafts: list[_Draft] = []
    left = height + 0.5
    for piece in pieces:
        draft = _draft(piece, piece.smallest + int((piece.largest - piece.smallest) * share), width)
        left -= draft.height + (piece.gap if drafts else 0.0)
        if left < 0 or draft.width > width + 0.5 or 0 < piece.frame.lines < len(draft.lines):
            return None
        drafts.append(draft)
    return tuple(drafts)


def _within(column: Column, width: float, height: float) -> bool:
    if column.height > height + 0.5:
        return False
    return all(block.fits(width) and _few_lines(block) for block in column.blocks)


def _few_lines(block: Block) -> bool:
    most = block.piece.frame.lines
    return not most or block.layout.lineCount() <= most


def _at(pieces: tuple[Piece, ...], share: float, width: float) -> _Drafts:
    return tuple([_draft(piece, _size(piece, share), width) for piece in pieces])


def _size(piece: Piece, share: float) -> int:
    return piece.smallest + int((piece.largest - piece.smallest) * share)


def _draft(piece: Piece, size: int, width: float) -> _Draft:
    """A text at a size in a width; what :func:`set_block` will make of it."""
    said = piece.wording
    known, sides = said.known, 2 * SIDES * said.padding
    room = width / size - sides
    lines, widest = (known.wholes, known.longest) if room >= known.longest or not piece.wraps else known.broken(room)
    height = said.least + (len(lines) - 1) * said.step
    return _Draft(piece, size, width, lines, (widest + sides) * size, height * size)


def _even(draft: _Draft) -> _Draft:
    """A headline wrapped as narrow as its number of lines allows, so that no line is left with one short word."""
    lines = len(draft.lines)
    if not 2 <= lines <= 6 or not _is_headline(draft.piece):
        return draft
    known = draft.piece.wording.known
    low, high = draft.room / lines, draft.room
    for _ in range(7):
        middle = (low + high) / 2
        tried, widest = known.broken(middle / draft.size)
        if len(tried) <= lines and widest * draft.size <= middle + 0.5:
            high = middle
        else:
            low = middle
    return draft if high == draft.room else _draft(draft.piece, draft.size, high)


def _set(drafts: _Drafts, width: float) -> Column:
    """What was reckoned, set by Qt."""
    return Column(tuple(_block(draft, width) for draft in drafts))


def _block(draft: _Draft, width: float) -> Block:
    if draft.room == width:
        return set_block(draft.piece, draft.size, width)
    block = set_block(draft.piece, draft.size, draft.room + 1, within=width)
    if block.layout.lineCount() == len(draft.lines):
        return block
    return set_block(draft.piece, draft.size, width)


def _cut(pieces: tuple[Piece, ...], width: float, height: float, notes: list[str]) -> Column:
    """Everything at its smallest, and lines taken off the longest text until the rest fits."""
    kept = [set_block(piece, piece.smallest, width, anywhere=True) for piece in pieces]
    cut: set[int] = set()
    for index, block in enumerate(kept):
        most = block.piece.frame.lines
        if most and block.layout.lineCount() > most:
            kept[index] = set_block(block.piece, block.size, width, lines=most, anywhere=True)
            cut.add(index)
    while (excess := Column(tuple(kept)).height - height) > 0.5:
        index = max(range(len(kept)), key=lambda place: kept[place].layout.lineCount())
        lines = kept[index].layout.lineCount()
        if lines == 1:
            break
        piece = kept[index].piece
        spare = max(1, int(excess * lines / kept[index].height * 0.8))
        shorter = set_block(piece, piece.smallest, width, lines=max(1, lines - spare), anywhere=True)
        if shorter.layout.lineCount() >= lines:
            break  # not even an ellipsis has room in a line
        kept[index] = shorter
        cut.add(index)
    column = Column(tuple(kept))
    cut_short = [_short(pieces[index].text) for index in sorted(cut)]
    notes += [f"“{text}” does not fit even at its smallest size; it ends in “…”." for text in cut_short]
    if column.height > height + 0.5:
        notes.append(f"“{_short(pieces[0].text)}” is larger than its place.")
    return column._replace(notes=tuple(notes))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
