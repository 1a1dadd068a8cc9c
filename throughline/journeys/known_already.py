"""Whether someone who asks for help is on record already, asked on their behalf and told to nobody outside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from throughline.people import matching
from throughline.people import queries as people
from throughline.people.actions import registering
from throughline.people.matching import LIKELY_SAME, Identity, Verdict
from throughline.people.models import Name, Person
from throughline.people.rules import NewIdentifier


@dataclass(frozen=True)
class Known:
    """Who someone is, when it is certain; else whether somebody like them may be on record, and holds their number."""

    person: Person | None = None
    maybe: bool = False
    number_is_held: bool = False


def known_already(*, name: str, born_on: date | None, numbers: Iterable[NewIdentifier]) -> Known:
    """Return who someone is when a number, the date of birth and the name all agree; else no more than a hint.

    Alike is not enough: a record is never joined to an asking on a likeness alone.
    """
    given = list(numbers)
    holders = list(Person.objects.filter(pk__in=registering.holders(given)).order_by("id"))
    for person in holders:
        if born_on is not None and person.born_on == born_on and _same_name(person, name):
            return Known(person)
    return Known(maybe=bool(holders) or _somebody_like(name, born_on), number_is_held=bool(holders))


def _same_name(person: Person, name: str) -> bool:
    """Return whether a name alone, without dates and numbers, is as good as one of theirs."""
    return matching.score(Identity(_names([person])[person]), Identity((name,))).score >= LIKELY_SAME


def _somebody_like(name: str, born_on: date | None) -> bool:
    born = matching.born_keys(born_on) if born_on else ()
    alike = list(people.likely(Person.objects.all(), names=[name], numbers=(), born=born))
    asked, names = Identity((name,), born_on), _names(alike)
    scores = (matching.score(Identity(names[person], person.born_on), asked) for person in alike)
    return any(match.verdict == Verdict.LIKELY for match in scores)


def _names(found: Iterable[Person]) -> dict[Person, tuple[str, ...]]:
    """Return every name of each person."""
    known = {person: [person.shown_name] for person in found}
    for row in Name.objects.filter(person__in=list(known)).select_related("person").order_by("id"):
        known[row.person].append(str(row))
    return {person: tuple(names) for person, names in known.items()}
