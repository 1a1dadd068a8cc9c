"""The seven parts of life with the least that is valid, and reviews of them."""

from datetime import date
from typing import Any

from tests.factories.journey import CaseFactory, DomainFactory, FrameworkFactory, ReviewFactory, ScoreFactory
from throughline.cases.models import Case
from throughline.foundations.writing import writing
from throughline.outcomes.actions.frameworks import lay_down
from throughline.outcomes.models import Domain, Framework, Review
from throughline.outcomes.rules import JOINT

SEVEN = (
    "criminal_activity",
    "engagement",
    "living_situation",
    "physical_health",
    "psychological_wellbeing",
    "social_functioning",
    "substance_misuse",
)


def seven(slug: str = JOINT) -> tuple[Framework, dict[str, Domain]]:
    """Return a framework that ships, laid down if it is not, and its domains by key."""
    with writing():
        lay_down()
        framework = Framework.objects.get(slug=slug, organisation=None)
        return framework, {row.key: row for row in Domain.objects.filter(framework=framework).order_by("position")}


def reviewed(case: Case, on: date, scores: dict[str, tuple[int | None, int | None]], **facts: Any) -> Review:
    """Make a review of the seven with the scores given, the person's first."""
    framework, domains = seven()
    review = ReviewFactory(case=case, framework=framework, held_on=on, **facts)
    for key, (theirs, ours) in scores.items():
        ScoreFactory(review=review, domain=domains[key], theirs=theirs, ours=ours, their_words=f"Said of {key}")
    return review


__all__ = ["SEVEN", "CaseFactory", "DomainFactory", "FrameworkFactory", "reviewed", "seven"]
