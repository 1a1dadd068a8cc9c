"""The nine pathways, and how other lists name them."""

import pytest

from throughline.agencies.pathways import (
    COMPARTMENTS,
    OPEN_TO_ALL,
    OUTCOMES_SEVEN,
    RELEASE_PLAN_AREAS,
    RESTRICTED,
    TODAYS_SEVEN,
    Pathway,
    check_pathways,
    compartment_of,
)
from throughline.foundations.errors import Refused
from throughline.sharing.statuses import Compartment


def test_there_are_nine_and_two_are_restricted():
    assert len(Pathway) == 9
    assert {Pathway.ABUSE, Pathway.SEX_WORK} == RESTRICTED
    assert len(OPEN_TO_ALL) == 7


def test_every_compartment_a_pathway_names_is_one_that_grants_name():
    assert set(COMPARTMENTS.values()) <= set(Compartment.values)


@pytest.mark.parametrize("pathway", sorted(RESTRICTED))
def test_a_restricted_pathway_opens_with_sensitive_history(pathway):
    assert compartment_of(pathway) == Compartment.SENSITIVE


def test_every_pathway_stands_in_todays_seven():
    assert set(TODAYS_SEVEN) == set(Pathway)
    assert len(set(TODAYS_SEVEN.values())) == 7


@pytest.mark.parametrize("areas", [RELEASE_PLAN_AREAS, OUTCOMES_SEVEN])
def test_other_lists_of_seven_lead_to_a_pathway(areas):
    assert len(areas) == 7
    assert {pathway for _, pathway in areas.values()} <= set(OPEN_TO_ALL)


def test_a_pathway_there_is_none_of_is_refused():
    with pytest.raises(Refused, match="Choose from the list"):
        check_pathways(["accommodation", "astrology"])
