"""Right-to-left text for a writer that only knows left to right.

The PDF library places glyphs one after the other, from the left, and joins no letters. So Arabic letters are
replaced by their joined forms (Unicode's Arabic presentation forms, taken from the character database), and
runs of right-to-left letters are laid out from the right; numbers inside them keep their order. That is
enough for names in a table; it is not the whole bidirectional algorithm.
"""

import re
import unicodedata
from functools import cache

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHT_TO_LEFT = re.compile(f"[{_LETTERS}]+(?:[^A-Za-z\u00c0-\u058f{_LETTERS}]*[{_LETTERS}]+)*")
_UNITS = re.compile(r"\d+(?:[.,:/]\d+)*|.[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]*", re.DOTALL)
_FORMS = range(0xFE70, 0xFEFD)
_LAM = "\u0644"


def visual(text: str) -> str:
    """The characters of one line in the order in which they stand on paper, from the left."""
    if not _RIGHT_TO_LEFT.search(text):
        return text
    return _RIGHT_TO_LEFT.sub(_turned, _joined(text))


def plain_form(character: str) -> str:
    """The letter that a joined form stands for; the character itself where it is none."""
    if ord(character) not in _FORMS:
        return character
    return "".join(chr(int(code, 16)) for code in unicodedata.decomposition(character).split()[1:]) or character


def _turned(run: re.Match[str]) -> str:
    units = reversed(_UNITS.findall(run.group()))
    return "".join(_mirrored(unit) for unit in units)


def _mirrored(unit: str) -> str:
    return {"(": ")", ")": "(", "[": "]", "]": "[", "«": "»", "»": "«"}.get(unit, unit)


@cache
def _shapes() -> dict[tuple[str, str], str]:
    """(form name, letters) -> presentation form; the letters are one, or lam and alef."""
    shapes = {}
    for code in _FORMS:
        form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if form and "0020" not in letters and "0640" not in letters:
            shapes[form.strip("<>"), "".join(chr(int(letter, 16)) for letter in letters)] = chr(code)
    return shapes


def _joined(text: str) -> str:
    """The text with each Arabic letter in the form that its neighbors ask for."""
    shapes = _shapes()
    letters = _with_ligatures(text)
    joined = []
    for place, letter in enumerate(letters):
        before = _neighbor(letters, place, -1)
        after = _neighbor(letters, place, 1)
        from_before = ("initial", before) in shapes and ("final", letter) in shapes
        to_after = ("initial", letter) in shapes and ("final", after) in shapes
        form = {(True, True): "medial", (True, False): "final", (False, True): "initial"}.get(
            (from_before, to_after), "isolated"
        )
        joined.append(shapes.get((form, letter), letter))
    return "".join(joined)


def _with_ligatures(text: str) -> list[str]:
    """The characters, but lam and alef as one."""
    shapes = _shapes()
    letters: list[str] = []
    for character in text:
        if letters and letters[-1] == _LAM and ("isolated", _LAM + character) in shapes:
            letters[-1] += character
        else:
            letters.append(character)
    return letters


def _neighbor(letters: list[str], place: int, step: int) -> str:
    """The next letter that is no combining mark."""
    place += step
    while 0 <= place < len(letters) and unicodedata.combining(letters[place][0]):
        place += step
    return letters[place] if 0 <= place < len(letters) else ""
