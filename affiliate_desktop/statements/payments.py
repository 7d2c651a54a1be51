"""Files of payers and networks that say which money came in: PayPal, Payoneer, Stripe, payment lists of networks.

They are recognized and read as statements are (same limits, same rules for dates and amounts), by formats with
``kind = "payment"``. Nothing is written; the front end hands the payments to the ledger::

    found = app.payment_files.read(path)
    for payment in found.payments:
        if payment.movement == "received" and payment.amount_micro > 0 and payment.status == "paid": ...
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from affiliate_desktop.core.money import currency_code
from affiliate_desktop.core.names import without_unseen
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.ledger.model import Batch
from affiliate_desktop.programs.catalog import NetworkCatalog
from affiliate_desktop.statements.conversion import Converter
from affiliate_desktop.statements.formats import PAYMENT, StatementFormat
from affiliate_desktop.statements.known import KnownFormats
from affiliate_desktop.statements.model import DECIDED, NO_CHOICES, Choices, RejectedRow
from affiliate_desktop.statements.movements import Movement
from affiliate_desktop.statements.recognition import Sheet, currency_for, sheets_of
from affiliate_desktop.statements.source import open_source


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came in or went out, as one row of a file has it.

    Attributes:
        day: ``YYYY-MM-DD`` as the file has it. time: ISO 8601 where the file has a time of day.
        amount_micro: what the payer sent, before the fee; below zero where money went out.
        fee_micro: what was kept of it on the way; below zero where a fee was given back.
        counterparty: who paid, or was paid; may be empty; like ``description`` without what can't be seen.
        reference: the payment's id in the file, or None.
        movement: what it is, such as ``received`` or ``refund``; see ``movements``.
        related: the reference of the payment that it belongs to, as a refund does; may be empty.
        status: ``paid``, ``pending`` or ``reversed`` (failed, denied, cancelled); ``status_raw`` is the file's word.
    """

    sheet: str
    line: int
    day: str
    time: str | None
    amount_micro: int
    fee_micro: int
    currency: str
    counterparty: str
    reference: str | None
    status: str
    status_raw: str
    description: str
    movement: str = Movement.RECEIVED
    related: str = ""

    @property
    def net_micro(self) -> int:
        """What arrived."""
        return self.amount_micro - self.fee_micro


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """A file of payments.

    Attributes:
        format: such as ``paypal/activity``; ``network`` is its first part, ``name`` how people call the report.
        payments: in the order of the file; rows that move no money, such as authorizations, are left out.
        rejected: rows that could not be read.
    """

    file: str
    sha256: str
    size: int
    format: str
    network: str
    name: str
    payments: tuple[Payment, ...]
    rejected: tuple[RejectedRow, ...]


class PaymentFiles:
    """Reads files of payments.

    Args:
        catalog: the networks and payers, with their formats.
    """

    def __init__(self, catalog: NetworkCatalog) -> None:
        self._known = KnownFormats(catalog)

    def recognized(self, path: Path) -> str | None:
        """The format of payments that a file has, or None; nothing but its first rows is looked at.

        Raises:
            BadInput: when it can't be opened.
        """
        with open_source(path, glance=True) as source:
            sheets = sheets_of(source, self._known.payments(), ())
        return next((sheet.layout.format for sheet in sheets if sheet.known), None)

    def read(
        self,
        path: Path,
        *,
        currency: str | None = None,
        choices: Choices = NO_CHOICES,
        progress: Progress | None = None,
    ) -> PaymentFile:
        """The payments in a file.

        Args:
            path: the file.
            currency: of rows that name none.
            choices: what the user decided where the file leaves it open.
            progress: told at each chunk; may cancel.

        Raises:
            BadInput: when it can't be read, has no known format of payments, or needs a currency.
            NotFound: when there is no such format.
            Cancelled: when the user stopped it.
        """
        progress = progress or Progress()
        said = {name: value for name in DECIDED if (value := getattr(choices, name))}
        formats = [self._payment(choices.form)] if choices.form else self._known.payments()
        with open_source(path, progress) as source:
            sheets = [sheet for sheet in sheets_of(source, formats, ()) if sheet.known]
            if not sheets:
                raise _no_payments(source.name)
            found = {each.title: each for each in formats}
            payments: list[Payment] = []
            rejected: list[RejectedRow] = []
            for sheet in sheets:
                read = replace(sheet, layout=replace(sheet.layout, **said))
                code = currency_for(read, currency_code(currency) if currency else None, None)
                for batch, bad in _batches(read, code, progress):
                    payments += _payments(sheet.table.name, batch, found[sheet.layout.format]) if batch else []
                    rejected += bad
            first = found[sheets[0].layout.format]
            return PaymentFile(
                file=source.name,
                sha256=source.sha256,
                size=source.size,
                format=first.title,
                network=first.network,
                name=first.name,
                payments=tuple(payments),
                rejected=tuple(rejected),
            )

    def _payment(self, form: str) -> StatementFormat:
        found = self._known.get(form)
        if found.kind != PAYMENT:
            raise BadInput("no_payment_format", "“{format}” is no format of payments.", format=found.title)
        return found


def _batches(
    sheet: Sheet, currency: str | None, progress: Progress
) -> Iterator[tuple[Batch | None, Sequence[RejectedRow]]]:
    for converted in Converter(sheet.table, sheet.layout, currency).converted(progress, 0, sheet.table.size()):
        yield converted.batch, converted.rejected


def _payments(sheet: str, batch: Batch, form: StatementFormat) -> Iterator[Payment]:
    sign, kept = (-1 if form.outgoing else 1), (-1 if form.fee_below_zero else 1)
    for index, line in enumerate(batch.lines):
        yield Payment(
            sheet=sheet,
            line=line,
            day=batch.days[index],
            time=batch.times[index],
            amount_micro=sign * batch.commissions[index],
            fee_micro=kept * batch.sales[index],
            currency=batch.currencies[index],
            counterparty=without_unseen(batch.programs[index]),
            reference=batch.external_ids[index],
            status=batch.statuses[index],
            status_raw=batch.statuses_raw[index],
            description=without_unseen(batch.products[index]),
            movement=batch.events[index],
            related=batch.sub_ids[index],
        )


def _no_payments(name: str) -> BadInput:
    return BadInput(
        "no_payments",
        "“{file}” is no known list of payments. Known are the activity downloads of PayPal, Payoneer and Stripe and "
        "lists of payments of some networks; enter other payments by hand.",
        file=name,
    )
