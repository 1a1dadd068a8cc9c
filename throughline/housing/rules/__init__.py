"""What must hold for somewhere to live. Pure: no database, no clock."""

from throughline.housing.rules.clocks import Clock, Spell, Tenancy, tenancy_clocks
from throughline.housing.rules.councils import (
    Asked,
    Fault,
    application_faults,
    form_of,
    forms_of,
    nation_of,
    needs_new_referral,
    way_is_old,
)
from throughline.housing.rules.milestones import Milestone, MilestoneState, milestones
from throughline.housing.rules.nights import (
    HOMELESS,
    STEADY,
    STEADY_SOURCE,
    TENANCIES,
    FirstNight,
    FirstNightState,
    PlannedHome,
    first_night,
    in_place,
    misfit,
)
from throughline.housing.rules.ready import Ready, ReadyFacts, readiness
from throughline.housing.rules.risk import Risk, RiskFacts, RiskLevel, homelessness_risk
from throughline.housing.rules.settings import ClockRule, Form, our_own

__all__ = [
    "HOMELESS",
    "STEADY",
    "STEADY_SOURCE",
    "TENANCIES",
    "Asked",
    "Clock",
    "ClockRule",
    "Fault",
    "FirstNight",
    "FirstNightState",
    "Form",
    "Milestone",
    "MilestoneState",
    "PlannedHome",
    "Ready",
    "ReadyFacts",
    "Risk",
    "RiskFacts",
    "RiskLevel",
    "Spell",
    "Tenancy",
    "application_faults",
    "first_night",
    "form_of",
    "forms_of",
    "homelessness_risk",
    "in_place",
    "milestones",
    "misfit",
    "nation_of",
    "needs_new_referral",
    "our_own",
    "readiness",
    "tenancy_clocks",
    "way_is_old",
]
