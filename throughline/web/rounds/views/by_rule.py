"""Choosing whose dates change by a rule."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies.models import Prison
from throughline.agencies.queries import prisons_by_name
from throughline.custody.models import Round
from throughline.foundations import clock
from throughline.foundations.wording import counted
from throughline.journeys import date_rounds
from throughline.journeys.date_rounds import Gathered
from throughline.web.rounds.forms import RuleForm
from throughline.web.shell.refusals import beside


@require_http_methods(["GET", "HEAD", "POST"])
def by_rule(request: StaffRequest) -> HttpResponse:
    """Choose people in a prison by what is true of their stay, and prepare what becomes of their dates."""
    prisons = list(prisons_by_name(access.visible(Prison, by=request.actor, to=Do.CHANGE_MANY_DATES)))
    form = RuleForm(request.POST or None, prisons=prisons, initial={"known_on": clock.today()})
    if form.is_valid():
        made: list[Round] = []
        with beside(form):
            made = _prepare(request, form)
        if made:
            return redirect("rounds:round", made[0].pk)
    return render(request, "rounds/by_rule.html", {"form": form, "prisons": prisons})


def _prepare(request: StaffRequest, form: RuleForm) -> list[Round]:
    at = clock.now()
    found = date_rounds.by_rule(form.rule(), form.new_day(at=at), by=request.actor, at=at)
    made = date_rounds.prepare(
        found.wanted,
        organisation=request.user.organisation,
        name=form.cleaned_data["name"],
        why=form.cleaned_data["why"],
        by=request.actor,
        at=at,
    )
    messages.success(request, _said(found))
    return made


def _said(found: Gathered) -> str:
    left = len(found.refused)
    out = f" {counted(left, 'person was', 'people were')} left out, with no date that can move." if left else ""
    return f"Prepared: {counted(len(found.wanted), 'person', 'people')}.{out} Nothing has moved yet."
