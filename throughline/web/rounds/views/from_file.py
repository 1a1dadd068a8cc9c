"""Changing dates as a file gives them."""

import csv

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.custody.models import Round
from throughline.foundations import clock
from throughline.foundations.wording import counted
from throughline.journeys import date_rounds
from throughline.journeys.date_rounds import Gathered
from throughline.web.rounds.forms import FileForm
from throughline.web.shell.refusals import beside

SHOWN = 200
"""Faults shown on the page; the file of faults has them all."""


@require_http_methods(["GET", "HEAD", "POST"])
def from_file(request: StaffRequest) -> HttpResponse:
    """Read a table of dates, show which rows cannot be used, and prepare the others."""
    access.need(request.actor, Do.CHANGE_MANY_DATES)
    form = FileForm(request.POST or None, request.FILES or None)
    found = _read(request, form) if form.is_valid() else None
    if found is not None and "faults" in request.POST:
        return _as_csv(found)
    if found is not None and (form.cleaned_data["without"] or not found.refused):
        made = _prepare(request, form, found)
        if made:
            return redirect("rounds:round", made[0].pk) if len(made) == 1 else redirect("rounds:rounds")
    context = {
        "form": _kept(request, form) if form.is_bound and "file" not in form.errors else form,
        "found": found,
        "faults": found.refused[:SHOWN] if found else [],
    }
    return render(request, "rounds/from_file.html", context)


def _read(request: StaffRequest, form: FileForm) -> Gathered | None:
    """Return whose dates the rows give; None, and why on the form, when they are no table of dates."""
    found: list[Gathered] = []
    with beside(form):
        source = form.cleaned_data["source"]
        found.append(date_rounds.from_file(form.text, by=request.actor, at=clock.now(), source=source))
    return next(iter(found), None)


def _prepare(request: StaffRequest, form: FileForm, found: Gathered) -> list[Round]:
    made: list[Round] = []
    with beside(form):
        made = date_rounds.prepare(
            found.wanted,
            organisation=request.user.organisation,
            name=form.cleaned_data["name"],
            why=form.cleaned_data["why"],
            by=request.actor,
            at=clock.now(),
        )
        parts = f" They are in {len(made)} parts, one for each source." if len(made) > 1 else ""
        dates = counted(len(found.wanted), "date", "dates")
        messages.success(request, f"Prepared: {dates}.{parts} Nothing has moved yet.")
    return made


def _kept(request: StaffRequest, form: FileForm) -> FileForm:
    """Return the form with the rows of the file on it: a browser does not keep a file that was chosen."""
    again = FileForm({**request.POST.dict(), "rows": form.text})
    again.is_valid()
    for field, errors in form.errors.items():
        for error in errors:
            if error not in again.errors.get(field, []):
                again.add_error(None if field == "__all__" else field, error)
    return again


def _as_csv(found: Gathered) -> HttpResponse:
    """Return every row that cannot be used, as a file."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rows-to-put-right.csv"'
    rows = csv.writer(response)
    rows.writerow(["line", "column", "what to do"])
    rows.writerows([_plain(each.row), _plain(each.field), _plain(each.message)] for each in found.refused)
    return response


def _plain(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
