"""A table of referrals, as a file: one row a sign-up, a project or a sale.

Columns are found by their heads: ``name`` is needed; ``date``, ``event``, ``amount``, ``currency``, ``status``,
``link``, ``campaign``, ``placement``, ``via``, ``row`` (the row's id at the network) and ``notes`` may be there. The
events table of ``plan evaluate`` (``id, time, event, referral, amount, currency, status``) is read as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from affiliate_desktop.audit.model import RejectedReferral
from affiliate_desktop.core.money import currency_code
from affiliate_desktop.core.names import clean_line, clean_name, clean_notes
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.programs.plan import PlanEvent
from affiliate_desktop.statements.amounts import AmountColumn, AmountReader
from affiliate_desktop.statements.dates import DateColumn, DateReader
from affiliate_desktop.statements.model import Cell
from affiliate_desktop.statements.source import open_source

MOST_ROWS = 50_000
_HEADS = {
    "name": ("name", "referral", "alias", "user", "client", "referred"),
    "date": ("date", "time", "day", "signed up", "sign-up", "signed_up", "when"),
    "event": ("event", "kind", "type", "what"),
    "amount": ("amount", "value", "project amount", "sale amount"),
    "currency": ("currency",),
    "status": ("status", "state"),
    "link": ("link", "click reference"),
    "campaign": ("campaign", "campaign name"),
    "placement": ("placement", "placement name"),
    "via": ("via", "source", "came by", "workshop", "channel"),
    "row": ("row", "row id", "transaction", "transaction id", "statement row"),
    "notes": ("notes", "note", "comment"),
}
_EVENTS = {
    "signup": PlanEvent.SIGNUP,
    "sign-up": PlanEvent.SIGNUP,
    "sign up": PlanEvent.SIGNUP,
    "registration": PlanEvent.SIGNUP,
    "project": PlanEvent.PROJECT,
    "sale": PlanEvent.SALE,
    "order": PlanEvent.SALE,
}
_STATES: dict[str, bool | None] = {
    "": None,
    "valid": True,
    "active": True,
    "yes": True,
    "reversed": False,
    "rejected": False,
    "canceled": False,
    "cancelled": False,
    "no": False,
}


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One row of the file, read.

    Attributes:
        time: a day or an instant with its offset; empty where the row has none.
        valid: None where the row does not say.
        campaign, placement: how they came, by name; via: in words of the user's own.
        external_id: the statement row's id at the network, or empty.
    """

    line: int
    name: str
    event: PlanEvent
    time: str
    amount_micro: int
    currency: str
    valid: bool | None
    link: str
    campaign: str
    placement: str
    via: str
    external_id: str
    notes: str


def read_referrals(path: Path, progress: Progress) -> tuple[list[ReferralRow], list[RejectedReferral]]:
    """The rows of a text file or of a workbook's first sheet, and those that can't be used.

    Raises:
        BadInput: when the file can't be read, has no column of names, or more rows than are taken at once.
    """
    lines: list[int] = []
    rows: list[list[Cell]] = []
    rejected: list[RejectedReferral] = []
    with open_source(path, progress) as source:
        for chunk in source.tables[0].chunks():
            progress.check()
            filled = [(line, row) for line, row in zip(chunk.lines, chunk.rows, strict=True) if any(map(_text, row))]
            lines += [line for line, _ in filled]
            rows += [row for _, row in filled]
            rejected += [RejectedReferral(bad.line, str(bad.problem)) for bad in chunk.bad]
            if len(rows) > MOST_ROWS:
                raise BadInput("too_many_rows", "The file has more than {most} rows. Split it.", most=MOST_ROWS)
    columns = _columns(rows[0] if rows else [])
    good: list[ReferralRow] = []
    for found in _read(lines[1:], rows[1:], columns):
        if isinstance(found, ReferralRow):
            good.append(found)
        else:
            rejected.append(found)
    return good, sorted(rejected, key=lambda each: each.line)


def _columns(heads: Sequence[Cell]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, head in enumerate(heads):
        word = " ".join(_text(head).replace("_", " ").casefold().split())
        for name, words in _HEADS.items():
            if word in words and name not in places:
                places[name] = place
    if "name" not in places:
        raise BadInput(
            "referrals_columns",
            "The file has no column of names. The first row names the columns: name, date, event, amount, currency, "
            "status, link, campaign, placement, via, row, notes.",
        )
    return places


def _read(
    lines: Sequence[int], rows: Sequence[list[Cell]], columns: Mapping[str, int]
) -> Iterator[ReferralRow | RejectedReferral]:
    def cells(name: str) -> list[Cell]:
        place = columns.get(name)
        return [None if place is None or place >= len(row) else row[place] for row in rows]

    dates, amounts = DateColumn(), AmountColumn()
    dates.see([cell for cell in cells("date") if _text(cell)])
    amounts.see([cell for cell in cells("amount") if _text(cell)])
    of_date, of_amount = dates.reader(), amounts.reader(empty=0)
    table = {name: cells(name) for name in _HEADS}
    for at, line in enumerate(lines):
        try:
            yield _row(line, {name: column[at] for name, column in table.items()}, of_date, of_amount)
        except BadInput as problem:
            yield RejectedReferral(line, str(problem))


def _row(line: int, cells: Mapping[str, Cell], dates: DateReader, amounts: AmountReader) -> ReferralRow:
    said = {name: _text(cell) for name, cell in cells.items()}
    amount, mark = amounts.read(cells["amount"]) if said["amount"] else (0, "")
    if amount < 0:
        raise BadInput("amount_negative", "The amount is negative.")
    currency = said["currency"] or mark
    return ReferralRow(
        line=line,
        name=clean_name(said["name"]),
        event=_event(said["event"], has_amount=bool(said["amount"])),
        time=_time(cells["date"], dates),
        amount_micro=amount,
        currency=currency_code(currency) if currency else "",
        valid=_state(said["status"]),
        link=said["link"],
        campaign=said["campaign"],
        placement=said["placement"],
        via=clean_line(said["via"], "via"),
        external_id=clean_line(said["row"], "row", longest=255),
        notes=clean_notes(said["notes"]),
    )


def _event(word: str, *, has_amount: bool) -> PlanEvent:
    if not word:
        return PlanEvent.PROJECT if has_amount else PlanEvent.SIGNUP
    if word.casefold() not in _EVENTS:
        raise BadInput("event_unknown", "“{text}” is no event; write signup, project or sale.", text=word[:40])
    return _EVENTS[word.casefold()]


def _state(word: str) -> bool | None:
    if word.casefold() not in _STATES:
        raise BadInput("status_unknown", "“{text}” is no status; write valid or reversed.", text=word[:40])
    return _STATES[word.casefold()]


def _time(cell: Cell, dates: DateReader) -> str:
    if not _text(cell):
        return ""
    day, moment = dates.read(cell)
    return moment if moment and (moment.endswith("Z") or "+" in moment[10:] or "-" in moment[10:]) else day


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()
