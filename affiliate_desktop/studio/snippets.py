"""HTML that shows banners and carries their tagged link."""

import re
from collections.abc import Sequence
from html import escape

from affiliate_desktop.studio.model import Artwork, BannerSize


def snippet(url: str, file: str, size: BannerSize, alt: str, *, twice: str = "") -> str:
    """HTML to paste into a page: the banner with its tagged link, marked as paid for (``rel="sponsored"``).

    Args:
        url: the tagged link.
        file: of the picture.
        size: in CSS pixels.
        alt: alternative text.
        twice: the picture's file for screens of twice the resolution; empty for none.
    """
    sharper = f'srcset="{escape(twice, quote=True)} 2x" ' if twice else ""
    return (
        f'<a href="{escape(url, quote=True)}" rel="sponsored nofollow noopener" target="_blank">'
        f'<img src="{escape(file, quote=True)}" {sharper}width="{size.width}" height="{size.height}" '
        f'alt="{escape(alt, quote=True)}"></a>'
    )


_ENTITY = r"&(?=#?\w+;)"
"""Where Markdown would take what follows for a character's name."""
_MARKED = re.compile(rf"([\\`*_{{}}\[\]<>#|]|{_ENTITY})")


def markdown(url: str, file: str, alt: str) -> str:
    """Markdown that shows a banner with its tagged link."""
    target = re.sub(_ENTITY, "&amp;", url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C"))
    return f"[![{_plain(alt)}]({file})](<{target}>)"


def markdown_page(title: str, snippets: Sequence[str]) -> str:
    """The Markdown of a whole set."""
    blocks = (f"```\n{each}\n```\n\n{each}\n" for each in snippets)
    return f"# {_plain(title)}\n\n" + "\n".join(blocks)


def _plain(text: str) -> str:
    """A text that Markdown shows as it is."""
    return _MARKED.sub(r"\\\1", " ".join(text.split()))


_PAGE = """<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>
  body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2.5rem auto; max-width: 62rem; padding: 0 1.25rem;
         color: #1c2b2f; background: #f5f7f7; }}
  h1 {{ font-size: 1.5rem; }}
  section {{ background: #fff; border: 1px solid #dde3e4; border-radius: 10px; padding: 1.25rem; margin: 1.25rem 0; }}
  h2 {{ font-size: 1rem; margin: 0 0 .75rem; }}
  h2 small {{ color: #5b6b70; font-weight: normal; }}
  img {{ max-width: 100%; height: auto; display: block; }}
  textarea {{ width: 100%; box-sizing: border-box; margin-top: 1rem; padding: .6rem; border: 1px solid #c9d2d4;
             font: 13px/1.4 ui-monospace, monospace; border-radius: 6px; resize: vertical; }}
</style>
</head>
<body>
<h1 dir="auto">{title}</h1>
<p lang="en">Copy the HTML below a banner into your page and put the picture beside it, or change <code>src</code>
to where it is.</p>
{sections}
</body>
</html>
"""

_SECTION = """<section>
<h2>{file} <small>{width} x {height} px, {kb} kB</small></h2>
{html}
<textarea rows="4" readonly aria-label="HTML of {file}">{source}</textarea>
</section>"""


def snippet_page(title: str, artworks: Sequence[Artwork]) -> str:
    """A page that shows each banner with its HTML to copy."""
    sections = (
        _SECTION.format(
            file=escape(artwork.file.name),
            width=f"{artwork.width or 0:g}",
            height=f"{artwork.height or 0:g}",
            kb=-(-artwork.bytes // 1000),
            html=artwork.snippet,
            source=escape(artwork.snippet),
        )
        for artwork in artworks
        if artwork.snippet
    )
    return _PAGE.format(title=escape(" ".join(title.split())), sections="\n".join(sections))
