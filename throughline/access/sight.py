"""How far a viewer must see before a kind of record opens: one line per kind, read by both locks.

The first lock is ``access.rows``, which filters every query by it; the second is row-level security in the database,
which ``access.security`` lays from the same lines.
"""

from dataclasses import dataclass

from django.db.models import Model

from throughline.assessments.models import Assessment, Asset, Confirmation, History, PartOfLife, SafetyNote
from throughline.cases.models import (
    Advocacy,
    Beside,
    Case,
    Contact,
    SettingSpell,
    StageSpell,
    TakingPartSpell,
    WorkerSpell,
)
from throughline.custody.models import KeyDate, Location, Movement, RoundRow, StatusSpell, Stay
from throughline.housing.models import (
    Application,
    Effort,
    Exclusion,
    Home,
    NoAddress,
    ProviderAsk,
    StillThere,
    UnsafePlace,
)
from throughline.meetings.models import BarrierHit, Decision, TalkedAbout
from throughline.outcomes.models import Evidence, Review, Score, Tally, ToolScore
from throughline.people.models import ContactPoint, Identifier, KnownBy, Name, Need, Person, Relation, SensitiveFact
from throughline.plans.models import Agreement, Course, Gap, Goal, Plan, Slip, Task
from throughline.sharing.models import Consent
from throughline.sharing.statuses import Compartment, Tier


@dataclass(frozen=True)
class Sight:
    """The least tier, and the compartment if any, that a grant must give.

    ``by_row`` is for kinds whose rows each say for themselves, in ``compartment``, which one they need.
    """

    tier: Tier
    compartment: str = ""
    by_row: bool = False


BY_ROW = Sight(Tier.WORKS_WITH, by_row=True)


SIGHTS: dict[type[Model], Sight] = {
    Person: Sight(Tier.KNOWS_OF),
    Name: Sight(Tier.KNOWS_OF),
    Identifier: Sight(Tier.WORKS_WITH),
    KnownBy: Sight(Tier.WORKS_WITH),
    ContactPoint: Sight(Tier.WORKS_WITH, Compartment.CONTACT),
    Need: Sight(Tier.WORKS_WITH, Compartment.NEEDS),
    Relation: Sight(Tier.WORKS_WITH, Compartment.FAMILY),
    SensitiveFact: Sight(Tier.WORKS_WITH, Compartment.SENSITIVE),
    Stay: Sight(Tier.WORKS_WITH),
    Location: Sight(Tier.WORKS_WITH),
    StatusSpell: Sight(Tier.WORKS_WITH),
    KeyDate: Sight(Tier.WORKS_WITH),
    Movement: Sight(Tier.WORKS_WITH),
    RoundRow: Sight(Tier.WORKS_WITH),
    Consent: Sight(Tier.WORKS_WITH),
    Case: Sight(Tier.WORKS_WITH),
    SettingSpell: Sight(Tier.WORKS_WITH),
    StageSpell: Sight(Tier.WORKS_WITH),
    TakingPartSpell: Sight(Tier.WORKS_WITH),
    WorkerSpell: Sight(Tier.WORKS_WITH),
    Beside: Sight(Tier.WORKS_WITH),
    Contact: Sight(Tier.WORKS_WITH),
    Advocacy: Sight(Tier.WORKS_WITH),
    Assessment: Sight(Tier.WORKS_WITH),
    PartOfLife: BY_ROW,
    Confirmation: BY_ROW,
    Asset: BY_ROW,
    SafetyNote: Sight(Tier.WORKS_WITH, Compartment.RISK),
    History: Sight(Tier.WORKS_WITH, Compartment.SENSITIVE),
    Plan: Sight(Tier.WORKS_WITH),
    Agreement: Sight(Tier.WORKS_WITH),
    Course: Sight(Tier.WORKS_WITH),
    Goal: BY_ROW,
    Slip: BY_ROW,
    Task: BY_ROW,
    Gap: BY_ROW,
    Review: Sight(Tier.WORKS_WITH),
    Score: BY_ROW,
    ToolScore: Sight(Tier.WORKS_WITH, Compartment.NEEDS),
    Evidence: Sight(Tier.WORKS_WITH),
    Tally: Sight(Tier.WORKS_WITH, Compartment.RISK),
    Home: Sight(Tier.WORKS_WITH),
    StillThere: Sight(Tier.WORKS_WITH),
    Application: Sight(Tier.WORKS_WITH),
    ProviderAsk: Sight(Tier.WORKS_WITH),
    Effort: Sight(Tier.WORKS_WITH),
    NoAddress: Sight(Tier.WORKS_WITH),
    UnsafePlace: Sight(Tier.WORKS_WITH, Compartment.SENSITIVE),
    Exclusion: Sight(Tier.WORKS_WITH, Compartment.SENSITIVE),
    TalkedAbout: Sight(Tier.WORKS_WITH),
    Decision: Sight(Tier.WORKS_WITH),
    BarrierHit: Sight(Tier.WORKS_WITH),
}
