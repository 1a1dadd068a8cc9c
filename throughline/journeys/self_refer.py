"""Someone, or their family, asks a service for help: on the public page, on paper, by telephone or face to face."""

from datetime import datetime

from django.utils.timezone import localdate

from throughline.agencies.models import Service, User
from throughline.foundations.actors import Actor, ActorKind
from throughline.foundations.records import lock
from throughline.foundations.writing import writes
from throughline.journeys.asking import Asking, check_asking
from throughline.journeys.known_already import Known, known_already
from throughline.journeys.referral_news import asked_in_words, tell_receiver
from throughline.journeys.referral_sight import let_know_of
from throughline.people.actions import circumstances, registering
from throughline.people.models import ContactPoint, Person
from throughline.people.reaching import reachable
from throughline.people.rules import NewName, NewPerson
from throughline.people.statuses import ContactKind, NameKind
from throughline.referrals import queries
from throughline.referrals.actions import sending
from throughline.referrals.actions.sending import NewReferral
from throughline.referrals.models import Referral
from throughline.referrals.statuses import Arrived, Source
from throughline.sharing.actions import consents, grants
from throughline.sharing.actions.grants import NewGrant
from throughline.sharing.models import Consent
from throughline.sharing.statuses import Answer, ConsentTo, GrantReason, Tier

PUBLIC_PAGE = Actor(kind=ActorKind.SYSTEM, id=None, organisation_id=None, words="The public page")
"""Who writes down what someone asks for on the page that needs no account."""

MAY_BE_KNOWN = "Somebody like this may be on record already: compare before you register more."


@writes
def self_refer(asking: Asking, *, service: Service, arrived: str, by: Actor, at: datetime) -> Referral:
    """Match or register them, keep how to reach them and their yes, send the referral, and tell the service's team.

    Whoever asks learns nothing of what is on record: someone who is waiting already is answered the same.

    Raises:
        Refused: there is no name, a date, number or phone cannot be one, or people cannot ask this service themselves.
    """
    check_asking(asking, service=service, arrived=arrived, today=localdate(at))
    known = _known(asking)
    if known.person is None:
        return _send(asking, known, service=service, arrived=arrived, by=by, at=at)
    lock(Person, known.person.pk)
    waits = queries.of_service(queries.open_for(Referral.objects.all(), known.person.pk), service.pk).first()
    if waits is not None:
        return _ask_again(waits, asking, by=by, at=at)
    return _send(asking, known, service=service, arrived=arrived, by=by, at=at)


def _send(asking: Asking, known: Known, *, service: Service, arrived: str, by: Actor, at: datetime) -> Referral:
    try:
        person = known.person or _register(asking, known, service=service, arrived=arrived, by=by, at=at)
    except registering.AlreadyKnown:  # two at once: the other was first, and they are on record now
        return self_refer(asking, service=service, arrived=arrived, by=by, at=at)
    _keep_ways_to_reach(person, asking, arrived=arrived, by=by, at=at)
    consent = _keep_yes(person, asking, service=service, arrived=arrived, by=by, at=at)
    new = _referral(person, asking, service=service, arrived=arrived, consent=consent, known=known, by=by, at=at)
    (sent,) = sending.send_many([new], by=by, at=at)
    let_know_of(sent, by=by, at=at)
    _tell(sent, known, at=at)
    return sent


def _known(asking: Asking) -> Known:
    if asking.person is not None:
        return Known(asking.person)
    return known_already(name=asking.name, born_on=asking.born_on, numbers=asking.numbers)


def _ask_again(waits: Referral, asking: Asking, *, by: Actor, at: datetime) -> Referral:
    """Keep what they say now on the referral that waits."""
    row = sending.asked_again(waits, words=asking.words, by=by, at=at)
    tell_receiver(
        row,
        kind="referrals.asked_again",
        subject="Someone who waits asked again",
        body=asked_in_words(row, at=at),
        at=at,
    )
    return row


def _register(asking: Asking, known: Known, *, service: Service, arrived: str, by: Actor, at: datetime) -> Person:
    """Start a record that the service's team leads. A number that is on another record is left out."""
    new = NewPerson(
        names=(NewName(kind=NameKind.LEGAL, given=asking.given, family=asking.family),),
        born_on=asking.born_on,
        identifiers=() if known.number_is_held else tuple(asking.numbers),
    )
    person = registering.register(new, source=_source(asking, arrived), by=by, at=at)
    leads = NewGrant(
        person=person,
        team=service.team,
        tier=Tier.LEADS,
        compartments=grants.EVERY_COMPARTMENT,
        reason=GrantReason.REGISTERED,
        words=f"They asked for help: {service.name}"[:300],
    )
    grants.grant(leads, by=by, at=at)
    return person


def _keep_ways_to_reach(person: Person, asking: Asking, *, arrived: str, by: Actor, at: datetime) -> None:
    """Keep a phone and an address that are not on the record yet. Nobody knows yet whether they are safe to use."""
    for kind, value in ((ContactKind.MOBILE, asking.phone), (ContactKind.ADDRESS, asking.address)):
        if value.strip() and not _is_kept(person, kind, value):
            circumstances.add_contact(
                person, kind=kind, value=value, source=_source(asking, arrived), on=localdate(at), by=by, at=at
            )


def _is_kept(person: Person, kind: str, value: str) -> bool:
    held = ContactPoint.objects.filter(person=person, value=reachable(kind, value), ended_on=None)
    return held.exists()


def _keep_yes(person: Person, asking: Asking, *, service: Service, arrived: str, by: Actor, at: datetime) -> Consent:
    """Keep that asking is a yes to this referral, and no more. Family cannot say yes for someone."""
    by_them = asking.source == Source.SELF
    return consents.record(
        person,
        to=ConsentTo.REFER,
        organisation=service.organisation,
        answer=Answer.AGREED if by_them else Answer.OFFERED,
        words="" if by_them else "Their family asked. Ask the person.",
        how=Arrived(arrived).label,
        answered_on=min(asking.received_on or at.date(), at.date()),
        asked_by=_signed_in(by),
        by=by,
        at=at,
    )


def _referral(
    person: Person,
    asking: Asking,
    *,
    service: Service,
    arrived: str,
    consent: Consent,
    known: Known,
    by: Actor,
    at: datetime,
) -> NewReferral:
    return NewReferral(
        person=person,
        service=service,
        source=asking.source,
        arrived=arrived,
        received_on=asking.received_on or localdate(at),
        from_user=_signed_in(by),
        from_words=asking.from_words,
        pathways=asking.pathways,
        reason=asking.in_words(maybe_known=MAY_BE_KNOWN if known.maybe else ""),
        hopes=asking.words,
        opens=asking.opens,
        consent=consent,
    )


def _tell(sent: Referral, known: Known, *, at: datetime) -> None:
    hint = f" {MAY_BE_KNOWN}" if known.maybe else ""
    tell_receiver(
        sent,
        kind="referrals.sent",
        subject="Someone asked your team for help",
        body=f"{asked_in_words(sent, at=at)}{hint}",
        at=at,
    )


def _signed_in(by: Actor) -> User | None:
    """Return the member of staff who wrote it down; None when nobody of ours did."""
    return User.objects.filter(pk=by.id).first() if by.id and by.kind == ActorKind.STAFF else None


def _source(asking: Asking, arrived: str) -> str:
    return f"{Source(asking.source).label}, {Arrived(arrived).label.lower()}"
