"""Finished artwork as an answer: the files, and what a reader said of their codes."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from affiliate_desktop.cli.session import Session
from affiliate_desktop.cli.table import table

if TYPE_CHECKING:
    from affiliate_desktop.studio.model import Artwork, Code
    from affiliate_desktop.studio.shorter import Advice


def answer_artworks(
    session: Session, make: "Callable[[], Sequence[Artwork]]", *, advice: "Sequence[Advice]" = (), written: bool = True
) -> None:
    """Makes artwork and answers with it; a code that would not scan is answered too, and ends the call with 1.

    Args:
        session: the call.
        make: does the work.
        advice: what would make the code coarser.
        written: whether files come of it.
    """
    from affiliate_desktop.studio.model import NotReady

    try:
        made = make()
    except NotReady as refused:
        session.answer(
            {**document(refused.artworks, written=False), **advised(advice)}, as_text(refused.artworks, advice)
        )
        session.exit_code = session.fail(refused.code, str(refused), refused.exit_code)
        return
    session.answer({**document(made, written=written), **advised(advice)}, as_text(made, advice))


def advised(advice: "Sequence[Advice]") -> dict[str, Any]:
    """``{"advice": [...]}``; nothing where there is none."""
    fields = ("kind", "words", "version", "modules", "text", "level", "safe")
    return {"advice": [{name: getattr(each, name) for name in fields} for each in advice]} if advice else {}


def document(artworks: "Sequence[Artwork]", *, written: bool) -> dict[str, Any]:
    """``{"files": [...]}``."""
    return {"files": [_file(artwork, written=written) for artwork in artworks]}


def _file(artwork: "Artwork", *, written: bool) -> dict[str, Any]:
    return {
        "file": str(artwork.file),
        "width": artwork.width,
        "height": artwork.height,
        "bytes": artwork.bytes,
        "written": written,
        "codes": [_code(code) for code in artwork.codes],
        "notes": list(artwork.notes),
        "snippet": artwork.snippet or None,
    }


def _code(code: "Code") -> dict[str, Any]:
    return {
        "text": code.text,
        "decoded": code.decoded,
        "verdict": code.verdict.value,
        "reasons": list(code.reasons),
        "module_mm": code.module_mm,
        "contrast": code.contrast,
        "quiet_modules": code.quiet_modules,
        "version": code.version,
        "dots": code.dots,
        "logo_share": code.logo_share,
        "reach_mm": code.reach_mm,
        "expected": code.expected,
    }


def as_text(artworks: "Sequence[Artwork]", advice: "Sequence[Advice]" = ()) -> str:
    """A table of the files, and below it what a person should know of them."""
    rows = [(artwork.file, _size(artwork), f"{artwork.bytes:,}", _verdict(artwork)) for artwork in artworks]
    lines = [table(("File", "Size", "Bytes", "Code"), rows, right=(2,))]
    for artwork in artworks:
        reasons = [reason for code in artwork.codes for reason in code.reasons]
        lines += [f"{artwork.file.name}: {words}" for words in dict.fromkeys((*reasons, *artwork.notes))]
    if advice:
        lines.append(f"For larger modules: {' '.join(each.words for each in advice)}")
    return "\n".join(lines)


def _size(artwork: "Artwork") -> str:
    return "" if artwork.width is None or artwork.height is None else f"{artwork.width:g} x {artwork.height:g}"


def _verdict(artwork: "Artwork") -> str:
    return artwork.verdict.value if artwork.codes else ""
