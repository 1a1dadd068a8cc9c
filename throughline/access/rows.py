"""The first lock: who may see which rows. One rule per kind of record; no rule, no rows."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from throughline.access.granted import Sees, SeesPart, Told
from throughline.access.sight import SIGHTS, Sight
from throughline.agencies.models import (
    ApiKey,
    Area,
    AreaPart,
    Hall,
    Membership,
    Organisation,
    OrganisationArea,
    Partner,
    Partnership,
    Prison,
    Service,
    Target,
    Team,
    User,
)
from throughline.agencies.statuses import TeamKind
from throughline.cases.models import Cover, Note, Stage
from throughline.cases.statuses import Audience
from throughline.custody.models import Round
from throughline.foundations.actors import Staff
from throughline.foundations.models import Draft, JournalEntry, ReadEntry
from throughline.housing.models import CouncilWay
from throughline.meetings.models import Barrier, BarrierStep, Invitation, Meeting
from throughline.notices.models import Notice
from throughline.outcomes.models import Domain, Framework
from throughline.people.models import Person
from throughline.protocols.models import Adoption, Signing, Version
from throughline.referrals.models import DutyContact, Referral
from throughline.sharing.models import AccessRequest, Agreement, Allowed, BreakGlass, Grant, Party, Restriction
from throughline.sharing.statuses import Tier

Rule = Callable[[Staff], Q]

KNOWING = Sight(Tier.KNOWS_OF)
WORKING = Sight(Tier.WORKS_WITH)
LEADING = Sight(Tier.LEADS)
EVERY_ROW = Q(pk__isnull=False)


def holding(actor: Staff, sight: Sight) -> QuerySet[Grant]:
    """Return the grants an actor stands on that reach as far as ``sight``."""
    grants = Grant.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=actor.asked_at),
        Q(only_for=None) | Q(only_for=actor.id),
        team_id__in=actor.team_ids,
        tier__gte=sight.tier,
        starts_at__lte=actor.asked_at,
    )
    return grants.filter(compartments__contains=[sight.compartment]) if sight.compartment else grants


def sees(actor: Staff, column: str, sight: Sight) -> Q:
    """Match rows whose person an actor may see as far as ``sight``."""
    granted = Q(Sees(column, actor=actor, sight=sight))
    return granted & ~Q(**{f"{column}__in": actor.barred}) if actor.barred else granted


def sees_part(actor: Staff, *, column: str = "person_id", part: str = "compartment") -> Q:
    """Match rows whose person an actor works with and whose own compartment, if they name one, is open to them."""
    granted = Q(SeesPart(column, part, actor=actor, tier=Tier.WORKS_WITH))
    return granted & ~Q(**{f"{column}__in": actor.barred}) if actor.barred else granted


def _about(model: type[Model], sight: Sight) -> Rule:
    if sight.by_row:
        return sees_part
    column = "pk" if model is Person else "person_id"
    return lambda actor: sees(actor, column, sight)


def _partnerships(actor: Staff) -> QuerySet[Partner, UUID]:
    mine = Partner.objects.filter(runs(actor.asked_at.date()), organisation_id=actor.organisation_id)
    return mine.values_list("partnership_id", flat=True)


def runs(on: date, prefix: str = "") -> Q:
    """Match rows whose time includes a day. ``prefix`` leads to them from another table."""
    begun = Q(**{f"{prefix}starts_on__lte": on})
    return begun & (Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gt": on}))


def _partners(actor: Staff, column: str) -> Q:
    """Match rows of organisations that share a partnership with the actor's, and of their own."""
    beside = Partner.objects.filter(runs(actor.asked_at.date()), partnership_id__in=_partnerships(actor))
    return Q(**{column: actor.organisation_id}) | Q(**{f"{column}__in": beside.values("organisation_id")})


def _story(actor: Staff) -> Q:
    """Match journal entries by the tier and compartment each one needs, and one's own organisation's affairs."""
    about_someone = Q(Told(actor=actor)) & ~Q(person_id__in=actor.barred)
    return about_someone | Q(person_id=None, by_organisation_id=actor.organisation_id)


def _emergencies(actor: Staff) -> Q:
    """Match emergencies of one's own, of people one leads, and of colleagues for whom one's team answers."""
    governed = Team.objects.filter(kind=TeamKind.GOVERNANCE, pk__in=actor.team_ids).values("organisation_id")
    answered_for = Q(user__organisation_id__in=governed) & ~Q(person_id__in=actor.barred)
    return Q(user_id=actor.id) | answered_for | sees(actor, "person_id", LEADING)


def _told_or_led(actor: Staff) -> Q:
    mine = Q(to_user_id=actor.id) | Q(to_team_id__in=actor.team_ids)
    return mine & ~Q(person_id__in=actor.barred) | sees(actor, "person_id", LEADING)


