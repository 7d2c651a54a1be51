"""Taking the payments of a file as payouts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from affiliate_desktop.core.changes import NOTHING, Done
from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.ledger.payout import Payout
from affiliate_desktop.ledger.payouts import NONE_SAME, Payouts, Receipt
from affiliate_desktop.ledger.twins import twins
from affiliate_desktop.programs.service import Programs
from affiliate_desktop.statements.model import NO_CHOICES, Choices
from affiliate_desktop.statements.payments import PaymentFile, PaymentFiles
from affiliate_desktop.statements.receiving import Skipped, payers_accounts, received

MAX_PAYMENTS = 20_000


@dataclass(frozen=True, slots=True)
class Arrived:
    """What a file of payments holds.

    Attributes:
        payouts: money received, each with the account that it seems to be from; those that are known already too.
        known: keys of those, with the ids of the payouts that they are.
        skipped: payments that are no money received.
        entered: payouts that were entered by hand, which some of them may be.
    """

    path: Path
    file: PaymentFile
    payouts: tuple[Payout, ...]
    known: Mapping[str, int]
    skipped: tuple[Skipped, ...]
    entered: tuple[Payout, ...] = ()

    @property
    def fresh(self) -> tuple[Payout, ...]:
        """Those that are not recorded yet."""
        return tuple(each for each in self.payouts if each.evidence.key not in self.known)

    def twins(self, payouts: Iterable[Payout]) -> dict[str, Payout]:
        """By key of evidence, the payout entered by hand that a payment of this file, to be recorded so, may be."""
        return twins(payouts, self.entered)


class Receipts:
    """Use cases on files of payments.

    Args:
        files: reads them.
        payouts: where they go.
        programs: whose they may be.
    """

    def __init__(self, files: PaymentFiles, payouts: Payouts, programs: Programs) -> None:
        self._files = files
        self._payouts = payouts
        self._programs = programs

    def look(
        self,
        path: Path,
        *,
        account_id: int | None = None,
        payer: str = "",
        currency: str | None = None,
        choices: Choices = NO_CHOICES,
        progress: Progress | None = None,
    ) -> Arrived:
        """What a file holds; nothing is written.

        Args:
            path: the file.
            account_id: whose all its payments are; else it is found by the names of the payers.
            payer: only payments of payers in whose names this stands.
            currency: of rows that name none.
            choices: what the user decided where the file leaves it open, such as whether the day comes first.
            progress: told at each chunk; may cancel.

        Raises:
            BadInput: when it can't be read or has no known format of payments.
        """
        file = self._files.read(path, currency=currency, choices=choices, progress=progress)
        if len(file.payments) > MAX_PAYMENTS:
            raise BadInput(
                "too_many_payments", "“{file}” holds more than {most} payments.", file=file.file, most=MAX_PAYMENTS
            )
        whose = self._whose(file) if account_id is None else dict.fromkeys(_payers(file), account_id)
        payouts, skipped = received(file, whose, payer)
        known = self._payouts.known([each.evidence.key for each in payouts])
        back = self._payouts.known([each.takes_back for each in skipped if each.takes_back])
        skipped = [replace(each, payout_id=back.get(each.takes_back)) for each in skipped]
        return Arrived(path, file, tuple(payouts), known, tuple(skipped), self._payouts.entered())

    def take(
        self, arrived: Arrived, payouts: Sequence[Payout] | None = None, same: Mapping[str, int] = NONE_SAME
    ) -> Done[Receipt]:
        """Records payments of a file, each once; the file is kept as evidence.

        Args:
            arrived: the file as it was looked at.
            payouts: those of its payments to record, perhaps with another account; all that are new if not given.
            same: by key of evidence, the id of the payout that was entered by hand for this payment; it is completed
                in place of recording another.

        Raises:
            BadInput: when the file has changed since it was looked at.
            NotFound, Failed: when a payout can't be completed.
        """
        chosen = arrived.fresh if payouts is None else payouts
        if not chosen:
            return Done(Receipt((), len(arrived.payouts)), NOTHING)
        content = arrived.path.read_bytes()
        if len(content) != arrived.file.size:
            raise BadInput("file_changed", "“{file}” has changed meanwhile; open it again.", file=arrived.file.file)
        done = self._payouts.receive(chosen, arrived.file.file, content, "application/octet-stream", same)
        known = len(arrived.known)
        return Done(replace(done.value, known=max(done.value.known, known)), done.changes)

    def _whose(self, file: PaymentFile) -> dict[str, int | None]:
        accounts = self._programs.accounts()
        catalog = self._programs.network_catalog
        names = {account.network: catalog.name_of(account.network) for account in accounts}
        before = {
            view.payout.payer: view.payout.account_id
            for view in reversed(self._payouts.list())
            if view.payout.payer and view.payout.account_id is not None
        }
        return payers_accounts(file.payments, file.network, accounts, names, before)


def _payers(file: PaymentFile) -> set[str]:
    return {payment.counterparty for payment in file.payments}
