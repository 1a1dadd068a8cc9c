"""The runway board: who leaves in the weeks ahead, what each needs by then, and what is first in the way."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations import clock
from throughline.web.releases import board as boards
from throughline.web.releases.looking import Looked, look
from throughline.web.releases.narrowing import MOVED, NO_DATE, after
from throughline.web.releases.scopes import PRISON
from throughline.web.releases.steps import in_place, steps
from throughline.web.releases.weeks import strip

HERE = "releases:board"
PAGE = boards.PAGE


@require_safe
def board(request: StaffRequest) -> HttpResponse:
    """Show who leaves in the next twelve weeks, by days left; below them, who could leave any day."""
    looked = look(request.GET, request.actor, today=clock.today())
    if looked.asked.show == NO_DATE:
        return redirect(f"{reverse('releases:any_day')}?{looked.query}")
    mark = request.GET.get("after", "")
    rest = after(looked.leaving, mark) if mark else looked.leaving
    page, any_day = rest[:PAGE], [] if mark else looked.any_day[: boards.FIRST_ANY_DAY]
    shown = [*page, *any_day]
    found = steps(request.actor, [one.person_id for one in shown])
    reads.log({one.person_id for one in shown}, by=request.actor, where=HERE)
    every_week = boards.every_week(looked)
    counts = in_place(request.actor, looked.leaving, looked.beds, today=looked.today)
    context = {
        **frame(looked),
        "lead": boards.lead(looked),
        "weeks": every_week,
        "strip": strip(every_week, today=looked.today) if looked.leaving else None,
        "heads": boards.heads(counts),
        "rows": boards.rows(page, found, looked, every_week),
        "any_day_heads": boards.heads(),
        "any_day_rows": boards.rows(any_day, found, looked),
        "nobody": boards.nobody(looked),
        "first": f"?{looked.query}" if mark else None,
        "next": next_page(looked, page[-1].mark) if len(rest) > PAGE else None,
    }
    return render(request, "releases/board.html", context)


@require_safe
def any_day(request: StaffRequest) -> HttpResponse:
    """Show everyone who could leave any day, by the next day a court or a board decides."""
    looked = look(request.GET, request.actor, today=clock.today())
    mark = request.GET.get("after", "")
    rest = after(looked.any_day, mark) if mark else looked.any_day
    page = rest[:PAGE]
    found = steps(request.actor, [one.person_id for one in page])
    reads.log({one.person_id for one in page}, by=request.actor, where="releases:any_day")
    context = {
        **frame(looked),
        "any_day_heads": boards.heads(),
        "any_day_rows": boards.rows(page, found, looked),
        "first": f"?{looked.query}" if mark else None,
        "next": next_page(looked, page[-1].mark) if len(rest) > PAGE else None,
    }
    return render(request, "releases/any_day.html", context)


def frame(looked: Looked) -> dict[str, object]:
    """Return what both lists say of what was asked."""
    said = {"of": looked.scope.key, **looked.asked.query}
    return {
        "looked": looked,
        "form": looked.form,
        "query": looked.query,
        "may_lay": access.may(looked.actor, Do.CHANGE_PLANS),
        "may_change_many": access.may(looked.actor, Do.CHANGE_MANY_DATES),
        "many_prisons": looked.scope.kind != PRISON,
        "moved": sum(one.has_moved for one in looked.leaving),
        "moved_url": _board({**said, "show": MOVED}),
        "clear_url": _board({"of": looked.scope.key}),
        "board_url": _board(said),
    }


def _board(query: dict[str, str]) -> str:
    return f"{reverse(HERE)}?{urlencode(query)}"


def next_page(looked: Looked, mark: str) -> str:
    """Return the link to what comes after a place in the list."""
    return f"?{looked.query}&{urlencode({'after': mark})}"
