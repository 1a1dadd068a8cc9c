"""Find people."""

from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet, Value
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.agencies import queries as agencies
from throughline.agencies.models import Area, AreaPart, Prison
from throughline.custody import queries as custody
from throughline.custody.models import Stay
from throughline.foundations import clock
from throughline.foundations.actors import Staff
from throughline.people import queries as people
from throughline.people.models import Person
from throughline.web.people.forms.choices import grouped
from throughline.web.people.forms.finding import FindForm
from throughline.web.people.listing import rows

PAGE = 25
PRISON = "prison"


@require_safe
def search(request: StaffRequest) -> HttpResponse:
    """List the people the viewer may know of, narrowed by name, number, prison, home area, in or out."""
    actor = request.actor
    everyone = access.visible(Person, by=actor, to=Do.SEE_PEOPLE)
    form = _form(request)
    asked = {name: str(value) for name, value in form.cleaned_data.items()} if form.is_valid() else {}
    found = _narrowed(everyone, asked, by=actor)
    page = list(people.by_name(_from(found, everyone, request.GET.get("after", "")))[: PAGE + 1])
    shown = page[:PAGE]
    reads.log([person.pk for person in shown], by=actor, where="people:search", why=asked.get("q", ""))
    more = {"after": str(shown[-1].pk)} if len(page) > PAGE else {}
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "form": form,
        "rows": rows(shown, by=actor, today=clock.today()),
        "narrowed": bool(kept),
        "q": asked.get("q", ""),
        "next": _page({**kept, **more}) if more else None,
        "previous": _page(kept) if request.GET.get("after") else None,
        "may_register": access.may(actor, Do.REGISTER_PEOPLE),
    }
    return render(request, "people/search.html", context)


def _form(request: StaffRequest) -> FindForm:
    """Return the form with the prisons and areas there are to choose, asked for together."""
    actor = request.actor
    areas = agencies.open_areas(access.visible(Area, by=actor, to=Do.SEE_PEOPLE), actor.asked_at.date())
    choices = areas.order_by().values_list("pk", "name", "kind")
    if access.may(actor, Do.SEE_CUSTODY):
        prisons = access.visible(Prison, by=actor, to=Do.SEE_CUSTODY)
        choices = choices.union(prisons.values_list("pk", "organisation__name", Value(PRISON)))
    rows = sorted(choices, key=lambda row: (row[1], row[0]))
    named = [(str(pk), name) for pk, name, kind in rows if kind == PRISON]
    return FindForm(request.GET, prisons=named, areas=grouped(rows, unknown="Any area"))


def _narrowed(found: QuerySet[Person], asked: dict[str, str], *, by: Staff) -> QuerySet[Person]:
    if asked.get("q"):
        found = people.matching_words(found, asked["q"])
    if asked.get("area"):
        area = UUID(asked["area"])
        parts = agencies.parts_of(access.visible(AreaPart, by=by, to=Do.SEE_PEOPLE), [area])
        found = people.living_in(found, area, parts)
    if asked.get("prison") or asked.get("where"):
        found = _by_custody(found, asked, by=by)
    return found


def _by_custody(found: QuerySet[Person], asked: dict[str, str], *, by: Staff) -> QuerySet[Person]:
    """Narrow people by where they are: only by stays that are shared with the viewer."""
    stays = access.visible(Stay, by=by, to=Do.SEE_CUSTODY)
    if asked.get("prison"):
        stays = stays.filter(prison=UUID(asked["prison"]))
    inside = custody.in_custody(stays).values("person_id")
    if asked.get("where") == "out":
        return found.filter(pk__in=stays.values("person_id")).exclude(pk__in=inside)
    return found.filter(pk__in=inside)


def _from(found: QuerySet[Person], everyone: QuerySet[Person], after: str) -> QuerySet[Person]:
    """Return the people after the last one of the page before; all of them when nobody visible is named."""
    try:
        last = UUID(after)
    except ValueError:
        return found
    return people.after_person(found, everyone.filter(pk=last), pk=last)


def _page(query: dict[str, str]) -> str:
    return f"{reverse('people:search')}?{urlencode(query)}"
