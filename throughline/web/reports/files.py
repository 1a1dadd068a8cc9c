"""A report as a file for a spreadsheet."""

import csv
from io import StringIO

from django.http import HttpResponse

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
CONFIDENTIAL, NOT_AVAILABLE = "[c]", "[x]"
"""How official statistics mark a number that is hidden, and one that is not known."""
MARKS = "[c] hidden so that nobody can be picked out; [x] not known"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet would run as a formula, were a cell to begin with it."""


def as_csv(report: Population) -> HttpResponse:
    """Return every line of a report as a file to keep."""
    text = StringIO()
    rows = csv.writer(text, quoting=csv.QUOTE_ALL)
    rows.writerow(HEADS)
    rows.writerows([_safe(cell) for cell in _row(report, entry)] for entry in report.entries)
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="people-in-custody-{report.on.isoformat()}.csv"'
    return response


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
