"""Who may manage which organisations, and whose accounts.

Everyone manages within the organisation they work for. Those whose job includes it (information governance and
administrators) also manage the partners of a partnership that their organisation leads.
"""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from throughline.access import lookups, roles
from throughline.access.permissions import POWERS, Do
from throughline.access.rows import runs
from throughline.agencies.models import ApiKey, Membership, Organisation, Partner, Partnership, Prison, Team, User
from throughline.foundations.actors import Staff
from throughline.foundations.errors import NotAllowed

M = TypeVar("M", bound=Model)

_ORGANISATION: dict[type[Model], str] = {
    Organisation: "pk",
    Prison: "organisation_id",
    Team: "organisation_id",
    User: "organisation_id",
    Membership: "team__organisation_id",
    ApiKey: "organisation_id",
    Partnership: "lead_id",
    Partner: "partnership__lead_id",
}


def manageable(model: type[M], *, by: Staff, to: Do) -> QuerySet[M]:
    """Return the rows an actor may manage, out of those they may see.

    Raises:
        NotAllowed: the actor's job does not include this at all.
    """
    own = _ORGANISATION[model]
    if model in (Partnership, Partner):
        return lookups.visible(model, by=by, to=to).filter(**{own: by.organisation_id})
    managed = Q(**{own: by.organisation_id}) | Q(**{f"{own}__in": _led(by)})
    return lookups.visible(model, by=by, to=to).filter(managed)


def manage(model: type[M], pk: UUID, *, by: Staff, to: Do) -> M:
    """Return one row an actor may manage.

    Raises:
        NotAllowed: the actor's job does not include this, or not for the organisation this belongs to.
        NotFound: there is no such row, or none the actor may know of.
    """
    found = lookups.get(model, pk, by=by, to=to)
    if not manageable(model, by=by, to=to).filter(pk=pk).exists():
        raise NotAllowed("You may look at this. Only those who manage the organisation it belongs to may change it.")
    return found


def manages(actor: Staff, organisation_id: UUID, *, to: Do) -> bool:
    """Return whether an actor's job includes something for one organisation."""
    if not lookups.may(actor, to):
        return False
    return organisation_id == actor.organisation_id or _led(actor).filter(organisation_id=organisation_id).exists()


def may_give(giver: frozenset[str], role: str) -> bool:
    """Return whether someone with these permissions may give, change or close a role.

    >>> manager = roles.permissions("manager")
    >>> may_give(manager, "housing_officer"), may_give(manager, "administrator")
    (True, False)
    """
    return Do.MANAGE_STAFF in giver and (Do.MANAGE_PARTNERS in giver or roles.permissions(role) & POWERS <= giver)


def need_to_give(actor: Staff, *given: str) -> None:
    """Refuse someone who deals with an account whose role reaches further than their own.

    Raises:
        NotAllowed: one of the roles does.
    """
    if not all(may_give(actor.permissions, role) for role in given):
        raise NotAllowed(
            "This role decides what others may do. Only an administrator or information governance gives it."
        )


def _led(actor: Staff) -> QuerySet[Partner, UUID]:
    """Return the organisations of partnerships that the actor's organisation leads, if their job includes them."""
    partners = Partner.objects.filter(
        runs(actor.asked_at.date()),
        runs(actor.asked_at.date(), "partnership__"),
        partnership__lead=actor.organisation_id,
    )
    mine = partners if lookups.may(actor, Do.MANAGE_PARTNERS) else partners.none()
    return mine.values_list("organisation_id", flat=True)
