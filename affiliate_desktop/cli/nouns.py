"""The command line's first page: the nouns and what each is for.

Plain text that needs no import, so that ``--help`` answers at once. The commands themselves are in
``commands`` and in one module a noun.
"""

NOUNS = {
    "workspace": "The file that holds everything: back up, restore, check.",
    "account": "Your memberships at networks.",
    "program": "The offers within an account.",
    "campaign": "What you promote, when and where.",
    "placement": "Where your campaigns are seen.",
    "link": "Tagged links.",
    "qr": "QR codes that are proven to scan.",
    "banner": "Banner sets with HTML snippets.",
    "flyer": "Printable flyers with a QR code.",
    "design": "How banners and printed pages look.",
    "label": "Label and card sheets: numbered codes, part-used sheets, printers.",
    "kit": "Everything to share of a campaign, in one folder or ZIP file.",
    "statement": "Earnings statements: identify, import, undo.",
    "earnings": "What you earned, in totals and rows.",
    "payout": "Money received, what it paid, what is still to come.",
    "plan": "Commission plans: what was due.",
    "referral": "Your own record of whom you referred.",
    "request": "What you asked programs, and what they answered.",
    "audit": "What was due beside what was reported.",
    "report": "PDF summaries.",
    "demo": "The whole path on sample data.",
}

_HEAD = """\
Usage: affiliate-desktop [OPTIONS] NOUN VERB [ARGUMENTS]...
       affiliate-desktop [OPTIONS] [FILE]...

  Links, QR flyers, banners and earnings statements of an affiliate, offline in one file.
  Without a noun the window opens; files are imported there.

Options:
  --workspace FILE  The workspace file; made when it does not exist. Without it
                    AFFILIATE_WORKSPACE names the file, else the default one is used.
                    May stand anywhere.
  --json            Print one JSON document. May stand anywhere.
  --version         Show the version.
  -h, --help        Show this page; after a noun or verb, its own.

Nouns:
"""

_TAIL = """
Exit codes: 0 done, 1 failed or not ready, 2 wrong usage or bad input (nothing was written).
"""


def help_page() -> str:
    """What ``--help`` prints."""
    width = max(map(len, NOUNS)) + 2
    return _HEAD + "".join(f"  {noun:<{width}}{what}\n" for noun, what in NOUNS.items()) + _TAIL
