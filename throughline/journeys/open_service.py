"""A service opens, with stages to start from; and closes, once nobody waits for it or is supported by it."""

from dataclasses import dataclass
from datetime import date, datetime

from throughline.agencies.actions import services
from throughline.agencies.models import Organisation, Service, Team
from throughline.cases import queries as cases
from throughline.cases.actions import stages
from throughline.cases.models import Case
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.wording import counted
from throughline.foundations.writing import writes
from throughline.referrals.models import Referral
from throughline.referrals.statuses import State


@dataclass(frozen=True, kw_only=True)
class NewService:
    """A service before it opens. ``answers_within`` counts working days; the other promises, days."""

    organisation: Organisation
    team: Team
    slug: str
    name: str
    about: str = ""
    phone: str = ""
    people_may_ask: bool = True
    answers_within: int = 5
    quiet_after: int = 28
    quiet_after_release: int = 7
    opened_on: date


@writes
def open_service(new: NewService, *, by: Actor, at: datetime) -> Service:
    """Keep a service and lay its first stages.

    Raises:
        Refused: its name or short name is taken, or the team is not one of the organisation's.
    """
    service = services.open_service(
        new.organisation,
        team=new.team,
        slug=new.slug,
        name=new.name,
        about=new.about,
        phone=new.phone,
        people_may_ask=new.people_may_ask,
        answers_within=new.answers_within,
        quiet_after=new.quiet_after,
        quiet_after_release=new.quiet_after_release,
        opened_on=new.opened_on,
        by=by,
        at=at,
    )
    stages.lay_stages(service, by=by, at=at)
    return service


@writes
def close_service(service: Service, *, on: date, version: int, by: Actor, at: datetime) -> Service:
    """End a service that nobody waits for or is supported by.

    Raises:
        Stale: someone else changed it first.
        Refused: people wait or are supported still, or it has closed already.
    """
    closed = services.close_service(service, on=on, version=version, by=by, at=at)
    supported = cases.open_now(cases.of_service(Case.objects.all(), service)).count()
    waiting = Referral.objects.filter(service=service, state__in=[State.SENT, State.ASKED]).count()
    if supported:
        people = counted(supported, "person is", "people are")
        raise Refused(f"{people} supported by this service still. Close their cases first.")
    if waiting:
        raise Refused(f"{counted(waiting, 'referral waits', 'referrals wait')} for an answer. Answer them first.")
    return closed
