"""The board on paper, for a meeting: everyone who fits what was asked, on A4 sheets turned sideways."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import reads
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.web.releases import board as boards
from throughline.web.releases.looking import look
from throughline.web.releases.steps import in_place, steps

MOST = 200
"""People on paper at most: more is no list for a meeting."""


@require_safe
def print_board(request: StaffRequest) -> HttpResponse:
    """Show the whole of the board as it is printed; who was printed is kept as read."""
    looked = look(request.GET, request.actor, today=clock.today())
    leaving = looked.leaving[:MOST]
    any_day = looked.any_day[: MOST - len(leaving)]
    shown = [one.person_id for one in (*leaving, *any_day)]
    found = steps(request.actor, shown)
    reads.log(set(shown), by=request.actor, where="releases:print", why="Printed for a meeting")
    every_week = boards.every_week(looked)
    context = {
        "looked": looked,
        "query": looked.query,
        "printed_at": request.actor.asked_at,
        "printed_by": request.actor.words,
        "lead": boards.lead(looked),
        "heads": boards.heads(in_place(request.actor, looked.leaving, looked.beds, today=looked.today)),
        "any_day_heads": boards.heads(),
        "rows": boards.rows(leaving, found, looked, every_week),
        "any_day_rows": boards.rows(any_day, found, looked),
        "left_out": len(looked.leaving) + len(looked.any_day) - len(shown),
        "nobody": boards.nobody(looked),
    }
    return render(request, "releases/print.html", context)
