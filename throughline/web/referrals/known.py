"""What is known of someone already, so that nobody types it twice, and when the service asked may read each part."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.agencies.pathways import Pathway
from throughline.agencies.statuses import TeamKind
from throughline.assessments.models import PartOfLife, SafetyNote
from throughline.assessments.statuses import Level
from throughline.custody.models import Stay
from throughline.foundations.wording import age, counted, day, full_day
from throughline.people.models import Need
from throughline.people.statuses import NeedKind
from throughline.sharing.statuses import Compartment, Tier
from throughline.web.people import identity
from throughline.web.people.frame import Opened


class When(StrEnum):
    """When the service that is asked may read something."""

    NOW = "Now"
    ACCEPT = "Only if they accept"
    ASKED = "Only if they accept, and you open it below"
    NEVER = "Never"


ICONS = {When.NOW: "eye", When.ACCEPT: "lock", When.ASKED: "lock", When.NEVER: "cross"}
UNKNOWN = "Not known"
NEEDS = "Communication, access and health needs"
FREE = "When they can be seen"
ONLY_OPENED = "Health, drugs and family among them only where those parts are opened."
NO_DIARY = "No diary is kept here yet. Ask them, or whoever rings first."


@dataclass(frozen=True, kw_only=True)
class Known:
    """One part of the record: what is known, who said so, when the service reads it.

    ``notes`` are smaller lines under the answers.
    ``shared`` is false where the viewer themself may not see it. ``change`` is the page where it is put right.
    """

    label: str
    answers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    when: When = When.NOW
    shared: bool = True
    change: str = ""

    @property
    def icon(self) -> str:
        return ICONS[self.when]


def known(opened: Opened, *, opens: Collection[str] | None, accepted: bool = False) -> list[Known]:
    """Return the parts of a record a referral rests on.

    ``opens`` are the parts that open with a yes; None while the sender has still to choose. Once it is ``accepted``
    what was to open is open.
    """
    on_yes = When.NOW if accepted else When.ACCEPT
    return [*_who(opened), *_custody(opened, on_yes), *_compartments(opened, opens, on_yes), *_beside(opened, on_yes)]


def _who(opened: Opened) -> Iterable[Known]:
    person, details = opened.person, "people:details"
    born = f"{age(person.born_on, on=opened.today)}, born {full_day(person.born_on)}" if person.born_on else UNKNOWN
    yield Known(label="Name", answers=(person.shown_name,), source=person.reference, change=details)
    yield Known(label="Age", answers=(born,), change=details)
    home = person.home_area.name if person.home_area else UNKNOWN
    yield Known(label="Home area", answers=(home,), source="Where they will live", change=details)
    yield Known(label="Language", answers=(person.language or UNKNOWN,), change=details)


def _custody(opened: Opened, when: When) -> Iterable[Known]:
    if not opened.sees_custody:
        yield Known(label="In custody or outside", when=when, shared=False)
        yield Known(label="Release date", when=when, shared=False)
        return
    where, release, *_ = opened.facts
    yield _fact("In custody or outside", where, when, "custody:stay")
    yield _fact("Release date", release, when, "custody:stay")


def _fact(label: str, fact: identity.Fact, when: When, change: str) -> Known:
    return Known(label=label, answers=(fact.answer,), notes=fact.lines, when=when, change=change)


def _compartments(opened: Opened, opens: Collection[str] | None, on_yes: When) -> Iterable[Known]:
    def when(part: Compartment) -> When:
        if opens is None:
            return When.ASKED
        return on_yes if part in opens else When.NEVER

    def closed(label: str, part: Compartment) -> Known:
        return Known(label=label, when=when(part), shared=False)

    reach = opened.reach
    if reach.opens(Compartment.CONTACT):
        yield _contact(opened, when(Compartment.CONTACT))
    else:
        yield closed("How to reach them", Compartment.CONTACT)
    if reach.sees(Need):
        free = [row for row in opened.needs if row.kind == NeedKind.AVAILABILITY]
        others = [row for row in opened.needs if row.kind != NeedKind.AVAILABILITY]
        yield _needs(NEEDS, others, when(Compartment.NEEDS))
        yield _needs(FREE, free, when(Compartment.NEEDS))
    else:
        yield closed(NEEDS, Compartment.NEEDS)
        yield closed(FREE, Compartment.NEEDS)
    if reach.sees(SafetyNote):
        yield _safety(opened, when(Compartment.RISK))
    else:
        yield closed("Safety notes", Compartment.RISK)


def _contact(opened: Opened, when: When) -> Known:
    ways = tuple(f"{row.value}: {row.get_safety_display().lower()}" for row in opened.contacts)
    return Known(label="How to reach them", answers=ways or (UNKNOWN,), when=when, change="people:contact")


def _needs(label: str, rows: list[Need], when: When) -> Known:
    said = tuple(f"{row.get_kind_display()}: {row.words}" for row in rows)
    source = rows[0].source if rows else ""
    return Known(label=label, answers=said or ("None is known",), source=source, when=when, change="people:needs")


def _safety(opened: Opened, when: When) -> Known:
    if not access.may(opened.actor, Do.SEE_ASSESSMENTS):
        return Known(label="Safety notes", when=when, shared=False)
    notes = safety_notes(opened)
    said = tuple(f"{note.get_concern_display()}, {day(note.noted_on, today=opened.today)}" for note in notes)
    return Known(label="Safety notes", answers=said or ("None is recorded",), when=when)


def safety_notes(opened: Opened) -> list[SafetyNote]:
    """Return the safety notes that stand, the newest first; none for a viewer they are not shared with."""
    if not (opened.reach.sees(SafetyNote) and access.may(opened.actor, Do.SEE_ASSESSMENTS)):
        return []
    rows = access.visible(SafetyNote, by=opened.actor, to=Do.SEE_ASSESSMENTS).filter(person=opened.person)
    return list(rows.filter(ended_on=None).order_by("-noted_on", "-id")[:5])


def _beside(opened: Opened, when: When) -> Iterable[Known]:
    yield _talked_through(opened, when)
    if not opened.reach.sees(Stay):
        yield Known(label="Who works with them now", when=when, shared=False)
    else:
        yield Known(label="Who works with them now", answers=_agencies(opened), when=when, change="sharing:who")
    yield Known(label="Next appointments", answers=(NO_DIARY,), when=when)


def _talked_through(opened: Opened, when: When) -> Known:
    """Say what was talked through of each part of life that the viewer may see: the first look at what is needed."""
    label = "Needs talked through with them"
    if not (opened.reach.opens("") and access.may(opened.actor, Do.SEE_ASSESSMENTS)):
        return Known(label=label, when=when, shared=False)
    rows = access.visible(PartOfLife, by=opened.actor, to=Do.SEE_ASSESSMENTS).filter(person=opened.person, holds=True)
    parts = sorted(rows.exclude(level=Level.NOT_TALKED), key=lambda row: list(Pathway).index(Pathway(row.pathway)))
    said = tuple(f"{row.get_pathway_display()}: {row.get_level_display().lower()}" for row in parts)
    latest = max((row.said_on for row in parts), default=None)
    source = f"{counted(len(parts), 'part', 'parts')}, {day(latest, today=opened.today)}" if latest else ""
    notes = (ONLY_OPENED,) if parts and when != When.NOW else ()
    return Known(label=label, answers=said or ("Nothing yet",), notes=notes, source=source, when=when)


def _agencies(opened: Opened) -> tuple[str, ...]:
    working = (held.team for held in opened.grants if held.tier >= Tier.WORKS_WITH and held.only_for_id is None)
    named = (
        team.organisation.name if team.kind == TeamKind.EVERYONE else f"{team.name}, {team.organisation.name}"
        for team in working
    )
    return tuple(dict.fromkeys(named)) or ("Nobody else",)
