"""Who works a case: the key worker, and who helps beside them."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.requests import StaffRequest
from throughline.cases.actions import workers
from throughline.cases.models import Beside, Case
from throughline.cases.statuses import Role
from throughline.foundations import clock
from throughline.journeys.hand_over_cases import hand_over_cases
from throughline.web.cases import history
from throughline.web.cases.asking import QUESTION, Asking, ask
from throughline.web.cases.forms.case import BringInForm, LetGoForm, WorkerForm
from throughline.web.cases.opening import colleagues, open_own_case


@require_http_methods(QUESTION)
def key_worker(request: StaffRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Give a case another key worker, and say why."""
    opened, case = open_own_case(request, person_id, case_id, where="cases:key_worker")
    users = colleagues([case.team], by=request.actor, on=opened.today, to=Do.WORK_CASES)
    others = [user for user in users if user.pk != case.key_worker_id]
    form = WorkerForm(request.POST or None, users=others, initial={"on": opened.today})

    def act() -> str:
        said = form.cleaned_data
        hand_over_cases([case], to=said["worker"], words=said["words"], on=said["on"], by=request.actor, at=clock.now())
        return f"Saved. {said['worker'].name} is their key worker and is told."

    now = case.key_worker.name if case.key_worker else "nobody yet"
    words = Asking(
        title="Change the key worker",
        verb="Change the key worker",
        back=_back(case),
        lead=f"Now: {now}. The same face on both sides of the gate matters to people, so say why it changes.",
    )
    return ask(request, opened, form, act, words=words, to=Do.WORK_CASES, record=case)


@require_http_methods(QUESTION)
def bring_in(request: StaffRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Bring in a peer mentor or a second worker."""
    opened, case = open_own_case(request, person_id, case_id, where="cases:bring_in")
    helping = {time.what for time in history.of(case, by=request.actor).beside_now}
    users = colleagues([case.team], by=request.actor, on=opened.today, to=Do.WORK_CASES)
    others = [user for user in users if user.pk != case.key_worker_id and user.name not in helping]
    initial = {"on": opened.today, "role": Role.PEER_MENTOR}
    form = BringInForm(request.POST or None, users=others, initial=initial)

    def act() -> str:
        workers.bring_in(case, **form.cleaned_data, by=request.actor, at=clock.now())
        return f"Saved. {form.cleaned_data['worker'].name} helps beside the key worker."

    words = Asking(
        title="Bring in a peer mentor or second worker",
        verb="Bring them in",
        back=_back(case),
        lead="They see the record as far as their team does. The key worker stays the key worker.",
    )
    return ask(request, opened, form, act, words=words, to=Do.WORK_CASES)


@require_http_methods(QUESTION)
def let_go(request: StaffRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Record that someone no longer helps beside the key worker."""
    opened, case = open_own_case(request, person_id, case_id, where="cases:let_go")
    helping = [(str(time.id), f"{time.what}, {time.more}") for time in history.of(case, by=request.actor).beside_now]
    only = helping[0][0] if len(helping) == 1 else ""
    form = LetGoForm(request.POST or None, helping=helping, initial={"on": opened.today, "who": only})

    def act() -> str:
        said = form.cleaned_data
        beside = access.get(Beside, UUID(said["who"]), by=request.actor, to=Do.WORK_CASES)
        workers.let_go(beside, on=said["on"], words=said["words"], by=request.actor, at=clock.now())
        return "Saved. They no longer help with this case."

    words = Asking(
        title="Who stops helping?",
        verb="Save it",
        back=_back(case),
        lead="" if helping else "Nobody helps beside the key worker now, so there is nobody to let go.",
    )
    return ask(request, opened, form, act, words=words, to=Do.WORK_CASES)


def _back(case: Case) -> str:
    return reverse("cases:case", args=[case.person_id, case.pk])
