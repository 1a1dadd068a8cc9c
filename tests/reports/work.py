"""A service with referrals, cases, contacts and reviews, in as many as a test asks for."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.factories import NOON, TODAY, TeamFactory
from tests.factories.journey import (
    CaseFactory,
    ContactFactory,
    DomainFactory,
    FrameworkFactory,
    ReferralFactory,
    ReviewFactory,
    ScoreFactory,
    ServiceFactory,
)
from throughline.agencies.models import Service
from throughline.cases.models import Case, SettingSpell
from throughline.foundations.writing import writing
from throughline.outcomes.models import Domain, Framework
from throughline.reports.periods import Period

MARCH = Period(TODAY.replace(day=1), TODAY.replace(day=31))
FEBRUARY = Period(date(2026, 2, 1), date(2026, 2, 28))
SLUG = "through-the-gate"


@dataclass
class Work:
    """One service's work."""

    service: Service
    framework: Framework | None = None
    domains: dict[str, Domain] = field(default_factory=dict)

    def referrals(self, count: int, *, on: date = TODAY, **facts):
        """Receive some referrals; ``support`` accepts them, ``decline_reason`` declines them, that day."""
        if facts.get("support") or facts.get("decline_reason"):
            state = "accepted" if facts.get("support") else "declined"
            facts = {"state": state, "decided_on": on, "decided_at": NOON, **facts}
        return [
            ReferralFactory(service=self.service, received_on=on, due_on=on + timedelta(days=7), **facts)
            for _ in range(count)
        ]

    def cases(self, count: int, *, spells=(), **facts) -> list[Case]:
        """Open some cases; ``spells`` are (setting, from, until) and take the place of the one a case opens with."""
        made = []
        for _ in range(count):
            case = CaseFactory(service=self.service, **facts)
            if spells:
                stood(case, spells)
            made.append(case)
        return made

    def contacts(self, case: Case, count: int, *, at: datetime = NOON, **facts):
        return [ContactFactory(case=case, happened_at=at, **facts) for _ in range(count)]

    def domain(self, key: str = "getting-on") -> Domain:
        """Return a domain of the service's framework."""
        self.framework = self.framework or FrameworkFactory(slug="ours")
        if key not in self.domains:
            self.domains[key] = DomainFactory(framework=self.framework, key=key, name=f"Official {key}")
        return self.domains[key]

    def reviewed(self, case: Case, *steps: tuple[date, int | None], key: str = "getting-on", ours: int | None = None):
        """Hold reviews of a case, one a day, with the person's score of one domain."""
        domain = self.domain(key)
        for held_on, theirs in steps:
            review = ReviewFactory(case=case, framework=domain.framework, held_on=held_on)
            ScoreFactory(review=review, domain=domain, theirs=theirs, ours=ours)


def stood(case: Case, spells) -> None:
    """Say where a case stood, and when."""
    with writing():
        first, *rest = spells
        SettingSpell.objects.filter(case=case).update(setting=first[0], from_on=first[1], until_on=first[2])
        SettingSpell.objects.bulk_create(
            SettingSpell(
                case=case, person=case.person, setting=setting, from_on=from_on, until_on=until_on, recorded_at=NOON
            )
            for setting, from_on, until_on in rest
        )


def work_of(organisation=None) -> Work:
    """Start a service of an organisation."""
    team = TeamFactory(organisation=organisation) if organisation else TeamFactory()
    return Work(ServiceFactory(team=team, slug=SLUG, name="Through the gate"))


def days_before(count: int) -> date:
    return TODAY - timedelta(days=count)
