"""Someone's time in prison: where, why, until when, and who said so."""

from datetime import date
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.custody.models import Stay
from throughline.foundations import clock
from throughline.web.custody.forms import LeftTodayForm, by_end_of
from throughline.web.custody.page import gather
from throughline.web.people.frame import Opened, open_person


class AsOfForm(forms.Form):
    """A day to look back to."""

    as_of = forms.DateField(
        label="What we held at the end of",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Enter a real date, like 2026-02-03."},
    )

    def clean_as_of(self) -> date | None:
        on: date | None = self.cleaned_data["as_of"]
        if on is not None and on > clock.today():
            raise forms.ValidationError("That day has not come yet. Choose today or a day before it.")
        return on


@require_safe
def stay(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show time in prison as we hold it now, or as we held it at the end of a day."""
    opened = open_person(request, person_id, to=Do.SEE_CUSTODY, where="custody:stay")
    form = AsOfForm(request.GET if "as_of" in request.GET else None)
    chosen: date | None = form.cleaned_data.get("as_of") if form.is_valid() else None
    now = clock.now()
    at = by_end_of(chosen, at=now) if chosen else now
    then = chosen is not None and chosen != clock.today()
    page = gather(opened, at=at, on=chosen or clock.today(), then=then) if opened.sees_custody else None
    shown = {
        "opened": opened,
        "page": page,
        "form": form,
        "as_of": chosen if then else None,
        "may_change": _may_change(opened) and not then,
        "left_today": LeftTodayForm(initial={"source": request.actor.words[:80]}),
    }
    return render(request, "custody/stay.html", shown)


def _may_change(opened: Opened) -> bool:
    return access.may(opened.actor, Do.CHANGE_CUSTODY) and opened.reach.sees(Stay)
