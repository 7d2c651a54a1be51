"""What a file seems to be, in words."""

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.gui.format import Formats
from affiliate_desktop.programs.model import Network
from affiliate_desktop.statements.model import Identified, SheetReport

translate = QCoreApplication.translate
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


def container_words(identified: Identified, network: Network | None, formats: Formats) -> str:
    """One sentence: whose statement it is and how it was read."""
    if network is not None:
        whose = translate("Recognition", "A statement of {network}").format(network=network.name)
    elif identified.profile:
        whose = translate("Recognition", "Read with your saved columns “{name}”").format(name=identified.profile)
    elif identified.payments:
        whose = translate("Recognition", "A list of payments, which belongs on the Payouts page")
    else:
        whose = translate("Recognition", "A table of no known format")
    if identified.container in {"xlsx", "xls", "ods"}:
        how = translate("Recognition", "a workbook")
    elif identified.container == "json":
        how = translate("Recognition", "an answer of its interface (JSON)")
    else:
        sign = _DELIMITERS.get(identified.delimiter, identified.delimiter)
        how = translate("Recognition", "{sign}-separated text, {encoding}").format(
            sign=sign, encoding=identified.encoding
        )
    return f"{whose}: {how}, {formats.size(identified.size)}."


def sheet_words(sheet: SheetReport, formats: Formats) -> str:
    """One line for a sheet: what it is, how many rows, and why it counts or not."""
    name = sheet.sheet or sheet.format
    rows = formats.counted(sheet.rows, translate("Recognition", "{n} row"), translate("Recognition", "{n} rows"))
    if sheet.visits:
        return translate("Recognition", "{name}: {rows} of visits, no money").format(name=name, rows=rows)
    if sheet.counted:
        return translate("Recognition", "{name}: {rows}").format(name=name, rows=rows)
    why = sheet.why or translate("Recognition", "no earnings in it")
    return translate("Recognition", "{name}: {rows}, not counted ({why})").format(
        name=name, rows=rows, why=why.rstrip(".")
    )
