"""A report as a file for a spreadsheet."""

import csv
from collections.abc import Iterable
from io import StringIO

from django.http import HttpResponse

from throughline.reports.evaluation.cases import Extract
from throughline.reports.evaluation.dictionary import COLUMNS
from throughline.reports.evaluation.dictionary import HEADS as CASE_HEADS
from throughline.reports.sheets import Figure, Report
from throughline.reports.tables import Entry, Number, Population

HEADS = (
    "partnership",
    "end of day",
    "measure",
    "question",
    "group",
    "number",
    "out of",
    "missing",
    "definition",
    "source",
    "marks",
)
SHEET_HEADS = (
    "service",
    "about",
    "counted on",
    "measure",
    "question",
    "group",
    "column",
    "number",
    "out of",
    "missing",
    "definition",
    "source",
    "marks",
)
CONFIDENTIAL, NOT_AVAILABLE = "[c]", "[x]"
"""How official statistics mark a number that is hidden, and one that is not known."""
MARKS = "[c] hidden so that nobody can be picked out; [x] not known"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet would run as a formula, were a cell to begin with it."""


def as_csv(report: Population) -> HttpResponse:
    """Return every line of a report as a file to keep."""
    rows = (_row(report, entry) for entry in report.entries)
    return _file(HEADS, rows, name=f"people-in-custody-{report.on.isoformat()}")


def sheet_as_csv(report: Report, *, name: str) -> HttpResponse:
    """Return every number of a report about a service as a file to keep."""
    rows = (_figure(report, figure) for figure in report.figures)
    return _file(SHEET_HEADS, rows, name=f"{report.slug}-{name}-{report.counted_on.isoformat()}")


def extract_as_csv(extract: Extract) -> HttpResponse:
    """Return the cases that were taken out as a file to keep."""
    rows = (tuple(row[head] for head in CASE_HEADS) for row in extract.rows)
    return _file(CASE_HEADS, rows, name=f"{extract.slug}-cases-{extract.taken_on.isoformat()}")


def columns_as_csv() -> HttpResponse:
    """Return what each column of the evaluators' file holds, as a file to keep."""
    rows = ((column.name, column.holds, column.values, column.safe) for column in COLUMNS)
    return _file(("column", "holds", "values", "made safe"), rows, name="cases-data-dictionary")


def _file(heads: tuple[str, ...], lines: Iterable[tuple[str, ...]], *, name: str) -> HttpResponse:
    text = StringIO()
    rows = csv.writer(text, quoting=csv.QUOTE_ALL)
    rows.writerow(heads)
    rows.writerows([_safe(cell) for cell in line] for line in lines)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _figure(report: Report, figure: Figure) -> tuple[str, ...]:
    measure = figure.grid.measure
    return (
        report.service,
        report.about,
        report.counted_on.isoformat(),
        measure.name,
        measure.question,
        figure.group,
        figure.column,
        _cell(figure.number),
        _cell(figure.grid.out_of),
        _cell(figure.grid.missing),
        measure.definition,
        measure.source,
        MARKS,
    )


def _row(report: Population, entry: Entry) -> tuple[str, ...]:
    table = entry.table
    return (
        report.partnership,
        report.on.isoformat(),
        table.measure.name,
        table.measure.question,
        entry.line.group,
        _cell(entry.line.number),
        _cell(table.out_of),
        _cell(table.missing),
        table.measure.definition,
        table.measure.source,
        MARKS,
    )


def _cell(number: Number) -> str:
    if number.value is None:
        return CONFIDENTIAL if number.hidden else NOT_AVAILABLE
    return str(number.value)


def _safe(cell: str) -> str:
    """Keep a spreadsheet from running a cell.

    >>> _safe("=1+1"), _safe("HMP Carrick Vale")
    ("'=1+1", 'HMP Carrick Vale')
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell
