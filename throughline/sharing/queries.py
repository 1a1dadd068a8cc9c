"""What we ask of grants, consent and restrictions. Each question narrows the rows it is given."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from throughline.people import matching
from throughline.people.models import Person
from throughline.sharing.models import AccessRequest, Agreement, Allowed, BreakGlass, Consent, Grant, Party, Restriction
from throughline.sharing.statuses import RestrictionKind, Tier


def holds(at: datetime) -> Q:
    """Match what has begun and not ended at an instant."""
    return Q(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)


def open_at(grants: QuerySet[Grant], at: datetime) -> QuerySet[Grant]:
    """Return the grants that hold at an instant, widest first."""
    return (
        grants.filter(holds(at))
        .select_related("team__organisation", "only_for", "agreement", "consent")
        .order_by("-tier", "team__organisation__name", "team__name", "id")
    )


def over_at(grants: QuerySet[Grant], at: datetime) -> QuerySet[Grant]:
    """Return the grants that have ended, the last ended first."""
    return grants.filter(ends_at__lte=at).select_related("team__organisation", "only_for").order_by("-ends_at", "-id")


def leading(grants: QuerySet[Grant], at: datetime) -> QuerySet[Grant]:
    """Return the grants that hold and decide who else may see."""
    return open_at(grants, at).filter(tier=Tier.LEADS, only_for=None)


def newest(consents: QuerySet[Consent]) -> QuerySet[Consent]:
    """Return answers, the last given first."""
    return consents.select_related("organisation", "asked_by").order_by("-answered_on", "-recorded_at", "-id")


def latest_each(consents: QuerySet[Consent]) -> QuerySet[Consent]:
    """Return the last answer to each question: taking part, and each organisation."""
    return (
        consents.select_related("organisation", "asked_by")
        .order_by("to", "organisation_id", "-answered_on", "-recorded_at", "-id")
        .distinct("to", "organisation_id")
    )


def about(consents: QuerySet[Consent], *, to: str, organisation_id: UUID | None) -> QuerySet[Consent]:
    """Return the answers to one question, the last given first."""
    one = Q(organisation_id=organisation_id) if organisation_id else Q(organisation=None)
    return newest(consents.filter(one, to=to))


def in_force(restrictions: QuerySet[Restriction], at: datetime) -> QuerySet[Restriction]:
    """Return the restrictions that hold at an instant."""
    return restrictions.filter(holds(at)).select_related("user__organisation").order_by("-starts_at", "id")


def closing(restrictions: QuerySet[Restriction], *, user_id: UUID, at: datetime) -> QuerySet[Restriction]:
    """Return the restrictions that close a record to one member of staff at an instant."""
    named = Exists(Allowed.objects.filter(restriction=OuterRef("pk"), user_id=user_id))
    shut_out = Q(kind=RestrictionKind.LIMITED) & ~Q(named)
    return in_force(restrictions, at).filter(Q(kind=RestrictionKind.CONFLICT, user_id=user_id) | shut_out)


def allowed_by(allowed: QuerySet[Allowed], restrictions: Collection[Restriction]) -> QuerySet[Allowed]:
    """Return who is named on some restrictions, by name."""
    return (
        allowed.filter(restriction__in=restrictions).select_related("user__organisation").order_by("user__name", "id")
    )


def waiting(requests: QuerySet[AccessRequest]) -> QuerySet[AccessRequest]:
    """Return the requests nobody has answered, oldest first."""
    return (
        requests.filter(answered_at=None)
        .select_related("person", "team__organisation", "asked_by")
        .order_by("asked_at", "id")
    )


def unreviewed(opened: QuerySet[BreakGlass]) -> QuerySet[BreakGlass]:
    """Return the emergencies nobody has reviewed, the soonest due first."""
    return (
        opened.filter(reviewed_at=None)
        .select_related("user__organisation", "grant")
        .order_by("review_by", "opened_at", "id")
    )


def reviewed(opened: QuerySet[BreakGlass]) -> QuerySet[BreakGlass]:
    """Return the emergencies that were reviewed, the last reviewed first."""
    return (
        opened.exclude(reviewed_at=None)
        .select_related("user__organisation", "reviewed_by", "grant")
        .order_by("-reviewed_at", "-id")
    )


def in_order(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Return agreements by partnership and title."""
    return agreements.select_related("partnership__lead").order_by("partnership__name", "title", "id")


def parties_of(parties: QuerySet[Party], agreement: Agreement) -> QuerySet[Party]:
    """Return who signed an agreement, those who left last."""
    return (
        parties.filter(agreement=agreement)
        .select_related("organisation")
        .order_by("-ended_on", "organisation__name", "id")
    )


def signed_on(parties: QuerySet[Party], on: date) -> QuerySet[Party]:
    """Return the parts that hold on a day, of agreements that hold on it."""
    return parties.filter(
        Q(ended_on=None) | Q(ended_on__gt=on),
        Q(agreement__ends_on=None) | Q(agreement__ends_on__gt=on),
        signed_on__lte=on,
        agreement__starts_on__lte=on,
    ).select_related("agreement")


def called(people: QuerySet[Person], text: str) -> Person | None:
    """Return the one person with a reference or a number; None when there is none, or more than one."""
    words = text.strip()
    if not any(letter.isdigit() for letter in words) and not words.upper().startswith("TL-"):
        return None
    found = people.filter(Q(reference__iexact=words) | Q(search_keys__contains=[matching.number_key(words)]))
    rows = list(found.order_by("id")[:2])
    return rows[0] if len(rows) == 1 else None
