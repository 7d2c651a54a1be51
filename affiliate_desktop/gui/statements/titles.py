"""What the fields, events and readings of a statement are called in the window."""

from PySide6.QtCore import QCoreApplication

from affiliate_desktop.ledger.model import Event
from affiliate_desktop.statements.model import Field

translate = QCoreApplication.translate
NEEDED = (Field.DATE, Field.COMMISSION)
FIELDS = (
    Field.DATE,
    Field.COMMISSION,
    Field.DEBIT,
    Field.CENTS,
    Field.SIGN,
    Field.CURRENCY,
    Field.EXTERNAL_ID,
    Field.SALE_AMOUNT,
    Field.STATUS,
    Field.SUB_ID,
    Field.PROGRAM,
    Field.PRODUCT,
    Field.QUANTITY,
    Field.EVENT,
)
"""All fields, in the order in which they are shown."""
RARE = frozenset({Field.QUANTITY, Field.EVENT, Field.DEBIT, Field.CENTS, Field.SIGN})
"""Fields that are shown when they are used or asked for."""
DATE_FORMATS = ("auto", "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d")
ENCODINGS = (
    "utf-8 utf-16 cp1252 iso8859-15 cp1250 iso8859-2 cp1251 koi8-r cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 "
    "mac-roman cp437 cp850 shift_jis euc_jp gb18030 big5 euc_kr"
)
DELIMITERS = (",", ";", "\t", "|", ":", "~", "^", " ")


def field_title(field: Field) -> str:
    """What a field is called."""
    return {
        Field.DATE: translate("Mapping", "Date"),
        Field.EXTERNAL_ID: translate("Mapping", "Transaction id"),
        Field.SALE_AMOUNT: translate("Mapping", "Sale amount"),
        Field.COMMISSION: translate("Mapping", "Commission"),
        Field.CURRENCY: translate("Mapping", "Currency"),
        Field.STATUS: translate("Mapping", "Status"),
        Field.SUB_ID: translate("Mapping", "Click reference"),
        Field.PROGRAM: translate("Mapping", "Program"),
        Field.PRODUCT: translate("Mapping", "Product or text"),
        Field.QUANTITY: translate("Mapping", "Quantity"),
        Field.EVENT: translate("Mapping", "Kind of earning"),
        Field.DEBIT: translate("Mapping", "Taken away (debit)"),
        Field.CENTS: translate("Mapping", "Hundredths"),
        Field.SIGN: translate("Mapping", "Sign (+/-, C/D)"),
    }[field]


def field_hint(field: Field) -> str:
    """What belongs into a field."""
    return {
        Field.DATE: translate("Mapping", "The day of the sale or of the booking."),
        Field.EXTERNAL_ID: translate("Mapping", "A code that is different in every row; later files then update rows."),
        Field.SALE_AMOUNT: translate("Mapping", "What the customer paid."),
        Field.COMMISSION: translate("Mapping", "What you earned; of a bank statement the money that came in."),
        Field.CURRENCY: translate("Mapping", "A code or sign in every row."),
        Field.STATUS: translate("Mapping", "Pending, approved, paid or reversed, in whatever words."),
        Field.SUB_ID: translate("Mapping", "The sub-id or tracking id that ties a row to your link."),
        Field.PROGRAM: translate("Mapping", "The advertiser, shop or payer."),
        Field.PRODUCT: translate("Mapping", "What was sold, or any describing text."),
        Field.QUANTITY: translate("Mapping", "How many pieces."),
        Field.EVENT: translate("Mapping", "Sale, lead, bonus: what the commission is for."),
        Field.DEBIT: translate("Mapping", "A column of its own for money that was taken back."),
        Field.CENTS: translate("Mapping", "A column of its own for cents."),
        Field.SIGN: translate("Mapping", "A column that says whether the row is plus or minus."),
    }[field]


def event_title(event: str) -> str:
    """What a kind of earning is called."""
    return {
        Event.SALE: translate("Mapping", "Sale"),
        Event.SIGNUP: translate("Mapping", "Sign-up or lead"),
        Event.PROJECT: translate("Mapping", "Project"),
        Event.BONUS: translate("Mapping", "Bonus"),
        Event.OTHER: translate("Mapping", "Other"),
    }[Event(event)]


def delimiter_title(delimiter: str) -> str:
    """What separates columns, in words."""
    return {
        ",": translate("Mapping", "comma"),
        ";": translate("Mapping", "semicolon"),
        "\t": translate("Mapping", "tab"),
        "|": translate("Mapping", "stroke |"),
        ":": translate("Mapping", "colon"),
        " ": translate("Mapping", "blank"),
    }.get(delimiter, delimiter)


def date_format_title(pattern: str) -> str:
    """A date pattern in words."""
    if pattern == "auto":
        return translate("Mapping", "Find out")
    parts = {
        "%Y": translate("Mapping", "year"),
        "%m": translate("Mapping", "month"),
        "%d": translate("Mapping", "day"),
    }
    for code, word in parts.items():
        pattern = pattern.replace(code, word)
    return pattern
