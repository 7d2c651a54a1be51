"""Saved mappings: chosen by themselves, also for changed tables, and handed on as TOML files."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affiliate_desktop.app import App
from affiliate_desktop.core.problems import BadInput, NotFound
from affiliate_desktop.ledger.model import Event, Status
from affiliate_desktop.statements.fitting import fitting
from affiliate_desktop.statements.model import NO_HEADER, ColumnMap, Field, Profile
from affiliate_desktop.statements.profile_file import profile_of, profile_text
from affiliate_desktop.statements.store import columns_of, mapping_of
from tests.statements.files import write_text

HEAD = ("Day", "Shop", "Note", "Fee")
MAPPED = ColumnMap({Field.DATE: "Day", Field.PROGRAM: "Shop", Field.COMMISSION: "Fee"}, currency="EUR")
FIRST = "Day,Shop,Note,Fee\n2026-03-01,Kettle,a,5.00\n2026-03-02,Kettle,b,6.00\n"


def test_a_profile_is_chosen_when_columns_move_or_come_and_rows_are_known_again(
    app: App, awin: int, tmp_path: Path
) -> None:
    app.profiles.save("Kettle", HEAD, MAPPED)
    assert app.statements.import_file(write_text(tmp_path / "1.csv", FIRST), awin).new == 2
    moved = "Fee,Note,Day,Shop,Clicks\n5.00,a,2026-03-01,Kettle,17\n6.00,b,2026-03-02,Kettle,9\n7.00,c,2026-03-03,X,1\n"
    found = app.statements.identify(write_text(tmp_path / "2.csv", moved))
    assert (found.profile, found.needs_mapping) == ("Kettle", False)
    report = app.statements.import_file(tmp_path / "2.csv", awin)
    assert (report.new, report.unchanged) == (1, 2)
    assert app.ledger.totals()[0].commission_micro == 18_000_000


@pytest.mark.parametrize(
    ("head", "chosen"),
    [
        (["Day", "Shop", "Note", "Fee"], True),
        (["fee", "DAY", "shop", "note"], True),
        (["Day", "Shop", "Fee"], True),
        (["Day", "Shop", "Note", "Amount"], False),
        (["Day", "Shop", "Fee", "A", "B", "C", "D"], False),
    ],
)
def test_a_profile_needs_its_mapped_columns_and_most_of_the_others(head: list[str], chosen: bool) -> None:
    rows = [["title"], head, ["x"] * len(head)]
    assert (fitting(rows, [Profile("p", HEAD, MAPPED)]) is not None) is chosen


def test_the_profile_that_fits_best_is_taken(app: App) -> None:
    near, exact = Profile("near", (*HEAD, "More"), MAPPED), Profile("exact", HEAD, MAPPED)
    found = fitting([list(HEAD)], [near, exact])
    assert found is not None
    assert found[0].name == "exact"


def test_a_profile_brings_its_encoding_and_delimiter_along(app: App, awin: int, tmp_path: Path) -> None:
    text = "Day~Shop~Note~Fee\n2026-03-01~Żółw~a~5.00\n"
    file = tmp_path / "odd.csv"
    file.write_bytes(text.encode("cp1250"))
    with pytest.raises(BadInput):
        app.statements.identify(file)
    app.profiles.save("Odd", HEAD, replace(MAPPED, encoding="cp1250", delimiter="~"))
    found = app.statements.identify(file)
    assert (found.profile, found.encoding, found.delimiter) == ("Odd", "cp1250", "~")
    assert app.statements.import_file(file, awin).new == 1
    assert app.programs.programs(awin)[0].name == "Żółw"


def test_a_table_without_names_is_known_again_by_its_width_and_values(app: App, awin: int, tmp_path: Path) -> None:
    names = ("Column 1", "Column 2")
    columns = ColumnMap({Field.DATE: "Column 1", Field.COMMISSION: "Column 2"}, header_line=NO_HEADER, currency="EUR")
    app.profiles.save("Bare", names, columns)
    report = app.statements.import_file(write_text(tmp_path / "a.csv", "2026-03-01,5.00\n2026-03-02,6.00\n"), awin)
    assert (report.new, report.formats[0].format) == (2, "profile")
    other = write_text(tmp_path / "b.csv", "5.00,2026-03-01\n6.00,2026-03-02\n")
    with pytest.raises(BadInput):
        app.statements.import_file(other, awin)


def test_a_mapping_of_the_first_schema_is_still_read() -> None:
    old = {
        "columns": {"date": "Day", "commission": "Fee"},
        "header_line": 1,
        "sheet": None,
        "date_format": "auto",
        "decimal": ",",
        "currency": None,
        "statuses": {"offen": "pending"},
        "default_status": "approved",
        "event": "sale",
    }
    found = columns_of(old)
    assert found == ColumnMap(
        {Field.DATE: "Day", Field.COMMISSION: "Fee"}, header_line=1, decimal=",", statuses={"offen": "pending"}
    )
    assert columns_of(mapping_of(found)) == found


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12)
COLUMNS = st.builds(
    ColumnMap,
    columns=st.dictionaries(st.sampled_from(list(Field)), TEXT).map(
        lambda found: {Field.DATE: "d", Field.COMMISSION: "c", **found}
    ),
    header_line=st.integers(NO_HEADER, 60),
    sheet=st.none() | TEXT,
    date_format=st.sampled_from(["auto", "%d.%m.%Y", "%Y-%m-%d"]),
    decimal=st.sampled_from(["auto", ".", ","]),
    currency=st.sampled_from([None, "EUR", "USD"]),
    statuses=st.dictionaries(TEXT, st.sampled_from([each.value for each in Status])),
    default_status=st.sampled_from([each.value for each in Status]),
    event=st.sampled_from([each.value for each in Event]),
    events=st.dictionaries(TEXT, st.sampled_from([each.value for each in Event])),
    signs=st.dictionaries(TEXT, st.sampled_from(["+", "-"])),
    skip_bottom=st.integers(0, 1000),
    language=st.sampled_from(["", "fr", "pl"]),
    encoding=st.sampled_from(["", "cp1252", "utf-16"]),
    delimiter=st.sampled_from(["", ";", "~", "\t"]),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(COLUMNS, TEXT, st.lists(TEXT, min_size=1, max_size=5))
def test_a_profile_comes_back_from_its_file_as_it_was(columns: ColumnMap, name: str, headers: list[str]) -> None:
    profile = Profile(name, tuple(headers), columns)
    assert profile_of(profile_text(profile)) == profile


@pytest.mark.parametrize(
    "change",
    [
        ("kind =", "kand ="),
        ('"Day"', "17"),
        ("date = ", "dote = "),
        ('decimal = ","', 'decimal = "x"'),
        ('pending"', 'perhaps"'),
        ('encoding = "cp1252"', 'encoding = "klingon"'),
        ('delimiter = ";"', 'delimiter = "ab"'),
        ('currency = "EUR"', 'currency = "QQQ"'),
        ("skip_bottom = 2", "skip_bottom = -2"),
        ("skip_bottom = 2", 'strange = "x"'),
        ("commission = ", "product = "),
        ("[reading]", "[reading"),
        ("[reading]", f"x = {'[' * 5000}\n[reading]"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_the_reason(
    app: App, tmp_path: Path, change: tuple[str, str]
) -> None:
    columns = replace(
        MAPPED, decimal=",", encoding="cp1252", delimiter=";", skip_bottom=2, statuses={"offen": "pending"}
    )
    text = profile_text(Profile("Kettle", HEAD, columns))
    assert change[0] in text
    file = write_text(tmp_path / "bad.toml", text.replace(*change))
    with pytest.raises(BadInput) as problem:
        app.profiles.import_files([file])
    assert problem.value.code == "bad_profile"
    assert app.profiles.list() == ()


def test_a_profile_is_renamed_removed_and_each_can_be_undone(app: App) -> None:
    app.profiles.save("One", HEAD, MAPPED)
    app.profiles.save("Two", HEAD, MAPPED)
    with pytest.raises(BadInput, match="already"):
        app.profiles.rename("One", "two")
    assert app.profiles.rename("ONE", "Uno").value.name == "Uno"
    app.profiles.remove("uno")
    assert [each.name for each in app.profiles.list()] == ["Two"]
    app.workspace.undo()
    app.workspace.undo()
    assert [each.name for each in app.profiles.list()] == ["Two", "One"]
    with pytest.raises(NotFound):
        app.profiles.get("Uno")
