"""Everything the page of needs and strengths shows of one person, as far as the viewer may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.agencies.pathways import RESTRICTED, Pathway, compartment_of
from throughline.assessments import queries
from throughline.assessments.models import Assessment, Asset, Confirmation, History, PartOfLife, SafetyNote
from throughline.assessments.rules import was_talked_about
from throughline.assessments.statuses import AssetKind
from throughline.assessments.weighing import Rows, Weighed, weigh
from throughline.custody import queries as custody
from throughline.custody.models import Stay
from throughline.people.statuses import Sex
from throughline.sharing.statuses import Compartment
from throughline.web.assessments import weighing
from throughline.web.assessments.lists import NamedList
from throughline.web.people.frame import Opened

MOST_SAID = 90
"""Answers read for one page: what holds, and ten talks before that; older ones are kept."""
MOST_STAYS = 40


@dataclass(frozen=True, kw_only=True)
class Line:
    """One part of life. ``part`` is None when nobody has said anything; a shut line says nothing else."""

    pathway: Pathway
    names: tuple[str, ...]
    part: PartOfLife | None = None
    earlier: tuple[PartOfLife, ...] = ()
    confirmed: tuple[Confirmation, ...] = ()
    is_shut: bool = False

    @property
    def also_called(self) -> str:
        """What we call it, where the list that is shown calls it something else."""
        return "" if self.pathway.label in self.names or not self.names else str(self.pathway.label)

    @property
    def talked(self) -> bool:
        """Whether the person has said how this part of life is."""
        return self.part is not None and was_talked_about(self.part.level)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What there is of one kind to build on; a shut kind says nothing else."""

    label: str
    rows: tuple[Asset, ...] = ()
    is_shut: bool = False


def may_say(opened: Opened, pathway: Pathway) -> bool:
    """Return whether a part of life is shared with the viewer."""
    return opened.reach.opens(compartment_of(pathway))


def is_hidden(opened: Opened, pathway: Pathway) -> bool:
    """Return whether a viewer is not even told that this part of life is asked about."""
    return pathway in RESTRICTED and not may_say(opened, pathway)


