"""Names of months, decided for a whole column."""

import pytest
from babel import Locale

from affiliate_desktop.core.problems import BadInput
from affiliate_desktop.statements.dates import DateColumn
from affiliate_desktop.statements.months import LANGUAGES, month_key, months_for


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_year_of_every_language_is_read_as_its_own_months(language: str) -> None:
    names = Locale.parse(language).months["format"]["wide"]
    months = months_for(names.values(), language)
    assert months is not None
    assert [months[month_key(names[month])] for month in range(1, 13)] == list(range(1, 13))


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["3 févr. 2026", "14 août 2026", "1er déc. 2026"], ["2026-02-03", "2026-08-14", "2026-12-01"]),
        (["3 fevr 2026", "14 aout 2026"], ["2026-02-03", "2026-08-14"]),
        (["5 de marzo de 2026", "1 de enero de 2026"], ["2026-03-05", "2026-01-01"]),
        (["15 marraskuuta 2026", "1 tammikuuta 2026"], ["2026-11-15", "2026-01-01"]),
        (["1 listopada 2026", "2 lipca 2026"], ["2026-11-01", "2026-07-02"]),
        (["1. listopada 2026", "2. srpnja 2026"], ["2026-10-01", "2026-07-02"]),
        (["2/Mai/2026", "31-Okt-26"], ["2026-05-02", "2026-10-31"]),
        (["2026年3月1日", "2026年12月31日"], ["2026-03-01", "2026-12-31"]),
        (["Mar 3 2026", "Dec 24, 2026 10:00"], ["2026-03-03", "2026-12-24"]),
    ],
)
def test_dates_with_names_are_read_in_the_language_of_their_column(cells: list[str], days: list[str]) -> None:
    column = DateColumn()
    column.see(cells)
    assert [column.reader().read(cell)[0] for cell in cells] == days


def test_a_name_that_is_two_months_is_asked_for_and_a_language_settles_it() -> None:
    cells = ["1 listopada 2026"]
    open_ = DateColumn()
    open_.see(cells)
    with pytest.raises(BadInput) as problem:
        open_.reader().read(cells[0])
    assert problem.value.code == "month_unclear"
    for language, day in (("pl", "2026-11-01"), ("hr", "2026-10-01")):
        told = DateColumn(language=language)
        told.see(cells)
        assert told.reader().read(cells[0])[0] == day


def test_a_finnish_name_is_not_taken_for_an_english_one() -> None:
    """It begins with the letters of March and is November."""
    column = DateColumn()
    column.see(["15 marraskuuta 2026", "3 typokuuta 2026"])
    assert column.reader()["15 marraskuuta 2026"] == ("2026-11-15", None)
    assert column.reader()["3 typokuuta 2026"] is None
