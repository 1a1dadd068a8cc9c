"""Someone who does not work with a person opens their address."""

from tests.browser.arranging import someone
from tests.browser.verbs import is_not_here


def test_a_stranger_is_told_the_same_as_for_nobody(product, visitors):
    with product.records():
        person = someone("Lachlan", "Kerrigan")
    stranger = visitors.known("health_worker")

    stranger.goto(f"/people/{person.pk}/")
    is_not_here(stranger)
    told = stranger.get_by_role("main").inner_text()
    stranger.goto("/people/00000000-0000-4000-8000-000000000000/")

    assert stranger.get_by_role("main").inner_text() == told
    assert "Kerrigan" not in told
