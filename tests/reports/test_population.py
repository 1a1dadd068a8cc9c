"""Who was in custody at the end of a day, counted as it was then."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    NOON,
    TODAY,
    AreaFactory,
    KeyDateFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnerFactory,
    PartnershipFactory,
    PrisonFactory,
    TeamFactory,
)
from tests.reports.conftest import at_noon, became, days, moved, numbers
from throughline.agencies.models import AreaPart, OrganisationArea
from throughline.foundations.errors import Refused
from throughline.foundations.writing import writing
from throughline.journeys.count_population import count_population

pytestmark = pytest.mark.django_db
BEFORE = date(2026, 2, 10)


def spans(whole, *parts):
    with writing():
        AreaPart.objects.bulk_create(AreaPart(whole=whole, part=part) for part in parts)
    return whole


def test_people_are_counted_where_they_are(region):
    region.holds(6)
    region.holds(7, prison=region.langrigg)

    report = region.count()

    assert report.in_custody.words == "13"
    assert numbers(report.by_prison) == {"HMP Langrigg": "7", "HMP Vale": "6"}
    assert numbers(report.capacity) == {"HMP Langrigg": "Not known", "HMP Vale": "640"}
    assert report.capacity.note == "640 places in all. Missing: 1 (no number of places recorded)."


def test_a_stay_is_half_open(region):
    region.holds(5, admitted_on=BEFORE, ended_on=BEFORE + days(3), ended_how="release_planned")

    counted = [region.count(on).in_custody.value for on in (BEFORE - days(1), BEFORE, BEFORE + days(2))]

    assert counted == [0, 5, 5]
    assert region.count(BEFORE + days(3)).in_custody.value == 0


def test_a_stay_of_no_nights_is_on_no_day(region):
    region.holds(5, admitted_on=BEFORE, ended_on=BEFORE, ended_how="release_court")

    assert region.count(BEFORE).in_custody.value == 0


def test_people_are_counted_where_they_were(region):
    for stay in region.holds(5, prison=region.langrigg, admitted_on=BEFORE):
        moved(stay, region.vale, at=at_noon(BEFORE))
        moved(stay, region.langrigg, at=at_noon(BEFORE + days(5)))

    assert numbers(region.count(BEFORE).by_prison) == {"HMP Langrigg": "0", "HMP Vale": "5"}
    assert numbers(region.count(BEFORE + days(4)).by_prison) == {"HMP Langrigg": "0", "HMP Vale": "5"}
    assert numbers(region.count(BEFORE + days(5)).by_prison) == {"HMP Langrigg": "5", "HMP Vale": "0"}


def test_the_first_place_recorded_stands_for_the_time_before_it(region):
    for stay in region.holds(5, prison=region.langrigg, admitted_on=BEFORE):
        moved(stay, region.vale, at=at_noon(BEFORE + days(5)))
        moved(stay, region.langrigg, at=at_noon(BEFORE + days(9)))

    assert numbers(region.count(BEFORE).by_prison) == {"HMP Langrigg": "0", "HMP Vale": "5"}


def test_someone_who_has_moved_out_of_the_partnership_is_counted_while_they_were_in_it(region):
    elsewhere = PrisonFactory()
    for stay in region.holds(5, prison=elsewhere, admitted_on=BEFORE):
        moved(stay, region.vale, at=at_noon(BEFORE))
        moved(stay, elsewhere, at=at_noon(BEFORE + days(5)))

    assert region.count(BEFORE).in_custody.value == 5
    assert region.count().in_custody.value == 0


def test_legal_status_is_as_it_was(region):
    for stay in region.holds(5, legal_status="sentenced", admitted_on=BEFORE):
        became(stay, "remand", on=BEFORE)
        became(stay, "sentenced", on=BEFORE + days(5))

    then, now = numbers(region.count(BEFORE).by_status), numbers(region.count().by_status)

    assert (then["On remand, not tried"], then["Sentenced"]) == ("5", "0")
    assert (now["On remand, not tried"], now["Sentenced"]) == ("0", "5")


def test_what_is_not_known_is_counted_as_missing(region):
    region.holds(6)
    region.holds(8, home=AreaFactory(name="Marnoch"), legal_status="remand")

    report = region.count()

    assert numbers(report.by_home) == {"Marnoch": "8", "No home area recorded": "6"}
    assert report.by_home.note == "14 people in all. Missing: 6 (no home area recorded)."
    assert report.by_status.note == "14 people in all. Missing: 6 (status not known)."
    assert report.by_leaving.note == "14 people in all. Missing: 14 (no date known)."


def test_the_leading_date_says_when_people_leave(region):
    for stay in region.holds(5):
        KeyDateFactory(stay=stay, type="conditional", on=TODAY + days(100))
        KeyDateFactory(stay=stay, type="confirmed", on=TODAY + days(10))
        KeyDateFactory(stay=stay, type="sentence_end", on=TODAY + days(1))

    assert numbers(region.count().by_leaving)["Within 4 weeks"] == "5"


def test_dates_are_as_we_had_been_told_them_by_then(region):
    for stay in region.holds(5, admitted_on=BEFORE):
        told = NOON - days(10)
        KeyDateFactory(stay=stay, on=TODAY + days(10), known_at=told, recorded_at=told, holds=False)
        KeyDateFactory(stay=stay, on=TODAY + days(100))

    steps = [numbers(region.count(on).by_leaving) for on in (TODAY - days(11), TODAY - days(10), TODAY)]

    assert [step["No date known"] for step in steps] == ["5", "0", "0"]
    assert steps[1]["Within 4 weeks"] == "5"
    assert steps[2]["In 12 weeks or more"] == "5"


def test_a_date_that_was_taken_away_is_not_known(region):
    for stay in region.holds(5):
        told = NOON - days(10)
        KeyDateFactory(stay=stay, on=TODAY + days(10), known_at=told, recorded_at=told, holds=False)
        KeyDateFactory(stay=stay, on=None)

    assert numbers(region.count().by_leaving)["No date known"] == "5"


def test_an_older_notice_that_arrived_late_moves_nothing(region):
    for stay in region.holds(5):
        KeyDateFactory(stay=stay, on=TODAY + days(10), known_at=NOON - days(1), recorded_at=NOON - days(1))
        KeyDateFactory(stay=stay, on=TODAY + days(100), known_at=NOON - days(5), holds=False)

    assert numbers(region.count().by_leaving)["Within 4 weeks"] == "5"


def test_a_day_ends_at_midnight_on_the_clock_of_the_united_kingdom(region):
    summer = date(2025, 7, 1)
    half_past_midnight = datetime(2025, 7, 1, 23, 30, tzinfo=UTC)
    for stay in region.holds(5, prison=region.langrigg, admitted_on=summer - days(9)):
        moved(stay, region.vale, at=at_noon(summer - days(9)))
        moved(stay, region.langrigg, at=half_past_midnight)

    assert numbers(region.count(summer).by_prison)["HMP Vale"] == "5"
    assert numbers(region.count(summer + days(1)).by_prison)["HMP Langrigg"] == "5"


def test_wider_areas_span_councils_and_the_parts_of_their_parts(region):
    ardloch, marnoch, portlaw = (AreaFactory(name=name) for name in ("Ardloch", "Marnoch", "Portlaw"))
    justice = spans(AreaFactory(name="Ardloch and Marnoch", kind="community_justice"), ardloch, marnoch)
    spans(AreaFactory(name="Solway", kind="region"), justice, portlaw)
    for home, count in ((ardloch, 5), (marnoch, 6), (portlaw, 7), (justice, 8), (None, 9)):
        region.holds(count, home=home)

    report = region.count()

    assert numbers(report.by_home) == {
        "Ardloch": "5",
        "Marnoch": "6",
        "Portlaw": "7",
        "Ardloch and Marnoch, council not recorded": "8",
        "No home area recorded": "9",
    }
    assert numbers(report.by_area) == {
        "Solway (region)": "26",
        "Ardloch and Marnoch (community justice area)": "19",
    }


def test_areas_partners_work_in_are_listed_when_nobody_is_from_there(region):
    with writing():
        OrganisationArea.objects.create(organisation=region.lead, area=AreaFactory(name="Eskmouth"))
    region.holds(5, home=AreaFactory(name="Marnoch"))

    assert numbers(region.count().by_home) == {"Eskmouth": "0", "Marnoch": "5", "No home area recorded": "0"}


def test_small_numbers_are_hidden_with_a_neighbour_in_every_table(region):
    marnoch, portlaw = AreaFactory(name="Marnoch"), AreaFactory(name="Portlaw")
    spans(AreaFactory(name="Solway", kind="region"), portlaw)
    region.holds(20, home=marnoch, legal_status="sentenced")
    region.holds(3, home=portlaw, prison=region.langrigg, legal_status="remand")

    report = region.count()

    assert numbers(report.by_prison) == {"HMP Langrigg": "Hidden", "HMP Vale": "Hidden"}
    assert numbers(report.by_home) == {"Marnoch": "Hidden", "Portlaw": "Hidden", "No home area recorded": "0"}
    assert numbers(report.by_area) == {"Solway (region)": "Hidden"}
    assert {numbers(report.by_status)[group] for group in ("Sentenced", "On remand, not tried")} == {"Hidden"}
    assert report.in_custody.words == "23"
    assert report.hides


def test_a_handful_of_people_is_hidden_everywhere(region):
    region.holds(3, home=AreaFactory(name="Marnoch"))

    report = region.count()

    people = (report.by_prison, report.by_home, report.by_area, report.by_status, report.by_leaving)
    assert {words for table in people for words in numbers(table).values()} == {"Hidden"}
    assert report.in_custody.hidden
    assert report.by_prison.note == "Fewer than 5 people in all."
    assert report.lead == "Fewer than 5 people were in the 2 prisons of Solway."


def test_prisons_of_other_partnerships_are_not_counted(region):
    other = PartnerFactory(partnership=PartnershipFactory(), organisation=OrganisationFactory(kind="prison"))
    region.holds(9, prison=PrisonFactory(organisation=other.organisation))

    assert region.count().in_custody.value == 0


def test_a_prison_that_has_left_the_partnership_is_not_counted(region):
    left = OrganisationFactory(kind="prison")
    PartnerFactory(partnership=region.partnership, organisation=left, ends_on=TODAY)
    region.holds(9, prison=PrisonFactory(organisation=left))

    assert region.count(TODAY - days(5)).in_custody.value == 0


def test_teams_have_posts_and_members_on_the_day(region):
    team = TeamFactory(organisation=region.lead, name="Through the gate", posts=8)
    TeamFactory(organisation=region.lead, name="Outreach")
    TeamFactory(organisation=region.lead, name="Closed", closed_on=BEFORE)
    MembershipFactory(team=team, ends_on=BEFORE)
    MembershipFactory(team=team)

    then, now = region.count(BEFORE - days(1)), region.count()

    assert numbers(now.posts) == {"Kindling: Outreach": "Not known", "Kindling: Through the gate": "8"}
    assert now.posts.note == "8 posts in all. Missing: 1 (no number of posts recorded)."
    assert numbers(now.members) == {"Kindling: Outreach": "0", "Kindling: Through the gate": "1"}
    assert numbers(then.members)["Kindling: Through the gate"] == "2"
    assert "Kindling: Closed" in numbers(then.members)


def test_partners_are_counted_by_kind(region):
    PartnerFactory(partnership=region.partnership, organisation__kind="nhs", starts_on=BEFORE)

    assert numbers(region.count().partners) == {"Prison": "2", "NHS": "1", "Third sector": "1"}
    assert numbers(region.count(BEFORE - days(1)).partners) == {"Prison": "2", "Third sector": "1"}


def test_a_partnership_with_no_prison_counts_nobody():
    report = count_population(PartnershipFactory(name="Empty"), on=TODAY, today=TODAY)

    assert report.in_custody.value == 0
    assert report.lead == "0 people were in the 0 prisons of Empty."


def test_a_day_that_has_not_come_is_refused(region):
    with pytest.raises(Refused, match="has not come yet"):
        region.count(TODAY + days(1))


def test_it_asks_as_much_of_the_database_for_many_people_as_for_few(region):
    asked = []
    for count in (2, 60):
        region.holds(count, home=AreaFactory())
        with CaptureQueriesContext(
            connection,
        ) as queries:
            region.count()
        asked.append(len(queries))

    assert asked[0] == asked[1] <= 14
