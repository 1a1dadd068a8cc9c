"""The parts of life that help is about: nine pathways, and how other lists name them.

The nine are those the North East report lists. The mapping to the seven of today's prison and probation service, to the
seven areas of the Scottish Prison Service's release plan and to the seven outcomes of the Low Moss pathway is our own,
for no source gives one. Women's two pathways open only to those who may see sensitive history.
"""

from django.db import models

from throughline.foundations.errors import Refused


class Pathway(models.TextChoices):
    """A part of life. The order is that of the report, and of the lanes on screen."""

    ACCOMMODATION = "accommodation", "Somewhere to live"
    FINANCE = "finance", "Money, benefits and ID"
    HEALTH = "health", "Mental and physical health"
    SUBSTANCES = "substances", "Drugs and alcohol"
    WORK = "work", "Work, training and learning"
    FAMILY = "family", "Family and children"
    THINKING = "thinking", "Attitudes, thinking and behaviour"
    ABUSE = "abuse", "Women who have lived with abuse or violence"
    SEX_WORK = "sex_work", "Women who have been in prostitution"


RESTRICTED = frozenset({Pathway.ABUSE, Pathway.SEX_WORK})
OPEN_TO_ALL = [pathway for pathway in Pathway if pathway not in RESTRICTED]

# Which compartment of a record a grant must name before what is kept under a pathway opens. The values are those of
# sharing's compartments, a chapter above this one.
COMPARTMENTS = {
    Pathway.HEALTH: "needs",
    Pathway.SUBSTANCES: "needs",
    Pathway.FAMILY: "family",
    Pathway.ABUSE: "sensitive",
    Pathway.SEX_WORK: "sensitive",
}

TODAYS_SEVEN = {
    Pathway.ACCOMMODATION: "Accommodation",
    Pathway.FINANCE: "Finance and ID",
    Pathway.HEALTH: "Health",
    Pathway.SUBSTANCES: "Drugs and alcohol",
    Pathway.THINKING: "Attitudes, thinking and behaviour",
    Pathway.WORK: "Education, skills and work",
    Pathway.FAMILY: "Children, families and communities",
    Pathway.ABUSE: "Children, families and communities",
    Pathway.SEX_WORK: "Children, families and communities",
}

RELEASE_PLAN_AREAS = {
    "benefits": ("Benefits", Pathway.FINANCE),
    "housing": ("Housing", Pathway.ACCOMMODATION),
    "substances": ("Substance misuse", Pathway.SUBSTANCES),
    "wellbeing": ("Wellbeing and mental health", Pathway.HEALTH),
    "physical_health": ("Physical health", Pathway.HEALTH),
    "education": ("Education", Pathway.WORK),
    "employability": ("Employability", Pathway.WORK),
}
"""The seven areas of the Scottish Prison Service's release plan, each with the pathway it falls under."""

OUTCOMES_SEVEN = {
    "criminal_activity": ("Criminal Activity", Pathway.THINKING),
    "engagement": ("Engagement", Pathway.THINKING),
    "living_situation": ("Living Situation", Pathway.ACCOMMODATION),
    "physical_health": ("Physical Health", Pathway.HEALTH),
    "psychological_wellbeing": ("Psychological Wellbeing", Pathway.HEALTH),
    "social_functioning": ("Social Functioning", Pathway.FAMILY),
    "substance_misuse": ("Substance Misuse", Pathway.SUBSTANCES),
}
"""The seven outcomes of the Low Moss pathway, each with the pathway nearest to it."""


def compartment_of(pathway: str) -> str:
    """Return the compartment that opens a pathway's records, empty when none is needed.

    >>> compartment_of("health"), compartment_of("work")
    ('needs', '')
    """
    return COMPARTMENTS.get(Pathway(pathway), "")


def check_pathways(chosen: list[str], *, field: str = "pathways") -> None:
    """Refuse a pathway there is none of.

    Raises:
        Refused: one of them is not on the list.
    """
    if not set(chosen) <= set(Pathway.values):
        raise Refused("Choose from the list.", field=field)
