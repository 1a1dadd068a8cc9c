"""Another system gets a key, calls with it, and is stopped."""

from playwright.sync_api import APIResponse, Page

from tests.browser.sweeping import faults
from tests.browser.verbs import press, shows
from tests.browser.visitors import confirm, email_of
from throughline.agencies.models import ApiKey


def call(stranger: Page, key: str) -> APIResponse:
    return stranger.request.get("/api/v1/people", headers={"Authorization": f"Bearer {key}"})


def test_a_key_works_until_it_is_ended(product, visitors):
    keeper = visitors.fresh(email_of("administrator"))
    keeper.goto("/agencies/keys/new/")
    confirm(keeper)
    keeper.get_by_label("Which system is it for").fill("Rehearsal feed")
    keeper.get_by_label("Look up people and their numbers").check()
    press(keeper, "Make the key")
    assert list(faults(keeper)) == []
    key = keeper.get_by_label("The key").input_value()
    press(keeper, "I have copied it")

    system = visitors.nobody()
    assert call(system, key).ok
    keeper.get_by_role("row").filter(has_text="Rehearsal feed").get_by_role("link", name="End").click()
    keeper.get_by_role("main").get_by_role("button").first.click()
    shows(keeper, "The key for Rehearsal feed opens nothing any more.")

    assert call(system, key).status == 401
    with product.records():
        assert key not in ApiKey.objects.get(name="Rehearsal feed").digest