@dataclass(frozen=True)
class Page:
    """What one viewer sees; each part is read when it is first asked for."""

    opened: Opened
    shown_as: NamedList

    @cached_property
    def talks(self) -> list[Assessment]:
        """Every talk, the latest begun first."""
        rows = access.visible(Assessment, by=self.opened.actor, to=Do.SEE_ASSESSMENTS)
        return list(queries.newest(rows.filter(person=self.opened.person))[:MOST_STAYS])

    @property
    def going_on(self) -> Assessment | None:
        """The talk that goes on."""
        return next((talk for talk in self.talks if talk.ended_on is None), None)

    @property
    def latest(self) -> Assessment | None:
        """The talk that goes on, else the last one."""
        return self.going_on or next(iter(self.talks), None)

    @property
    def finished(self) -> list[Assessment]:
        """The talks that were finished."""
        return [talk for talk in self.talks if talk.ended_on is not None]

    @cached_property
    def said(self) -> list[PartOfLife]:
        """What was said, what holds first."""
        rows = access.visible(PartOfLife, by=self.opened.actor, to=Do.SEE_ASSESSMENTS)
        return list(queries.spoken(rows.filter(person=self.opened.person))[:MOST_SAID])

    @cached_property
    def confirmed(self) -> list[Confirmation]:
        """Who heard that it is still so."""
        rows = access.visible(Confirmation, by=self.opened.actor, to=Do.SEE_ASSESSMENTS)
        return list(queries.confirmed(rows.filter(person=self.opened.person))[:MOST_SAID])

    @cached_property
    def every_line(self) -> list[Line]:
        """Every part of life the viewer may be told of, in the order of the list that is shown."""
        return [self._line(pathway) for pathway in self.shown_as.order if not is_hidden(self.opened, pathway)]

    @property
    def lines(self) -> list[Line]:
        """The parts of life that are shown: those asked of women for others once they said something."""
        return [line for line in self.every_line if line not in self.left_out]

    @cached_property
    def left_out(self) -> list[Line]:
        """The parts asked of women, about someone recorded as a man who has said nothing of them."""
        if self.opened.person.sex != Sex.MALE:
            return []
        return [line for line in self.every_line if line.pathway in RESTRICTED and line.part is None]

    @property
    def listed(self) -> list[Line]:
        """The lines that the list names."""
        return [line for line in self.lines if line.names]

    @property
    def unlisted(self) -> list[Line]:
        """The lines that the list leaves out."""
        return [line for line in self.lines if not line.names]

    @property
    def last_said_on(self) -> date | None:
        """The latest day anything that holds was said or confirmed."""
        said = [part.said_on for part in self.said if part.holds]
        return max([*said, *(row.confirmed_on for row in self.confirmed)], default=None)

    @property
    def not_yet(self) -> list[Line]:
        """The parts that the viewer may ask about and nobody has talked about, those declined left out."""
        return [line for line in self.lines if not line.is_shut and _nobody_asked(line.part)]

    @property
    def said_since_agreed(self) -> list[str]:
        """The parts that were said anew after the person and the worker agreed."""
        agreed_on = self.latest.agreed_on if self.latest else None
        if agreed_on is None:
            return []
        return [line.pathway.label for line in self.lines if line.part and line.part.said_on > agreed_on]

    @cached_property
    def assets(self) -> list[Kind]:
        """What there is to build on, by kind."""
        rows = access.visible(Asset, by=self.opened.actor, to=Do.SEE_ASSESSMENTS)
        found = list(queries.assets_now(rows.filter(person=self.opened.person)))
        family = self.opened.reach.opens(Compartment.FAMILY)
        return [
            Kind(
                label=str(kind.label),
                rows=tuple(row for row in found if row.kind == kind),
                is_shut=kind == AssetKind.FAMILY and not family,
            )
            for kind in AssetKind
        ]

    @cached_property
    def earlier_is_shared(self) -> bool:
        """Whether what they say of earlier years is shared with the viewer."""
        return self.opened.reach.sees(History)

    @cached_property
    def earlier(self) -> History | None:
        """What they say of earlier years."""
        return history_of(self.opened) if self.earlier_is_shared else None

    @cached_property
    def safety_is_shared(self) -> bool:
        """Whether safety notes are shared with the viewer."""
        return self.opened.reach.sees(SafetyNote)

    @cached_property
    def weighed(self) -> Weighed:
        """What the two rules say."""
        opens = {part for part in ("", *Compartment.values) if self.opened.reach.opens(part)}
        return weigh(
            Rows(
                parts=self.said,
                needs=self.opened.needs,
                history=self.earlier,
                stays=self._stays(),
                shut=weighing.shut(opens, sees_custody=self.opened.sees_custody),
            )
        )

    def _stays(self) -> list[Stay]:
        if not self.opened.sees_custody:
            return []
        rows = access.visible(Stay, by=self.opened.actor, to=Do.SEE_CUSTODY).filter(person=self.opened.person)
        return list(custody.newest_first(rows)[:MOST_STAYS])

    def _line(self, pathway: Pathway) -> Line:
        names = self.shown_as.names_of(pathway)
        if not may_say(self.opened, pathway):
            return Line(pathway=pathway, names=names, is_shut=True)
        said = [part for part in self.said if part.pathway == pathway]
        part = next((part for part in said if part.holds), None)
        return Line(
            pathway=pathway,
            names=names,
            part=part,
            earlier=tuple(row for row in said if row is not part),
            confirmed=_of(self.confirmed, part.pk if part else None),
        )


def history_of(opened: Opened) -> History | None:
    """Return what someone says of earlier years, where that is shared with the viewer."""
    rows = access.visible(History, by=opened.actor, to=Do.SEE_ASSESSMENTS)
    return queries.told(rows, [opened.person.pk]).first()


def going_on(opened: Opened) -> Assessment | None:
    """Return the talk that goes on with someone."""
    rows = access.visible(Assessment, by=opened.actor, to=Do.ASSESS).filter(person=opened.person)
    return queries.open_now(rows).first()


def _nobody_asked(part: PartOfLife | None) -> bool:
    return part is None or part.level == "not_talked"


def _of(confirmations: Iterable[Confirmation], part_id: UUID | None) -> tuple[Confirmation, ...]:
    return tuple(row for row in confirmations if row.part_id == part_id)
