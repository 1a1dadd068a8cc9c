"""What every page about one person begins with: the door, the read log and the identity bar."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Model

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.access.reach import Reach, reach
from throughline.access.requests import StaffRequest
from throughline.cases.models import Case
from throughline.custody import queries as custody
from throughline.custody.models import KeyDate, Location, Stay
from throughline.custody.rules import leading
from throughline.foundations import clock
from throughline.foundations.actors import Staff
from throughline.people import queries as people
from throughline.people.models import ContactPoint, Identifier, Name, Need, Person
from throughline.sharing import queries as sharing
from throughline.sharing.models import Consent, Grant
from throughline.sharing.statuses import ConsentTo
from throughline.web.people import identity, places


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A person someone may see, with what the identity bar says. Templates get it as ``opened``.

    Each part is read when a page first asks for it, so that a form sent and accepted costs no more than it needs.
    """

    person: Person
    actor: Staff
    reach: Reach
    here: str
    today: date

    @cached_property
    def names(self) -> list[Name]:
        """Every name, those in use first."""
        return list(people.by_use(access.visible(Name, by=self.actor, to=Do.SEE_PEOPLE).filter(person=self.person)))

    @cached_property
    def legal_name(self) -> str:
        """The legal name where another is shown, else nothing."""
        return identity.known_as(self.person, self.names)[0]

    @cached_property
    def other_names(self) -> tuple[str, ...]:
        """What else they are known as."""
        return identity.known_as(self.person, self.names)[1]

    @cached_property
    def numbers(self) -> list[Identifier]:
        """Every number, those in use first."""
        rows = access.visible(Identifier, by=self.actor, to=Do.SEE_PEOPLE).filter(person=self.person)
        return list(people.by_kind(rows))

    @property
    def prison_numbers(self) -> list[Identifier]:
        """The numbers of the bar: those that prisons know them by now."""
        return [row for row in self.numbers if row.ended_on is None and row.kind in identity.PRISON_NUMBERS]

    @cached_property
    def sees_custody(self) -> bool:
        """Whether time in prison is shared with this viewer at all."""
        return access.may(self.actor, Do.SEE_CUSTODY) and self.reach.sees(Stay)

    @cached_property
    def stay(self) -> Stay | None:
        """The latest stay, over or not."""
        if not self.sees_custody:
            return None
        rows = access.visible(Stay, by=self.actor, to=Do.SEE_CUSTODY).filter(person=self.person)
        return custody.newest_first(rows).first()

    @cached_property
    def dates_ever(self) -> list[KeyDate]:
        """Every date of the latest stay, over or not, the latest known first."""
        if self.stay is None:
            return []
        rows = access.visible(KeyDate, by=self.actor, to=Do.SEE_CUSTODY).filter(person=self.person, stay=self.stay)
        return list(custody.history(rows))

    @property
    def date_history(self) -> list[KeyDate]:
        """Every date of the stay that goes on, the latest known first."""
        return [] if self.stay is None or self.stay.ended_on is not None else self.dates_ever

    @property
    def dates(self) -> list[KeyDate]:
        """The dates that hold now, by type."""
        return sorted((row for row in self.date_history if row.holds), key=lambda row: (row.type, row.pk))

    @property
    def outside(self) -> bool:
        """Whether the person has left prison, as far as this viewer is told."""
        return self.stay is not None and self.stay.ended_on is not None

    @cached_property
    def grants(self) -> list[Grant]:
        """Who sees the person now, as far as this viewer is told, the widest first."""
        if not access.may(self.actor, Do.SEE_SHARING):
            return []
        rows = access.visible(Grant, by=self.actor, to=Do.SEE_SHARING).filter(person=self.person)
        return list(sharing.open_at(rows, self.actor.asked_at))

    @cached_property
    def needs(self) -> list[Need]:
        """What they need, where that is shared with this viewer."""
        if not self.reach.sees(Need):
            return []
        return list(people.needs_now(access.visible(Need, by=self.actor, to=Do.SEE_PEOPLE).filter(person=self.person)))

    @cached_property
    def contacts(self) -> list[ContactPoint]:
        """How to reach them, where that is shared with this viewer."""
        if not self.reach.sees(ContactPoint):
            return []
        rows = access.visible(ContactPoint, by=self.actor, to=Do.SEE_PEOPLE).filter(person=self.person)
        return list(people.safest_first(rows))

    @cached_property
    def facts(self) -> list[identity.Fact]:
        """The four facts of the bar."""
        return [*self._custody_facts(), *self._sharing_facts()]

    @cached_property
    def flags(self) -> list[identity.Flag]:
        """What must be read or done first."""
        return identity.flags(self.needs, self.contacts, language=self.person.language)

    @cached_property
    def cases(self) -> list[Case]:
        """The cases that are open, as far as this viewer is told, the longest open first."""
        if not access.may(self.actor, Do.SEE_CASES):
            return []
        rows = access.visible(Case, by=self.actor, to=Do.SEE_CASES).filter(person=self.person, closed_on=None)
        return list(
            rows.select_related("key_worker", "team__organisation", "service", "stage").order_by("opened_on", "id")
        )

    @property
    def release_on(self) -> date | None:
        """The day taken as the day of release, or the day they left; None where neither is known or shared."""
        if self.outside and self.stay is not None:
            return self.stay.ended_on
        found = leading(identity.typed(self.dates))
        return found.on if found else None

    @cached_property
    def places(self) -> list[places.Place]:
        """Where else one may go about this person."""
        return places.about(self.person.pk, self.actor, here=self.here)

    @property
    def may_change(self) -> bool:
        """Whether this viewer may change names, numbers and details."""
        return access.may(self.actor, Do.CHANGE_PEOPLE) and self.reach.sees(Identifier)

    def _custody_facts(self) -> list[identity.Fact]:
        if not self.sees_custody:
            return [identity.locked("Where they are now"), identity.locked("Release")]
        return [
            identity.where_now(self.stay, self._location(), today=self.today),
            identity.release(self.stay, self.date_history, today=self.today),
        ]

    def _sharing_facts(self) -> list[identity.Fact]:
        if not access.may(self.actor, Do.SEE_SHARING):
            return [identity.locked("Ring first"), identity.locked("Taking part")]
        if not self.reach.sees(Consent):
            return [identity.ring_first(self.grants, self.cases), identity.locked("Taking part")]
        if self.cases:
            return [identity.ring_first(self.grants, self.cases), identity.takes_part(self.cases[0])]
        answers = access.visible(Consent, by=self.actor, to=Do.SEE_SHARING).filter(person=self.person)
        newest = sharing.newest(answers.filter(to=ConsentTo.TAKE_PART)).first()
        return [identity.ring_first(self.grants, self.cases), identity.taking_part(newest, today=self.today)]

    def _location(self) -> Location | None:
        if self.stay is None or self.stay.ended_on is not None:
            return None
        rows = access.visible(Location, by=self.actor, to=Do.SEE_CUSTODY).filter(person=self.person, stay=self.stay)
        return custody.places(rows).first()


def open_person(request: StaffRequest, person_id: UUID, *, to: Do, where: str, why: str = "") -> Opened:
    """Open a person's page and write down who looked. ``where`` is the page's URL name.

    ``why`` is what they looked for, where the page asked; else what lets them see the person.

    Raises:
        NotAllowed: the viewer's job does not include this page.
        NotFound: there is no such person, or none the viewer may know of.
    """
    actor = request.actor
    person = access.one(access.visible(Person, by=actor, to=to).select_related("home_area").filter(pk=person_id))
    held = reach(actor, person.pk)
    reads.log([person.pk], by=actor, where=where, why=why or held.because)
    return Opened(person=person, actor=actor, reach=held, here=where, today=clock.today())


def open_to_change(
    request: StaffRequest, person_id: UUID, *, kind: type[Model], where: str, to: Do = Do.CHANGE_PEOPLE, why: str = ""
) -> Opened:
    """Open a person to change records of one kind. ``why`` is the reason given, where one is asked for.

    Raises:
        NotAllowed: the viewer's job does not include this, or their team may not see records of this kind.
        NotFound: there is no such person, or none the viewer may know of.
    """
    opened = open_person(request, person_id, to=to, where=where, why=why)
    opened.reach.need_to_change(kind)
    return opened
