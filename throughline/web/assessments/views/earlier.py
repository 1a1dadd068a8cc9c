"""What someone says of earlier years, which no recorded stay can show."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from throughline.access.requests import StaffRequest
from throughline.assessments.actions import earlier as actions
from throughline.assessments.models import History
from throughline.foundations import clock
from throughline.web.assessments.asking import QUESTION, ask, asking, open_talk
from throughline.web.assessments.forms import EarlierForm
from throughline.web.assessments.page import history_of
from throughline.web.people.forms.choices import ANSWERS, say_yes_no
from throughline.web.shell.versions import version_of

KEPT = ("times_in_prison", "years_inside", "words", "source")


@require_http_methods(QUESTION)
def earlier(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep their own estimate of earlier time in prison, and whether they slept rough."""
    opened = open_talk(request, person_id, where="earlier", kind=History)
    row = history_of(opened)

    def act(form: forms.Form) -> None:
        told = actions.EarlierYears(
            **form.cleaned_data | {"slept_rough": ANSWERS.get(form.cleaned_data["slept_rough"])}
        )
        actions.tell(opened.person, told, version=version_of(request), by=request.actor, at=clock.now())

    words = asking(
        "What they say of earlier years",
        verb="Save it",
        done="It is saved.",
        lead="Only teams that were given sensitive history can read it. Every question may be left empty.",
    )
    start = {name: getattr(row, name) for name in KEPT} if row else {}
    start |= {"said_on": clock.today()} | ({"slept_rough": say_yes_no(row.slept_rough)} if row else {})
    return ask(request, opened, EarlierForm(request.POST or None, initial=start), act, words=words, record=row)
