"""A table of release dates is read whichever spreadsheet saved it, and every fault is said with its line and column."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughline.bridges.release_dates import MOST_ROWS, Column, read
from throughline.bridges.release_dates.codes import NAMED, TYPES, letters
from throughline.custody.statuses import DateType
from throughline.foundations.errors import Refused

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
HEADER = "prison number,date type,date,source,known on"
ROW = "A1234BC,confirmed,2026-04-08,Policy,2026-03-01"


def rows(*lines, header=HEADER, ends="\n"):
    return read(ends.join((header, *lines)) + ends, at=AT)


def one(line):
    return rows(line).rows[0]


def fault(line):
    (found,) = rows(line).refused
    return found


def test_a_row_is_read():
    row = one(ROW)

    assert (row.line, row.number, row.type, row.on, row.source) == (
        2,
        "A1234BC",
        "confirmed",
        date(2026, 4, 8),
        "Policy",
    )
    assert row.known_at.date() == date(2026, 3, 1)


@pytest.mark.parametrize(
    "header",
    [
        "\ufeffPrison Number;Date Type;Date;Source;Known On",
        "prison_number\tdate_type\tdate\tsource\tknown_on",
        "prisonNumber,dateType,date,source,knownOn,notes",
        '"NOMS number","Type","Release date","Who said so","Date known"',
    ],
)
def test_columns_are_known_by_other_names_and_separators(header):
    separator = ";" if ";" in header else "\t" if "\t" in header else ","

    reading = rows(ROW.replace(",", separator), header=header, ends="\r\n")

    assert len(reading.rows) == 1
    assert reading.refused == ()


def test_columns_may_stand_in_any_order():
    reading = rows("2026-03-01,Policy,A1234BC,2026-04-08,CRD", header="known on,source,prison number,date,date type")

    assert (reading.rows[0].number, reading.rows[0].type) == ("A1234BC", "conditional")


def test_a_fault_names_the_column_as_the_file_does():
    (found,) = rows("A1234BC,confirmed,soon,Policy,2026-03-01", header="Number,Type,New date,Source,Known").refused

    assert (found.line, found.field) == (2, "New date")
    assert "“soon” is not a date" in found.message


def test_lines_are_counted_as_an_editor_counts_them():
    reading = rows(
        '"A1234BC",confirmed,2026-04-08,"Policy\nas told",2026-03-01', "", "X,nonsense,2026-04-08,P,2026-03-01"
    )

    assert [row.line for row in reading.rows] == [2]
    assert [found.line for found in reading.refused] == [5]
    assert reading.total == 2


@pytest.mark.parametrize(
    ("line", "field", "said"),
    [
        (",confirmed,2026-04-08,Policy,2026-03-01", Column.NUMBER, "missing"),
        ("A1234BC,,2026-04-08,Policy,2026-03-01", Column.TYPE, "The type is missing"),
        ("A1234BC,sometime,2026-04-08,Policy,2026-03-01", Column.TYPE, "“sometime” is not a type of date"),
        ("A1234BC,confirmed,2026-02-30,Policy,2026-03-01", Column.ON, "is not a date"),
        ("A1234BC,confirmed,2026-04-08,,2026-03-01", Column.SOURCE, "Say who said so"),
        (f"A1234BC,confirmed,2026-04-08,{'x' * 81},2026-03-01", Column.SOURCE, "80 characters or fewer"),
        ("A1234BC,confirmed,2026-04-08,Policy,", Column.KNOWN, "on which day"),
        ("A1234BC,confirmed,2026-04-08,Policy,lately", Column.KNOWN, "is not a date"),
        ("A1234BC,confirmed,2026-04-08,Policy,2026-03-03", Column.KNOWN, "in the future"),
        ("A1234BC,confirmed,2026-04-08,Policy,9999-12-31", Column.KNOWN, "in the future"),
        ("A1234BC", Column.TYPE, "missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_in_words(line, field, said):
    found = rows(line).refused[0]

    assert found.field == field
    assert said in found.message


def test_an_empty_date_says_that_there_is_none_now():
    assert one("A1234BC,confirmed,,Policy,2026-03-01").on is None


def test_a_day_may_come_first_as_in_the_united_kingdom():
    assert one("A1234BC,confirmed,3/4/2026,Policy,01/03/2026").on == date(2026, 4, 3)


def test_known_today_is_now_and_another_day_is_its_end():
    today, before = one("A1,confirmed,,P,2026-03-02"), one("A1,confirmed,,P,2026-03-01")

    assert today.known_at == AT
    assert before.known_at == datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)


def test_known_may_be_an_instant():
    assert one("A1,confirmed,,P,2026-03-02T09:30:00Z").known_at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column called"),
        ("prison number,date\nA1,2026-03-01\n", "“date type”, “source” and “known on”"),
        (HEADER, "no rows under its header"),
        ("\0", "not a table of text"),
        (f"{HEADER}\n" + "\n".join([ROW] * (MOST_ROWS + 1)), "more than 20,000 rows"),
        (f'{HEADER}\n"{"x" * 200_000}",,,,\n', "cannot be read from line"),
    ],
)
def test_a_file_that_is_no_table_of_dates_is_refused_whole(text, said):
    with pytest.raises(Refused, match=said):
        read(text, at=AT)


def test_who_said_so_may_be_given_for_the_whole_file():
    text = "prison number,date type,date,known on\nA1,confirmed,,2026-03-01\n"

    assert read(text, at=AT, source="Ministry").rows[0].source == "Ministry"


def test_every_type_of_date_we_keep_can_be_written_as_we_say_it():
    assert set(TYPES) == set(DateType.values)
    assert {NAMED.get(letters(each.label)) for each in DateType} == set(DateType.values)


@given(st.text(max_size=200))
def test_whatever_a_file_holds_it_is_read_or_refused(text):
    try:
        reading = read(f"{HEADER}\n{text}", at=AT)
    except Refused:
        return

    assert len(reading.rows) + len({found.line for found in reading.refused}) == reading.total
