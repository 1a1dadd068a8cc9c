"""The page about somewhere to live: the first night, the homes, what was asked, every effort, and what is closed."""

from datetime import date

import pytest

from tests.factories import (
    AreaFactory,
    ContactPointFactory,
    GrantFactory,
    OrganisationFactory,
    PersonFactory,
    staff_of,
)
from tests.factories.housing import (
    ApplicationFactory,
    CouncilWayFactory,
    EffortFactory,
    ExclusionFactory,
    HomeFactory,
    NoAddressFactory,
    ProviderAskFactory,
    StillThereFactory,
    UnsafePlaceFactory,
)
from tests.web.housing.conftest import text, url
from throughline.foundations.models import ReadEntry

pytestmark = pytest.mark.django_db
MOST_QUERIES = 28
"""Those of every page about a person, and one for each kind of thing the story is made of."""


def page(cast, client=None):
    return (client or cast.worker).get(url("housing", cast.person))


def test_an_empty_page_says_what_to_ask_first(cast, stay):
    said = text(page(cast))

    assert "First night: missing. No home is planned, with 19 days left." in said
    for words in ("Nobody has asked where they lived", "No council has been asked", "No provider has been asked"):
        assert words in said
    assert "Nothing was tried yet" in said
    assert "Which council is theirs is not known" in said
    assert "Not yet." in said
    assert "Record 3 more efforts to find a home." in said


def test_an_agreed_home_that_fits_makes_the_first_night_safe(cast, stay):
    HomeFactory(person=cast.person, when="planned", sure="agreed", kind="supported", provider_words="Shore House")

    said = text(page(cast))

    assert "First night: in place. Supported housing, agreed." in said
    assert "Shore House" in said
    assert "Planned for release" in said


def test_a_home_that_does_not_fit_the_day_is_said_to_be_at_risk(cast, stay):
    HomeFactory(person=cast.person, when="planned", sure="agreed", held_until_on=date(2026, 3, 10))

    said = text(page(cast))

    assert "The home is kept for them only until" in said
    assert "At risk" in said


def test_a_kept_tenancy_shows_its_clock_with_its_source_and_what_to_ask(cast, stay):
    HomeFactory(person=cast.person, rent_help="housing_benefit")

    said = text(page(cast))

    assert "A tenancy at risk?" in said
    assert "of 13 weeks" in said
    assert "Reading Borough Council" in said
    assert "Ask whether they mean to go back" in said


def test_a_kept_tenancy_nobody_asked_about_asks_what_pays_the_rent(cast, stay):
    HomeFactory(person=cast.person, rent_help="unknown")

    assert "nobody has said what pays the rent" in text(page(cast))


def test_the_story_holds_every_part_and_asks_whether_a_home_lasted(cast):
    before = HomeFactory(person=cast.person, when="before", kind="family", until_on=date(2025, 1, 5))
    after = HomeFactory(person=cast.person, when="after", kind="council", from_on=date(2025, 8, 4))
    StillThereFactory(home=after, weeks=13)
    HomeFactory(
        person=cast.person, when="planned", sure="fell_through", left_why="The room went", until_on=date(2025, 2, 3)
    )

    said = text(page(cast))

    for words in ("Before prison", "With family", "Now", "Was planned for release", "Fell through: The room went"):
        assert words in said
    assert "13 weeks: Still there" in said
    assert "26 weeks: Ask now" in said
    assert url("still_there", cast.person, home_id=after.pk) in said
    assert url("still_there", cast.person, home_id=before.pk) not in said


def test_an_address_is_locked_for_those_who_may_not_see_how_to_reach_them(cast):
    address = ContactPointFactory(person=cast.person, kind="address", value="CANARY 7 Shore Street")
    HomeFactory(person=cast.person, address=address)

    assert "CANARY 7 Shore Street" in text(page(cast))
    locked = text(page(cast, cast.colleague))

    assert "CANARY 7 Shore Street" not in locked
    assert "address not shared with you" in locked


def test_what_is_sensitive_is_never_on_the_page_and_only_its_door_is(cast):
    UnsafePlaceFactory(person=cast.person)
    ExclusionFactory(person=cast.person)

    whole, narrow = text(page(cast)), text(page(cast, cast.colleague))

    assert "CANARY unsafe" not in whole + narrow
    assert "CANARY exclusion" not in whole + narrow
    assert url("safety", cast.person) in whole
    assert url("safety", cast.person) not in narrow
    assert "Not shared with you, whether or not there is any." in narrow