def _referrals(actor: Staff) -> Q:
    """Match referrals one's teams answer or sent, and those about people one works with, as far as each one opens."""
    sent = Q(received_on__isnull=False)
    mine = Q(team_id__in=actor.team_ids) & sent | Q(from_team_id__in=actor.team_ids)
    return mine & ~Q(person_id__in=actor.barred) | sent & sees_part(actor)


def _duty(actor: Staff) -> Q:
    mine = Q(team_id__in=actor.team_ids) & (Q(person_id=None) | ~Q(person_id__in=actor.barred))
    return mine | Q(person_id__isnull=False) & sees(actor, "person_id", WORKING)


def _notes(actor: Staff) -> Q:
    """Match notes by whom they were written for, among people one works with."""
    for_all = Q(audience__in=[Audience.NETWORK, Audience.SHARED])
    for_us = Q(audience=Audience.TEAM, team_id__in=actor.team_ids)
    return (for_all | for_us | Q(by_user_id=actor.id)) & sees(actor, "person_id", WORKING)


def _meetings(actor: Staff, prefix: str = "") -> Q:
    """Match meetings one's organisation calls or is asked to."""
    asked = Invitation.objects.filter(organisation_id=actor.organisation_id).values("meeting_id")
    return Q(**{f"{prefix}organisation_id": actor.organisation_id}) | Q(**{f"{prefix}pk__in": asked})


def _versions(actor: Staff) -> Q:
    """Match the protocols that come with the product, and those of one's own partnerships."""
    return Q(partnership=None) | Q(partnership_id__in=_partnerships(actor))


def _grants(actor: Staff) -> Q:
    """Match one's own grants, every grant on people one works with, and who leads on people one knows of."""
    own = Q(team_id__in=actor.team_ids) & ~Q(person_id__in=actor.barred)
    who_leads = Q(tier=Tier.LEADS) & sees(actor, "person_id", KNOWING)
    return own | who_leads | sees(actor, "person_id", WORKING)


ROWS: dict[type[Model], Rule] = {
    **{model: _about(model, sight) for model, sight in SIGHTS.items()},
    Grant: _grants,
    Restriction: lambda actor: sees(actor, "person_id", LEADING),
    Allowed: lambda actor: sees(actor, "restriction__person_id", LEADING),
    BreakGlass: _emergencies,
    # Not those one's own team made: a list of them would say which people are known here.
    AccessRequest: _about(AccessRequest, LEADING),
    JournalEntry: _story,
    ReadEntry: lambda actor: Q(by_id=actor.id) | sees(actor, "person_id", WORKING),
    Notice: _told_or_led,
    Referral: _referrals,
    DutyContact: _duty,
    Note: _notes,
    Cover: lambda actor: Q(team_id__in=actor.team_ids),
    Draft: lambda actor: Q(by_id=actor.id),
    Service: lambda actor: _partners(actor, "organisation_id"),
    Target: lambda actor: _partners(actor, "service__organisation_id"),
    Stage: lambda actor: _partners(actor, "service__organisation_id"),
    Framework: lambda actor: Q(organisation_id=None) | _partners(actor, "organisation_id"),
    Domain: lambda actor: Q(framework__organisation_id=None) | _partners(actor, "framework__organisation_id"),
    Version: _versions,
    Adoption: lambda actor: Q(partnership_id__in=_partnerships(actor)),
    Signing: lambda actor: Q(adoption__partnership_id__in=_partnerships(actor)),
    Round: lambda actor: Q(organisation_id=actor.organisation_id),
    Meeting: _meetings,
    Invitation: lambda actor: _meetings(actor, "meeting__"),
    Barrier: lambda actor: Q(partnership_id__in=_partnerships(actor)),
    BarrierStep: lambda actor: Q(barrier__partnership_id__in=_partnerships(actor)),
    CouncilWay: lambda actor: EVERY_ROW,
    Area: lambda actor: EVERY_ROW,
    AreaPart: lambda actor: EVERY_ROW,
    Prison: lambda actor: _partners(actor, "organisation_id"),
    Hall: lambda actor: _partners(actor, "prison__organisation_id"),
    Organisation: lambda actor: _partners(actor, "pk"),
    OrganisationArea: lambda actor: _partners(actor, "organisation_id"),
    Partnership: lambda actor: Q(pk__in=_partnerships(actor)),
    Partner: lambda actor: Q(partnership_id__in=_partnerships(actor)),
    Team: lambda actor: _partners(actor, "organisation_id"),
    User: lambda actor: _partners(actor, "organisation_id"),
    Membership: lambda actor: _partners(actor, "team__organisation_id"),
    ApiKey: lambda actor: Q(organisation_id=actor.organisation_id),
    Agreement: lambda actor: Q(partnership_id__in=_partnerships(actor)),
    Party: lambda actor: Q(agreement__partnership_id__in=_partnerships(actor)),
}
