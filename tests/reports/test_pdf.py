"""A summary's PDF: the right figures, any name, any length, the same bytes each time."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest

from affiliate_desktop.core.clock import FixedClock
from affiliate_desktop.core.periods import Period
from affiliate_desktop.core.problems import Cancelled
from affiliate_desktop.core.progress import Progress
from affiliate_desktop.ledger.model import Grouping, Status
from affiliate_desktop.reports.measures import breakdown, key_figures
from affiliate_desktop.reports.pdf import SummaryDocument
from affiliate_desktop.reports.words import amount, month
from tests.reports.making import Fact, summary_of, year_of_facts

Printer = Callable[..., list[str]]
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def named(name: str, number: int = 0) -> Fact:
    return ("USD", "2026-03", name, f"No. {number}", Status.APPROVED, 1_000_000, 1_000_000 + number)


def test_every_figure_of_every_table_is_on_paper(printed: Printer) -> None:
    summary = summary_of(year_of_facts() + year_of_facts("JPY", programs=2), period=YEAR)
    lines = {line for page in printed(summary) for line in page.split("\n")}
    for currency in ("USD", "JPY"):
        for totals, grouping in (
            (summary.by_month, Grouping.MONTH),
            (summary.by_program_status, Grouping.PROGRAM),
            (summary.by_campaign_status, Grouping.CAMPAIGN),
        ):
            for figures in breakdown(totals, currency, grouping):
                name = month(figures.name or "") if grouping == Grouping.MONTH else figures.name or "No campaign"
                values = [amount(figures.total.sale_micro, currency)]
                values += [amount(figures.of(s).commission_micro, currency) for s in (Status.PAID, Status.APPROVED)]
                values += [amount(figures.of(Status.PENDING).commission_micro, currency)]
                values += [amount(figures.total.commission_micro, currency)]
                values += [amount(figures.of(Status.REVERSED).commission_micro, currency)]
                assert " ".join([name, f"{figures.total.count:,}", *values]) in lines
        for status in Status:
            figure = key_figures(summary.by_status, currency).of(status)
            sale, commission = amount(figure.sale_micro, currency), amount(figure.commission_micro, currency)
            assert f"{status.value.capitalize()} {figure.count:,} {sale} {commission}" in lines


def test_a_total_leaves_out_what_was_reversed(printed: Printer) -> None:
    facts = [named("A"), ("USD", "2026-03", "A", None, Status.REVERSED, 7_000_000, 5_000_000)]
    text = printed(summary_of(facts))[0]
    assert "Total commission, USD\n1.00\n" in text
    assert "\nTotal 1 1.00 1.00\nReversed 1 7.00 5.00\n" in text


def test_currencies_have_pages_of_their_own_and_are_never_added_up(printed: Printer) -> None:
    facts = year_of_facts() + year_of_facts("EUR", programs=1) + year_of_facts("JPY", programs=1)
    pages = printed(summary_of(facts))
    sections = [line for page in pages for line in page.split("\n") if line.endswith(("(USD)", "(EUR)", "(JPY)"))]
    assert sections == ["Japanese Yen (JPY)", "US Dollar (USD)", "Euro (EUR)"] or sorted(sections) == [
        "Euro (EUR)",
        "Japanese Yen (JPY)",
        "US Dollar (USD)",
    ]


@pytest.mark.parametrize(("paper", "size"), [("A4", (595.28, 841.89)), ("Letter", (612, 792))])
def test_pages_have_the_papers_size_and_say_which_of_how_many_they_are(
    printed: Printer, file: Path, paper: str, size: tuple[float, float]
) -> None:
    pages = printed(summary_of(year_of_facts(programs=40, campaigns=2)), paper)
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in text
        assert "Made on 15 June 2026" in text
    assert pypdfium2.PdfDocument(file)[0].get_size() == pytest.approx(size, abs=0.01)


def test_an_empty_period_says_so(printed: Printer) -> None:
    (text,) = printed(summary_of([], files=[], period=Period(date(2026, 6, 1), date(2026, 6, 30))))
    assert "No earnings in this period" in text
    assert "June 2026" in text


def test_files_are_listed_with_their_whole_sha256(printed: Printer) -> None:
    summary = summary_of(year_of_facts(), files=["Fee-Earnings.xlsx", "weekly.csv"])
    text = "\n".join(printed(summary))
    for statement in summary.statements:
        assert f"{statement.file} {statement.account} 2026-01-02 to 2026-05-31 120" in text
        assert f"SHA-256 {statement.sha256}" in text


@pytest.mark.parametrize(
    "name",
    ["AT&T R&D", "<b>X", '<img src="/etc/passwd">', "&amp; &lt;", "Żółć", "日本語", "中文名称", "한국어", "עברית"],
)
def test_names_come_out_as_they_are(printed: Printer, name: str) -> None:
    text = "\n".join(printed(summary_of([named(name)], files=[name]), name=name))
    assert text.count(name) >= 3


def test_arabic_letters_are_joined_and_read_from_the_right(printed: Printer) -> None:
    text = "\n".join(printed(summary_of([named("العربية")])))
    assert "العربية" in text
    assert "\ufffd" not in text


def test_an_emoji_is_printed_or_named(printed: Printer, file: Path, clock: FixedClock) -> None:
    document = SummaryDocument(summary_of([named("Go \U0001f680\U0001f600")]), "A4", clock, "", Progress())
    document.write(file)
    text = "\n".join(printed(summary_of([named("Go \U0001f680\U0001f600")])))
    for emoji in "\U0001f680\U0001f600":
        assert emoji in text or f"U+{ord(emoji):04X}" in "".join(document.notes)


def test_a_character_without_a_glyph_is_explained(printed: Printer) -> None:
    text = "\n".join(printed(summary_of([named("rare \U00012000")])))  # a cuneiform sign
    assert "\U00012000" in text or ("rare \ufffd" in text and "U+12000" in text)


def test_control_and_direction_characters_are_gone(printed: Printer) -> None:
    text = "\n".join(printed(summary_of([named("in\u202evoice\x00\n\tpaid\u2066 ")])))
    assert "invoice paid 1" in text


def test_a_word_without_an_end_is_cut_with_an_ellipsis(printed: Printer, file: Path) -> None:
    printed(summary_of([named("w" * 200_000)], files=["v" * 200_000]), name="u" * 200_000)
    assert "www…" in "\n".join(printed(summary_of([named("w" * 200_000)])))
    assert file.stat().st_size < 200_000


def test_no_figure_is_cut_however_long(printed: Printer) -> None:
    fact = ("USD", "2026-03", "Amazon", "Spring", Status.APPROVED, 99_999_999_999_000_000, 12_345_678_901_123_456)
    text = printed(summary_of([fact]))[0]
    assert text.count("12,345,678,901.123456") == 4 + 2 * 3
    assert "…" not in text


def test_a_table_of_ten_thousand_rows_repeats_its_head_on_each_page(printed: Printer) -> None:
    facts = [named(f"Program {number:05d}", number) for number in range(10_000)]
    pages = printed(summary_of([(*fact[:3], None, *fact[4:]) for fact in facts]))
    rows = [line for page in pages for line in page.split("\n") if line.startswith("Program 0")]
    assert len(rows) == 10_000
    assert sum("Program Count Sales" in page for page in pages) > 200


def test_the_total_never_stands_alone_under_a_heading(printed: Printer) -> None:
    for count in range(30, 50):
        pages = printed(summary_of([(*named(f"P{n:02d}", n)[:3], None, *named("", n)[4:]) for n in range(count)]))
        for page in pages:
            if "\nTotal " in page and "Program Count Sales" in page:
                assert page[page.index("Program Count Sales") :].split("\n")[1].startswith("P")


def test_the_same_figures_at_the_same_time_make_the_same_bytes(printed: Printer, file: Path) -> None:
    summary = summary_of([*year_of_facts(), named("日本語"), named("Żółć & العربية \U0001f600")])
    printed(summary)
    first = file.read_bytes()
    printed(summary)
    assert file.read_bytes() == first


def test_the_document_is_dated_by_the_clock_and_has_a_title_and_an_outline(printed: Printer, file: Path) -> None:
    printed(summary_of(year_of_facts(), period=YEAR), name="A & B <b>")
    document = pypdfium2.PdfDocument(file)
    about = document.get_metadata_dict()
    assert about["Title"] == "Earnings summary, 2026"
    assert about["Author"] == "A & B <b>"
    assert about["CreationDate"].startswith("D:20260615120000")
    titles = [item.get_title() for item in document.get_toc()]
    assert titles[:2] == ["US Dollar (USD)", "Commission by month"]
    assert titles[-1] == "Imported files"


def test_fonts_are_embedded_and_no_standard_font_is_used_for_text(printed: Printer, file: Path) -> None:
    printed(summary_of([named("Żółć")]))
    content = file.read_bytes()
    assert b"NotoSans-Regular" in content
    assert b"NotoSans-Bold" in content
    assert content.count(b"/FontFile2") >= 2


def test_it_can_be_stopped_between_pages(file: Path) -> None:
    progress = Progress(report=lambda done, _total, _what: progress.cancel() if done > 1 else None)
    clock = FixedClock(datetime(2026, 6, 15, tzinfo=UTC))
    summary = summary_of(year_of_facts(programs=200))
    with pytest.raises(Cancelled):
        SummaryDocument(summary, "A4", clock, "", progress).write(file)


def test_months_without_earnings_are_shown_within_the_period(printed: Printer) -> None:
    text = printed(summary_of([named("A")], period=Period(date(2026, 2, 1), date(2026, 4, 30))))[0]
    assert "February 2026 \u2013 \u2013 \u2013" in text
    assert "April 2026 \u2013 \u2013 \u2013" in text
    assert "May 2026" not in text


def test_a_century_of_months_is_not_padded(printed: Printer) -> None:
    pages = printed(summary_of([named("A")], period=Period(date(1950, 1, 1), date(2049, 12, 31))))
    assert len(pages) == 2


def test_reports_made_at_the_same_time_do_not_disturb_each_other(tmp_path: Path, clock: FixedClock) -> None:
    summary = summary_of([*year_of_facts(), named("日本語 \U0001f600")])

    def write(number: int) -> bytes:
        own = tmp_path / f"{number}.pdf"
        SummaryDocument(summary, "A4", clock, "My shop", Progress()).write(own)
        return own.read_bytes()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(write, range(12)))) == 1
