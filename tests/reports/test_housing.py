"""Somewhere to live, counted: what providers say, who leaves with no fixed address, where women find no place."""

from datetime import timedelta

import pytest

from tests.factories import (
    TODAY,
    AreaFactory,
    OrganisationFactory,
    PartnerFactory,
    PartnershipFactory,
    PersonFactory,
    PrisonFactory,
    StayFactory,
    UserFactory,
)
from tests.factories.housing import NoAddressFactory, ProviderAskFactory
from tests.factories.journey import GapFactory
from tests.reports.work import FEBRUARY, MARCH
from throughline.foundations.errors import Refused
from throughline.journeys.count_housing import count_housing, provider_experience
from throughline.reports.periods import Period

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership():
    return PartnershipFactory()


@pytest.fixture
def key_house(partnership):
    return joined(partnership, name="Key House", kind="housing_provider")


def joined(partnership, **facts):
    organisation = OrganisationFactory(**facts)
    PartnerFactory(partnership=partnership, organisation=organisation)
    return organisation


def asks(count, provider, state="accepted", **facts):
    reason = {"decline_reason": facts.pop("reason")} if "reason" in facts else {}
    for _ in range(count):
        ProviderAskFactory(provider=provider, provider_words="", state=state, **reason, **facts)


def count(partnership, period=MARCH):
    return count_housing(partnership, period=period, today=TODAY)


def numbers(grid):
    return {row.group: tuple(number.value for number in row.numbers) for row in grid.rows}


def test_what_a_provider_really_says_is_counted(partnership, key_house):
    asks(7, key_house)
    asks(5, key_house, "declined", reason="risk_too_high")
    asks(6, key_house, "declined", reason="capacity")
    asks(5, key_house, "asked")

    report = count(partnership)

    assert numbers(report.by_provider) == {"Key House": (23, 7, 11, 5, 5)}
    assert report.by_reason.number("capacity").value == 6
    assert report.lead == "Housing providers were asked 23 times in March 2026 and said yes to 7."


def test_small_numbers_of_a_provider_are_hidden_and_given_away_nowhere(partnership, key_house):
    asks(7, key_house)
    asks(2, key_house, "declined", reason="risk_too_high")
    asks(9, key_house, "declined", reason="capacity")

    report = count(partnership)

    (line,) = report.by_provider.rows
    assert [number.hidden for number in line.numbers] == [False, True, True, True, False]
    assert report.by_reason.withheld
    assert report.lead.endswith("in March 2026.")


def test_reasons_that_hide_hide_their_sum_with_the_provider(partnership, key_house):
    other = joined(partnership, name="Other House", kind="housing_provider")
    asks(6, key_house, "declined", reason="needs_too_high")
    asks(3, other, "declined", reason="risk_too_high")
    asks(9, other, "declined", reason="needs_too_high")
    asks(9, other, "declined", reason="capacity")

    report = count(partnership)

    assert report.by_reason.number("risk_too_high").hidden
    assert all(row.numbers[3].hidden for row in report.by_provider.rows)


def test_only_what_partners_asked_or_were_asked_counts(partnership, key_house):
    asks(5, key_house)
    worker = UserFactory(organisation=joined(partnership))
    for _ in range(6):
        ProviderAskFactory(provider_words="His aunt", asked_by=worker, state="offered")
    asks(8, OrganisationFactory())
    asks(9, key_house, asked_on=TODAY - timedelta(days=20))

    report = count(partnership)

    assert numbers(report.by_provider) == {
        "Providers not in the directory": (6, 6, 0, 0, 0),
        "Key House": (5, 5, 0, 0, 0),
    }


def left(partnership, count, **facts):
    prison = PrisonFactory(organisation=joined(partnership, kind="prison"))
    end = {"ended_on": TODAY, "ended_how": "release_planned"}
    return [StayFactory(prison=prison, **end, **facts) for _ in range(count)]


def test_releases_with_no_fixed_address_are_counted_with_why(partnership):
    stays = left(partnership, 18)
    for stay in stays[:6]:
        NoAddressFactory(stay=stay, reason="late", rough_likely="yes")
    for stay in stays[6:11]:
        NoAddressFactory(stay=stay, reason="declined", rough_likely="no")
    StayFactory(prison=stays[0].prison, ended_on=TODAY, ended_how="death")

    report = count(partnership)

    assert numbers(report.leaving) == {"No fixed address": (11,), "All others": (7,)}
    assert report.why_none.number("late").value == 6
    assert numbers(report.rough) == {"Yes": (6,), "No": (5,), "Not known": (0,)}


def test_a_few_with_no_fixed_address_are_not_said_why(partnership):
    for stay in left(partnership, 18)[:2]:
        NoAddressFactory(stay=stay)

    report = count(partnership)

    assert report.leaving.number("no_address").hidden
    assert report.why_none.withheld
    assert report.rough.withheld


def test_unmet_need_of_women_is_counted_by_area(partnership):
    fife, moray = AreaFactory(name="Fife"), AreaFactory(name="Moray")
    stays = [
        stay
        for area in (fife, moray)
        for person in [PersonFactory(sex="female", home_area=area) for _ in range(11)]
        for stay in left(partnership, 1, person=person)
    ]
    for stay in stays[:3]:
        NoAddressFactory(stay=stay)
    for stay in stays[3:5]:
        GapFactory(person=stay.person, pathway="accommodation", noted_on=TODAY)
    for stay in stays[5:6]:
        ProviderAskFactory(person=stay.person, state="declined", decline_reason="risk_too_high")
    for stay in stays[11:13]:
        ProviderAskFactory(person=stay.person, state="declined", decline_reason="area")
        ProviderAskFactory(person=stay.person, state="offered")
    left(partnership, 3, person__sex="male")

    report = count(partnership)

    assert numbers(report.women) == {"Fife": (11, 6), "Moray": (11, 0)}
    assert report.women.out_of.value == 22


def test_nothing_on_record_counts_nothing(partnership):
    report = count(partnership, FEBRUARY)

    assert [grid.out_of.value for grid in report.grids] == [0] * 6
    assert report.lead == "Housing providers were asked 0 times in February 2026 and said yes to 0."
    assert list(report.figures)


def test_a_period_that_has_not_begun_is_refused(partnership):
    with pytest.raises(Refused, match="has not come yet"):
        count(partnership, Period(TODAY + timedelta(days=1), TODAY + timedelta(days=2)))


@pytest.mark.parametrize(
    ("yes", "no", "said"),
    [
        (7, 5, "Of 12 times they were asked in the last year, they said yes to 7."),
        (0, 6, "they said yes to 0."),
        (9, 2, "would point at someone"),
        (2, 1, "too few times"),
        (0, 0, "Nobody has asked"),
    ],
)
def test_real_experience_of_a_provider_is_said(partnership, key_house, yes, no, said):
    asks(yes, key_house)
    asks(no, key_house, "declined", reason="capacity")

    found = provider_experience([key_house], organisations=[key_house.pk], today=TODAY)

    assert said in found[key_house.pk].sentence
