"""The frameworks that come with Throughline say what the pathways ask, in plain words of our own."""

import pytest

from throughline.agencies.pathways import OUTCOMES_SEVEN
from throughline.outcomes.rules import JOINT, SELF_RATED
from throughline.outcomes.shipped import counted, shipped
from throughline.sharing.statuses import Compartment

BY_SLUG = {framework.slug: framework for framework in shipped()}
DOMAINS = [domain for framework in shipped() for domain in framework.domains]
LONGEST_SENTENCE = 14
"""Words in a sentence of a step: about what a reader of nine takes in."""


def test_the_seven_are_those_of_the_pathway_by_their_own_names():
    assert {domain.key: domain.name for domain in BY_SLUG[JOINT].domains} == {
        key: name for key, (name, _) in OUTCOMES_SEVEN.items()
    }
    assert len(BY_SLUG[JOINT].domains) == 7


def test_health_and_drugs_open_only_to_those_given_needs():
    shut = {domain.key for domain in BY_SLUG[JOINT].domains if domain.compartment}

    assert shut == {"physical_health", "psychological_wellbeing", "substance_misuse"}
    assert {domain.compartment for domain in DOMAINS} <= {"", *Compartment.values}


def test_social_functioning_is_about_taking_part_and_being_valued():
    (social,) = (domain for domain in BY_SLUG[JOINT].domains if domain.name == "Social Functioning")

    for words in ("take part", "valued in society", "work", "training", "learning", "good to be around"):
        assert words in social.guidance


def test_what_only_the_person_scores_is_among_what_ships():
    assert set(BY_SLUG) == {JOINT, *SELF_RATED}
    assert {domain.key for domain in BY_SLUG["throughcare"].domains} >= {"self_belief", "motivation_for_change"}


def test_outcomes_that_are_counted_from_work_are_not_scored():
    assert [one.outcome.split()[0] for one in counted("throughcare")] == ["ST3", "ST5", "MT1", "MT4", "MT7"]
    assert counted("no-such") == ()


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.key)
def test_every_step_is_short_and_plain(domain):
    assert len(domain.steps) == len(set(domain.steps)) == 5
    assert len(domain.name) <= 80
    assert len(domain.guidance) <= 1000
    for step in domain.steps:
        assert len(step) <= 200
        assert step.endswith(".")
        assert max(len(sentence.split()) for sentence in step.split(".")) <= LONGEST_SENTENCE
