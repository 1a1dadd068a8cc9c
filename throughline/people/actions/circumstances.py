"""How to reach someone, what they need, and who is around them."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from throughline.foundations import journal
from throughline.foundations.actors import Actor
from throughline.foundations.errors import Refused
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writes
from throughline.people.models import ContactPoint, Need, Person, Relation, SensitiveFact
from throughline.people.reaching import reachable
from throughline.people.statuses import MayBeTold, RelationKind, Safety

Ended = ContactPoint | Need | Relation | SensitiveFact


@dataclass(frozen=True, kw_only=True)
class RelationFacts:
    """What is said of someone in the family or household."""

    kind: str
    name: str
    born_on: date | None = None
    phone: str = ""
    in_household: bool | None = None
    may_be_told: str = MayBeTold.NOT_ASKED
    wants_contact: bool | None = None
    joins_planning: bool | None = None
    needs: str = ""
    agencies: str = ""
    best_interests: str = ""
    told_by_person_on: date | None = None

    def check(self) -> None:
        """Refuse what cannot be.

        Raises:
            Refused: best interests are given for someone who is not a child, or they may be told something but not
                since which day.
        """
        if self.best_interests and self.kind != RelationKind.CHILD:
            raise Refused("Best interests are recorded for a child.", field="best_interests")
        if self.may_be_told not in {MayBeTold.NOT_ASKED, MayBeTold.NOTHING} and self.told_by_person_on is None:
            raise Refused("Give the day the person said so.", field="told_by_person_on")


@writes
def add_contact(
    person: Person,
    *,
    kind: str,
    value: str,
    safety: str = Safety.UNKNOWN,
    safety_note: str = "",
    source: str,
    on: date,
    by: Actor,
    at: datetime,
) -> ContactPoint:
    """Keep a way to reach the person.

    Raises:
        Refused: it cannot be one, or it is there already.
    """
    locked = lock(Person, person.pk)
    value = reachable(kind, value)
    if ContactPoint.objects.filter(person=locked, kind=kind, value=value, ended_on=None).exists():
        raise Refused("That is on the record already.", field="value")
    row = ContactPoint.objects.create(
        person=locked, kind=kind, value=value, safety=safety, safety_note=safety_note, source=source, from_on=on
    )
    _note("people.contact_added", row, "contact", by=by, at=at, kind=kind, safety=safety)
    return row


@writes
def change_safety(
    contact: ContactPoint, *, safety: str, safety_note: str, version: int, by: Actor, at: datetime
) -> ContactPoint:
    """Say whether a way to reach someone is safe now.

    Raises:
        Stale: someone else changed it first.
    """
    row = lock_version(ContactPoint, contact.pk, version=version)
    before = row.safety
    row.safety, row.safety_note = safety, safety_note
    save_change(row, "safety", "safety_note")
    _note("people.contact_safety_changed", row, "contact", by=by, at=at, before=before, after=safety)
    return row


@writes
def add_need(person: Person, *, kind: str, words: str, source: str, on: date, by: Actor, at: datetime) -> Need:
    """Keep a communication, access or support need."""
    row = Need.objects.create(person=lock(Person, person.pk), kind=kind, words=words, source=source, noted_on=on)
    _note("people.need_added", row, "needs", by=by, at=at, kind=kind)
    return row


@writes
def change_need(need: Need, *, words: str, version: int, by: Actor, at: datetime) -> Need:
    """Say a need in other words.

    Raises:
        Stale: someone else changed it first.
    """
    row = lock_version(Need, need.pk, version=version)
    row.words = words
    save_change(row, "words")
    _note("people.need_changed", row, "needs", by=by, at=at, kind=row.kind)
    return row


@writes
def add_relation(person: Person, *, facts: RelationFacts, source: str, by: Actor, at: datetime) -> Relation:
    """Keep someone in the person's family or household, and what they may be told.

    Raises:
        Refused: see ``RelationFacts.check``.
    """
    facts.check()
    row = Relation.objects.create(person=lock(Person, person.pk), source=source, **asdict(facts))
    _note("people.relation_added", row, "family", by=by, at=at, kind=facts.kind, may_be_told=facts.may_be_told)
    return row


@writes
def change_relation(relation: Relation, *, facts: RelationFacts, version: int, by: Actor, at: datetime) -> Relation:
    """Change what is said of someone in the family, or what they may be told.

    Raises:
        Stale: someone else changed it first.
        Refused: see ``RelationFacts.check``.
    """
    facts.check()
    row = lock_version(Relation, relation.pk, version=version)
    before = row.may_be_told
    for field, value in asdict(facts).items():
        setattr(row, field, value)
    save_change(row, *asdict(facts))
    _note("people.relation_changed", row, "family", by=by, at=at, before=before, after=facts.may_be_told)
    return row


@writes
def add_sensitive(
    person: Person, *, kind: str, words: str, source: str, on: date, by: Actor, at: datetime
) -> SensitiveFact:
    """Keep a piece of history with restricted access. The journal says that, not what."""
    row = SensitiveFact.objects.create(
        person=lock(Person, person.pk), kind=kind, words=words, source=source, noted_on=on
    )
    _note("people.sensitive_added", row, "sensitive", by=by, at=at, kind=kind)
    return row


@writes
def change_sensitive(fact: SensitiveFact, *, words: str, version: int, by: Actor, at: datetime) -> SensitiveFact:
    """Say a piece of sensitive history in other words. The journal says that, not what.

    Raises:
        Stale: someone else changed it first.
    """
    row = lock_version(SensitiveFact, fact.pk, version=version)
    row.words = words
    save_change(row, "words")
    _note("people.sensitive_changed", row, "sensitive", by=by, at=at, kind=row.kind)
    return row


_PARTS = {ContactPoint: "contact", Need: "needs", Relation: "family", SensitiveFact: "sensitive"}


@writes
def end(record: Ended, *, on: date, version: int, by: Actor, at: datetime) -> Ended:
    """Say that something no longer holds; it is kept as it was.

    Raises:
        Stale: someone else changed it first.
        Refused: it ended already.
    """
    row: Ended = lock_version(type(record), record.pk, version=version)
    if row.ended_on is not None:
        raise Refused("This was ended already. Nothing was changed.")
    row.ended_on = on
    save_change(row, "ended_on")
    _note(f"people.{row._meta.model_name}_ended", row, _PARTS[type(row)], by=by, at=at, kind=row.kind)
    return row


def _note(what: str, row: Ended, part: str, *, by: Actor, at: datetime, **facts: journal.Fact) -> None:
    event = journal.Event(what=what, about=row, person_id=row.person_id, compartment=part, facts=facts)
    journal.note_many([event], by=by, at=at)
