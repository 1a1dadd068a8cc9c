"""Why a viewer can see a person, in words taken from the grants they stand on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from throughline.access.reach import KNOWING
from throughline.access.rows import LEADING, holding
from throughline.foundations.actors import Staff
from throughline.foundations.wording import LONDON, day, listed
from throughline.sharing.models import Grant
from throughline.sharing.statuses import Compartment, GrantReason, LawfulBasis, Tier


@dataclass(frozen=True, kw_only=True)
class Because:
    """One reason a viewer can see a person: through which team, as far as what, from when until when, made by whom."""

    team: str
    organisation: str
    reach: str
    parts: str
    reason: str
    words: str
    basis: str
    since: datetime
    until: datetime | None
    made_by: str
    only_me: bool


def leads(person_id: UUID, *, by: Staff) -> bool:
    """Return whether an actor decides who else may see a person. Opening a record in an emergency never does."""
    if person_id in by.barred:
        return False
    return holding(by, LEADING).filter(person_id=person_id, only_for=None).exists()


def sees_besides(held: Grant, *, by: Staff) -> bool:
    """Return whether an actor would still see the person without one grant."""
    return holding(by, KNOWING).filter(person_id=held.person_id).exclude(pk=held.pk).exists()


def stood_on(grants: Iterable[Grant], *, by: Staff) -> list[Grant]:
    """Return which of some open grants an actor stands on."""
    return [held for held in grants if held.team_id in by.team_ids and held.only_for_id in (None, by.id)]


def any_leads(mine: Iterable[Grant]) -> bool:
    """Return whether, among the grants an actor stands on, one decides who else may see."""
    return any(held.tier == Tier.LEADS and held.only_for_id is None for held in mine)


def because(held: Grant) -> Because:
    """Say one grant in words."""
    return Because(
        team=held.team.name,
        organisation=held.team.organisation.name,
        reach=Tier(held.tier).label,
        parts=parts(held.compartments),
        reason=GrantReason(held.reason).label,
        words=held.words,
        basis=LawfulBasis(held.basis).label,
        since=held.starts_at,
        until=held.ends_at,
        made_by=held.made_by,
        only_me=held.only_for_id is not None,
    )


def parts(compartments: Iterable[str]) -> str:
    """Name parts of a record, in the order we always name them; empty when there are none.

    >>> parts(["family", "contact"])
    'contact details and family and household'
    """
    named = set(compartments)
    return listed(part.label.lower() for part in Compartment if part.value in named)


def sentence(why: Because, *, today: date) -> str:
    """Say one reason in a sentence.

    >>> from datetime import UTC
    >>> why = Because(team="Housing", organisation="Fife Council", reach="Works with them", parts="",
    ...     reason="A referral", words="", basis="Public task", since=datetime(2026, 2, 3, 9, tzinfo=UTC),
    ...     until=None, made_by="Ann Reid, Steps", only_me=False)
    >>> sentence(why, today=date(2026, 3, 2))
    'Your team Housing, Fife Council, since Tue 3 Feb until it is ended. Reason: a referral. Made by Ann Reid, Steps.'
    """
    whose = "You alone, through" if why.only_me else "Your team"
    since = day(why.since.astimezone(LONDON).date(), today=today)
    until = f"until {_moment(why.until, today=today)}" if why.until else "until it is ended"
    reason = why.reason[:1].lower() + why.reason[1:]
    return f"{whose} {why.team}, {why.organisation}, since {since} {until}. Reason: {reason}. Made by {why.made_by}."


def _moment(at: datetime, *, today: date) -> str:
    local = at.astimezone(LONDON)
    return f"{local:%H:%M} on {day(local.date(), today=today)}"
