"""What the page about somewhere to live shows, gathered once: the first night, the homes, and all that was tried."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.db.models import QuerySet

from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.agencies.models import Area
from throughline.agencies.statuses import AreaKind
from throughline.custody import queries as custody
from throughline.custody.models import StatusSpell
from throughline.housing import facts, queries
from throughline.housing.models import Application, CouncilWay, Effort, Home, NoAddress, ProviderAsk, StillThere
from throughline.housing.rules import (
    Clock,
    FirstNight,
    Ready,
    ReadyFacts,
    Risk,
    first_night,
    homelessness_risk,
    readiness,
    tenancy_clocks,
)
from throughline.housing.statuses import When
from throughline.people.models import ContactPoint, PersonRecord
from throughline.web.housing import story
from throughline.web.housing.asked import OfCouncil, OfProvider
from throughline.web.housing.ways import KnownWay
from throughline.web.people.frame import Opened

R = TypeVar("R", bound=PersonRecord)
EFFORTS = 25
"""So many efforts are shown; the print holds every one."""


@dataclass(frozen=True)
class Kept:
    """A home kept while in prison, and the clocks of its rent."""

    home: Home
    clocks: tuple[Clock, ...]


@dataclass(frozen=True)
class HousingPage:
    """One person's housing, for a viewer it is shared with. Templates get it as ``page``."""

    opened: Opened

    @cached_property
    def homes(self) -> list[Home]:
        return list(queries.story(self._rows(Home)))

    @cached_property
    def told(self) -> list[story.Told]:
        """Every home, in the order of the story."""
        lived = [home for home in self.homes if home.when == When.AFTER]
        answers = list(queries.answers_of(self._rows(StillThere), lived)) if lived else []
        return story.told(self.homes, answers, self._addresses, today=self.opened.today)

    @property
    def planned(self) -> Home | None:
        return next(iter(story.now(self.homes, When.PLANNED)), None)

    @property
    def living(self) -> list[Home]:
        return story.now(self.homes, When.AFTER)

    @property
    def inside(self) -> bool:
        """Whether they are in prison, as far as this viewer is told."""
        return self.opened.stay is not None and not self.opened.outside

    @cached_property
    def night(self) -> FirstNight | None:
        """Where they sleep on the first night out; None for someone who is not in prison, or not known to be."""
        if not self.inside:
            return None
        return first_night(
            facts.planned_home(self.planned),
            release_on=self.opened.release_on,
            today=self.opened.today,
            kept=bool(story.now(self.homes, When.DURING)),
            asked=any(one.is_open for one in self.of_councils) or any(one.is_open for one in self.of_providers),
        )

    @cached_property
    def kept(self) -> list[Kept]:
        """The homes kept while in prison, each with the clocks of its rent."""
        stay = self.opened.stay
        if stay is None or not self.inside:
            return []
        kept = story.now(self.homes, When.DURING)
        rows = access.visible(StatusSpell, by=self.opened.actor, to=Do.SEE_CUSTODY).filter(stay=stay)
        spells = facts.spells(custody.statuses(rows)) if kept else []
        on, today = self.opened.release_on, self.opened.today
        return [
            Kept(
                home,
                tenancy_clocks(
                    facts.tenancy(home), admitted_on=stay.admitted_on, spells=spells, release_on=on, today=today
                ),
            )
            for home in kept
        ]

    @cached_property
    def risk(self) -> Risk | None:
        """Whether they may be homeless on release, with every reason; None for someone who is not in prison."""
        if self.night is None or self.opened.stay is None:
            return None
        clocks = [clock for kept in self.kept for clock in kept.clocks]
        since = self.opened.stay.admitted_on
        return homelessness_risk(facts.risk_facts(self.homes, night=self.night, clocks=clocks, since=since))

    @cached_property
    def of_councils(self) -> list[OfCouncil]:
        rows = queries.applications_newest_first(self._rows(Application))
        return [OfCouncil(row, self.opened.today, self.opened.stay) for row in rows]

    @cached_property
    def of_providers(self) -> list[OfProvider]:
        rows = queries.asks_newest_first(self._rows(ProviderAsk))
        return [OfProvider(row, self.opened.today, self.opened.stay) for row in rows]

    @cached_property
    def efforts(self) -> list[Effort]:
        """Every effort, the latest first."""
        return list(queries.efforts_newest_first(self._rows(Effort)))

    @cached_property
    def account(self) -> NoAddress | None:
        """The account of leaving the latest stay with no fixed address."""
        stay = self.opened.stay
        return queries.account_of(self._rows(NoAddress), stay).first() if stay else None

    @cached_property
    def ready(self) -> Ready | None:
        """Whether the release may be marked ready, and what is missing; None for someone who is not in prison.

        It says of the rows that are shown what ``journeys.housing_account`` says when a release is marked ready.
        """
        stay = self.opened.stay
        if stay is None or not self.inside:
            return None
        anyway = self.account.ready_anyway_by if self.account else None
        return readiness(
            ReadyFacts(
                in_place=facts.in_place_now(self.homes, release_on=self.opened.release_on),
                has_account=self.account is not None,
                efforts=[effort.kind for effort in self.efforts if effort.stay_id == stay.pk],
                anyway_by=anyway.name if anyway else "",
            )
        )

    @cached_property
    def way(self) -> KnownWay | None:
        """How the council that matters takes applications: the last asked, else that of the planned home, else home."""
        council = self._council
        if council is None or council.kind != AreaKind.COUNCIL:
            return None
        rows = access.visible(CouncilWay, by=self.opened.actor, to=Do.SEE_HOUSING)
        return KnownWay(council, queries.way_of(rows, council).first(), self.opened.today)

    @property
    def _council(self) -> Area | None:
        if self.of_councils:
            return self.of_councils[0].row.authority
        planned = self.planned
        return planned.area if planned and planned.area else self.opened.person.home_area

    @cached_property
    def _addresses(self) -> Mapping[object, str]:
        ids = {home.address_id for home in self.homes if home.address_id}
        if not ids or not self.opened.reach.sees(ContactPoint):
            return {}
        found: dict[object, str] = {row.pk: row.value for row in self.opened.contacts}
        ended = ids - found.keys()
        return found | ({row.pk: row.value for row in self._rows(ContactPoint).filter(pk__in=ended)} if ended else {})

    def _rows(self, model: type[R]) -> QuerySet[R]:
        return access.visible(model, by=self.opened.actor, to=Do.SEE_HOUSING).filter(person=self.opened.person)
