"""Every try to find a home, and the account of leaving with no fixed address."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.foundations.errors import NotFound
from throughline.housing import queries
from throughline.housing.actions import accounts
from throughline.housing.actions.efforts import NewEffort
from throughline.housing.actions.efforts import record_effort as record
from throughline.housing.models import Effort, NoAddress
from throughline.web.housing.asking import QUESTION, Asking, Doing, ask
from throughline.web.housing.forms.efforts import AccountForm, EffortForm
from throughline.web.housing.opening import open_housing

KEPT = ("reason", "rough_likely", "account")


@require_http_methods(QUESTION)
def record_effort(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Keep a try to find or keep a home."""
    opened = open_housing(request, person_id, where="record_effort", kind=Effort)
    form = EffortForm(request.POST or None, initial={"on": opened.today, "kind": request.GET.get("kind", "")})

    def act(doing: Doing) -> None:
        record(opened.person, new=NewEffort(**form.cleaned_data), by=doing.by, at=doing.at)

    words = Asking(
        title="Record what was tried",
        verb="Save the effort",
        done="The effort is saved.",
        lead="What is asked of a council or a provider here is counted by itself. Record the rest.",
    )
    return ask(request, opened, form, act, words=words)


@require_http_methods(QUESTION)
def no_address(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Give the account of leaving prison with no fixed address, or change it: one for a stay."""
    opened = open_housing(request, person_id, where="no_address", kind=NoAddress)
    stay = opened.stay
    if stay is None:
        raise NotFound
    rows = access.visible(NoAddress, by=request.actor, to=Do.RECORD_HOUSING)
    row = queries.account_of(rows, stay).first()
    initial = {name: getattr(row, name) for name in KEPT} if row else {}
    anyway = {"ready_anyway": row is not None and row.ready_anyway_by_id is not None}
    form = AccountForm(request.POST or None, initial=initial | anyway)

    def act(doing: Doing) -> object:
        facts = accounts.AccountFacts(**form.cleaned_data)
        if row is None:
            return accounts.give_account(stay, facts=facts, by=doing.by, at=doing.at)
        return accounts.change_account(row, facts=facts, version=doing.version, by=doing.by, at=doing.at)

    words = Asking(
        title="No fixed address on release" if row is None else "Change the account of no fixed address",
        verb="Save the account",
        done="The account is saved. A panel can print it with every effort.",
        lead="Nobody leaves without a home unless everything was tried. Say what was, so that a panel can see it.",
    )
    return ask(request, opened, form, act, words=words, record=row)
