"""Formats at the edge, and the last doors for errors."""

import logging
import sys
import threading
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from pytestqt.qtbot import QtBot

from affiliate_desktop.core.logs import install_log, remove_log
from affiliate_desktop.core.money import to_micro
from affiliate_desktop.gui.faults import Faults
from affiliate_desktop.gui.format import Formats


@pytest.mark.parametrize(
    ("amount", "currency", "locale", "text"),
    [
        ("1234.5", "USD", "en_US", "$1,234.50"),
        ("0.0345", "EUR", "en_US", "€0.0345"),
        ("-12", "USD", "en_US", "-$12.00"),
        ("1500", "JPY", "en_US", "¥1,500"),
        ("1.2345", "KWD", "en_US", "KWD1.2345"),
        ("1234.5", "EUR", "de_DE", "1.234,50 €"),
        ("0", "USD", "en_US", "$0.00"),
        ("1234.5", "XXX", "en_US", "1,234.50"),
    ],
)
def test_money_keeps_every_digit(amount: str, currency: str, locale: str, text: str) -> None:
    from decimal import Decimal

    shown = Formats(locale).money(to_micro(Decimal(amount)), currency)
    assert shown.replace("\xa0", " ") == text


def test_an_amount_without_sign_has_the_currencys_digits() -> None:
    formats = Formats("en_US")
    assert formats.amount(1_234_500_000, "USD") == "1,234.50"
    assert formats.amount(34_500, "EUR") == "0.0345"
    assert formats.amount(1_500_000_000, "JPY") == "1,500"


def test_days_months_and_counts_are_read_by_people() -> None:
    formats = Formats("en_US")
    assert formats.day(date(2026, 3, 5)) == "Mar 5, 2026"
    assert formats.day(None) == "—"
    assert formats.month("2026-03") == "Mar 2026"
    assert formats.number(1234567) == "1,234,567"
    assert formats.counted(1, "{n} link", "{n} links") == "1 link"
    assert formats.counted(1200, "{n} link", "{n} links") == "1,200 links"
    assert formats.instant("") == "—"
    assert "2026" in formats.instant("2026-03-05T10:00:00+00:00")
    assert formats.size(1500).startswith("1.5")


def test_the_c_locale_is_read_as_english() -> None:
    assert Formats("C").locale == "en_US"


class _Source(QObject):
    fired = Signal()

    def fail(self) -> None:
        raise LookupError("in a slot")


@pytest.fixture
def faults(qapp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """The hooks, with the log in a folder of the test's own; everything is put back."""
    from PySide6.QtCore import qInstallMessageHandler

    remove_log()
    install_log(tmp_path / "log")
    before = (sys.excepthook, threading.excepthook)
    faults = Faults()
    faults.install()
    yield faults
    sys.excepthook, threading.excepthook = before
    qInstallMessageHandler(None)
    remove_log()


@pytest.mark.qt_no_exception_capture
def test_errors_in_slots_timers_and_threads_are_told_and_logged(faults: Faults, qtbot: QtBot, tmp_path: Path) -> None:
    told: list[BaseException] = []
    faults.told.connect(told.append)
    source = _Source()
    source.fired.connect(source.fail)
    source.fired.emit()
    qtbot.waitUntil(lambda: len(told) == 1)
    QTimer.singleShot(0, source.fail)
    qtbot.waitUntil(lambda: len(told) == 2)
    thread = threading.Thread(target=source.fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(told) == 3)
    assert all(isinstance(error, LookupError) for error in told)
    log = (tmp_path / "log" / "log.txt").read_text()
    assert log.count("LookupError") == 3
    assert "in a slot" not in log


@pytest.mark.no_qt_log
def test_qts_own_warnings_go_to_the_log(faults: Faults, tmp_path: Path) -> None:
    from PySide6.QtCore import qWarning

    qWarning("something odd")
    for handler in logging.getLogger("affiliate_desktop").handlers:
        handler.flush()
    assert "something odd" in (tmp_path / "log" / "log.txt").read_text()
