"""Whether a release may be marked ready: a home, or an account of every effort to find one."""

from uuid import UUID

from throughline.custody.models import KeyDate, Stay
from throughline.custody.queries import days_of_release, newest_first
from throughline.foundations.writing import writes
from throughline.housing import queries
from throughline.housing.facts import planned_home
from throughline.housing.models import Effort, Home, NoAddress
from throughline.housing.rules import Ready, ReadyFacts, in_place, readiness
from throughline.housing.rules.nights import NO_HOME


@writes
def may_be_ready(person_id: UUID) -> Ready:
    """Say whether someone's release may be marked ready, and what is missing.

    It steps into the writer's role, so that the answer is the same whoever asks. It writes nothing.
    """
    stay = newest_first(Stay.objects.filter(person_id=person_id)).first()
    efforts = Effort.objects.filter(person_id=person_id)
    account = queries.account_of(NoAddress.objects.filter(person_id=person_id), stay).first() if stay else None
    anyway = account.ready_anyway_by if account else None
    facts = ReadyFacts(
        in_place=bed_of(person_id),
        has_account=account is not None,
        efforts=list(efforts.filter(stay=stay).order_by("on", "id").values_list("kind", flat=True)),
        anyway_by=anyway.name if anyway else "",
    )
    return readiness(facts)


def bed_of(person_id: UUID) -> str:
    """Say what there is for someone's first night, whatever the day is now; empty when nothing is in place."""
    homes = Home.objects.filter(person_id=person_id)
    date = days_of_release(KeyDate.objects.filter(person_id=person_id)).first()
    theirs = queries.kept_now(homes).exists() or queries.living_now(homes).exclude(kind__in=list(NO_HOME)).exists()
    planned = planned_home(queries.planned_now(homes).first())
    return in_place(planned, release_on=date.on if date else None, kept=theirs)