def test_applications_say_whose_law_how_long_and_what_is_needed_next(cast, stay):
    cardiff = AreaFactory(name="Cardiff", jurisdiction="england_and_wales")
    row = ApplicationFactory(
        person=cast.person,
        kind="ask_and_act",
        nation="wales",
        authority=cardiff,
        made_on=date(2026, 2, 20),
        tries_to_reach=2,
    )
    CouncilWayFactory(
        area=cardiff, before_release="yes", weeks_before=8, phone="02920 000000", checked_on=date(2025, 6, 1)
    )

    said = text(page(cast))

    assert "Referral to the council before release" in said
    assert "waiting 10 days" in said
    assert "from prison" in said
    assert "has tried 2 times and not reached them" in said
    assert "Takes applications before release, up to 8 weeks" in said
    assert "Checked more than 6 months ago" in said
    assert url("decide", cast.person, application_id=row.pk) in said


def test_asks_say_the_reason_of_a_no_and_what_would_change_it(cast, stay):
    ProviderAskFactory(
        person=cast.person,
        provider_words="Shore House",
        state="declined",
        answered_on=date(2026, 3, 1),
        decline_reason="needs_too_high",
        would_change="A support worker",
        priority=True,
        visited_on=date(2026, 2, 25),
        told_what_to_expect="yes",
    )

    said = text(page(cast))

    for words in (
        "Needs too high",
        "What would change it: A support worker",
        "First in line",
        "Told what to expect: yes",
    ):
        assert words in said


def test_the_account_and_every_effort_are_told(cast, stay):
    NoAddressFactory(stay=stay, rough_likely="yes")
    EffortFactory(person=cast.person, stay=stay, came_of_it="They will ring back", organisation=OrganisationFactory())

    said = text(page(cast))

    assert "CANARY account" in said
    assert "CANARY effort" in said
    assert "They will ring back" in said


def test_those_who_only_know_of_the_person_are_told_it_is_not_shared(cast, stay):
    HomeFactory(person=cast.person)

    said = text(page(cast, cast.knows_of))

    assert "Where they live is not shared with you" in said
    assert "CANARY home" not in said


def test_who_may_not_look_is_refused_and_who_looks_is_logged(cast, writer):
    assert page(cast, cast.stranger).status_code == 404
    assert page(cast, cast.no_job).status_code == 403

    assert page(cast).status_code == 200

    with writer():
        assert ReadEntry.objects.filter(person_id=cast.person.pk, where="housing:housing").exists()


def test_the_page_costs_the_same_however_long_the_story(cast, stay, django_assert_max_num_queries):
    for number in range(60):
        HomeFactory(person=cast.person, when="before", area=AreaFactory())
        ApplicationFactory(person=cast.person)
        ProviderAskFactory(person=cast.person, provider=OrganisationFactory(), provider_words="")
        EffortFactory(person=cast.person, words=f"Try {number}")
    HomeFactory(person=cast.person, when="after", from_on=date(2025, 8, 4))
    HomeFactory(person=cast.person, rent_help="housing_benefit")

    page(cast)
    with django_assert_max_num_queries(MOST_QUERIES):
        said = text(page(cast))

    assert "These are the last 25." in said


def test_a_record_of_someone_else_is_not_found(cast, stay):
    other = HomeFactory(person=PersonFactory())

    for name in ("change_home", "fell_through", "move_in", "leave_home", "still_there"):
        assert cast.worker.get(url(name, cast.person, home_id=other.pk)).status_code == 404
    ask, application = ProviderAskFactory(), ApplicationFactory()
    for name in ("answer", "visited", "set_priority", "turn_down", "stop_asking"):
        assert cast.worker.get(url(name, cast.person, ask_id=ask.pk)).status_code == 404
    for name in ("heard", "tried_to_reach", "decide", "take_back"):
        assert cast.worker.get(url(name, cast.person, application_id=application.pk)).status_code == 404


@pytest.mark.parametrize("name", ["add_home", "plan_home", "apply", "ask_provider", "record_effort", "no_address"])
def test_what_changes_housing_is_closed_to_those_whose_it_is_not(cast, stay, name):
    assert cast.worker.get(url(name, cast.person)).status_code == 200
    assert cast.knows_of.get(url(name, cast.person)).status_code == 403
    assert cast.no_job.get(url(name, cast.person)).status_code == 403
    assert cast.stranger.get(url(name, cast.person)).status_code == 404


def test_those_who_may_look_and_not_record_are_offered_no_change(cast, stay, sign_in):
    HomeFactory(person=cast.person)
    team = GrantFactory(person=cast.person).team
    from_governance = sign_in(staff_of(team, role="information_governance"))

    said = text(page(cast, from_governance))

    assert "CANARY home" in said
    assert url("plan_home", cast.person) not in said
    assert from_governance.get(url("plan_home", cast.person)).status_code == 403
