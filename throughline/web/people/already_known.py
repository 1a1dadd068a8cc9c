"""Who someone about to be registered may already be: people the viewer may see, and no more than that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from throughline.access import lookups as access
from throughline.access import reads
from throughline.access.permissions import Do
from throughline.foundations.actors import Staff
from throughline.people import matching
from throughline.people import queries as people
from throughline.people.actions import registering
from throughline.people.identifiers import IdentifierKind
from throughline.people.matching import Identity, Match, Verdict
from throughline.people.models import Identifier, Name, Person
from throughline.people.rules import NewPerson
from throughline.web.people.listing import Row, rows

SHOWN_AT_MOST = 10
WORDS = {Verdict.LIKELY: "Very likely the same person", Verdict.POSSIBLE: "Could be the same person"}
WHERE = "people:register"
NUMBER_HELD = "Same number, on a record they may not see"


@dataclass(frozen=True)
class Known:
    """Someone the viewer may see who may be the same person, why, and how likely in words."""

    row: Row
    reasons: tuple[str, ...]
    verdict: str


@dataclass(frozen=True)
class Found:
    """Everyone like the person described. ``elsewhere`` says that a number is on a record the viewer may not see."""

    known: list[Known]
    elsewhere: bool

    @property
    def seen(self) -> frozenset[str]:
        """What to remember as shown, so that a later match is not passed over."""
        return frozenset(str(each.row.person.pk) for each in self.known)


def look(new: NewPerson, *, by: Staff, today: date) -> Found:
    """Return who may already be known, the most alike first, and write down that they were shown."""
    holders = registering.holders(new.identifiers)
    theirs = list(access.visible(Person, by=by, to=Do.SEE_PEOPLE).filter(pk__in=holders))
    likely = _likely(new, theirs, by=by)
    hidden = set(holders) - {person.pk for person in theirs}
    best = sorted(likely, key=lambda pair: -pair[1].score)[:SHOWN_AT_MOST]
    reads.log([person.pk for person, _ in best], by=by, where=WHERE, why="Already known?")
    reads.log(hidden, by=by, where=WHERE, why=NUMBER_HELD)
    shown = rows([person for person, _ in best], by=by, today=today)
    known = [Known(row, match.reasons, WORDS[match.verdict]) for row, (_, match) in zip(shown, best, strict=True)]
    return Found(known=known, elsewhere=bool(hidden))


def _likely(new: NewPerson, theirs: list[Person], *, by: Staff) -> list[tuple[Person, Match]]:
    """Return the people alike enough to show, with how alike; ``theirs`` hold a number that was given."""
    asked = _described(new)
    alike = people.likely(
        access.visible(Person, by=by, to=Do.SEE_PEOPLE),
        names=asked.names,
        numbers=[value for _, value in asked.numbers],
        born=matching.born_keys(new.born_on) if new.born_on else (),
    )
    found = list({person.pk: person for person in (*theirs, *alike)}.values())
    identities = _identities(found, by=by)
    scored = [(person, matching.score(identities[person.pk], asked)) for person in found]
    return [(person, match) for person, match in scored if match.verdict != Verdict.UNLIKELY]


def _described(new: NewPerson) -> Identity:
    numbers = frozenset((IdentifierKind(number.kind), number.value) for number in new.identifiers)
    return Identity(names=tuple(name.whole for name in new.names), born_on=new.born_on, numbers=numbers)


def _identities(found: Sequence[Person], *, by: Staff) -> dict[UUID, Identity]:
    """Return what is known of each person, to compare: only names and numbers the viewer may see."""
    ids = [person.pk for person in found]
    names: dict[UUID, list[str]] = {pk: [] for pk in ids}
    numbers: dict[UUID, set[tuple[IdentifierKind, str]]] = {pk: set() for pk in ids}
    for name in people.of_people(access.visible(Name, by=by, to=Do.SEE_PEOPLE), ids):
        names[name.person_id].append(str(name))
    for number in people.of_people(people.current(access.visible(Identifier, by=by, to=Do.SEE_PEOPLE)), ids):
        numbers[number.person_id].add((IdentifierKind(number.kind), number.value))
    return {
        person.pk: Identity((person.shown_name, *names[person.pk]), person.born_on, frozenset(numbers[person.pk]))
        for person in found
    }
