"""A kit's start page: what is in it, ready to copy, in a browser and without a connection."""

from collections.abc import Iterable, Sequence
from html import escape
from string import Template

from affiliate_desktop.kits.model import Handed, Kit

_PAGE = Template("""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>$title</title>
<style>
  :root { color-scheme: light dark; --ink: #1c2b2f; --soft: #5b6b70; --paper: #f4f6f6; --card: #fff; --line: #dde3e4;
          --accent: #0f7b6c; }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e8eeef; --soft: #9fb0b4; --paper: #14191b; --card: #1d2427; --line: #313a3d; --accent: #4cc3b0; }
  }
  body { font: 16px/1.55 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 2.5rem 1.25rem 4rem;
         color: var(--ink); background: var(--paper); }
  h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .25rem; }
  .lead { color: var(--soft); margin: 0 0 2rem; }
  section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.25rem 1.5rem;
            margin: 1.25rem 0; }
  h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
  .link { display: grid; grid-template-columns: 1fr auto; gap: 1.25rem; align-items: start; }
  .link img { width: 128px; height: 128px; background: #fff; border-radius: 6px; image-rendering: pixelated; }
  input { width: 100%; box-sizing: border-box; font: 13px/1.4 ui-monospace, monospace; padding: .55rem .7rem;
          border: 1px solid var(--line); border-radius: 7px; color: inherit; background: transparent; }
  ul { margin: .75rem 0 0; padding-left: 1.2rem; }
  a { color: var(--accent); }
  .note { border-left: 4px solid var(--accent); }
</style>
</head>
<body>
<h1 dir="auto">$title</h1>
<p class="lead" lang="en">$lead</p>
$sections
</body>
</html>
""")

_LINK = Template("""<section>
<h2 dir="auto">$name</h2>
<div class="link">
<div>
<input readonly value="$url" aria-label="Address to share of $name" onfocus="this.select()">
$files
</div>
$code
</div>
</section>""")

_NAMED = {
    "qr": "QR code",
    "banners": "Banners with HTML to copy",
    "flyers": "Flyer",
    "texts": "Text to post",
}


def start_page(kit: Kit, title: str, handed: Sequence[Handed], paths: Iterable[str], disclosure: str) -> str:
    """The page as HTML.

    Args:
        kit: what was built.
        title: the campaign's name.
        handed: the links.
        paths: every file of the kit.
        disclosure: the line that says that links earn a commission.
    """
    paths = sorted(paths)
    sections = [_section(link, [path for path in paths if _of(path, link)]) for link in handed]
    if disclosure:
        sections.insert(
            0,
            '<section class="note" lang="en"><h2>Say it openly</h2>'
            "<p>Wherever you share these links, add this line: "
            f'<strong lang="" dir="auto">{escape(disclosure)}</strong></p></section>',
        )
    tables = [path for path in paths if path.startswith("links.")]
    if tables:
        sections.append(f'<section lang="en"><h2>All links in a table</h2>{_list(tables)}</section>')
    lead = f"Made for {kit.holder}. Every link counts for them." if kit.holder else "Everything to share, ready to use."
    return _PAGE.substitute(title=escape(title), lead=escape(lead), sections="\n".join(sections))


def _section(link: Handed, paths: Sequence[str]) -> str:
    shown = [path for path in paths if not path.startswith("banners/") or path.endswith(".html")]
    code = next((path for path in paths if path.startswith("qr/") and path.endswith(".png")), None)
    picture = f'<img src="{escape(code)}" alt="QR code of {escape(link.name)}">' if code else ""
    return _LINK.substitute(name=escape(link.name), url=escape(link.url), files=_list(shown), code=picture)


def _list(paths: Sequence[str]) -> str:
    if not paths:
        return ""
    lines = (f'<li><a href="{escape(path)}">{escape(_title(path))}</a></li>' for path in paths)
    return f'<ul lang="en">{"".join(lines)}</ul>'


def _title(path: str) -> str:
    folder, _, name = path.partition("/")
    shown = name.replace("/", ", ") if folder == "flyers" else name.rpartition("/")[2]
    return f"{_NAMED[folder]} ({shown})" if folder in _NAMED else path


def _of(path: str, link: Handed) -> bool:
    """Whether a file belongs to a link: named after it, or in a folder of banners that is."""
    folder, _, rest = path.partition("/")
    if folder not in _NAMED or not rest:
        return False
    stem = rest.split("/")[-1].rsplit(".", 1)[0]
    return (
        rest.split("/")[0] == link.slug
        if folder == "banners"
        else stem == link.slug or stem.rpartition("-")[0] == link.slug
    )
