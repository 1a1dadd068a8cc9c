"""Where the demo's people lived, will live, and what was asked for them."""

from collections.abc import Sequence
from datetime import date, timedelta

from throughline.demo.population import Resident
from throughline.demo.runway.leaving import Desk
from throughline.foundations.actors import SYSTEM
from throughline.housing.actions import accounts, applications, asks, efforts, homes
from throughline.housing.actions.accounts import AccountFacts
from throughline.housing.actions.applications import NewApplication
from throughline.housing.actions.asks import AskAnswer, NewAsk
from throughline.housing.actions.efforts import NewEffort
from throughline.housing.actions.homes import HomeFacts
from throughline.housing.statuses import (
    ApplicationKind,
    ApplicationState,
    AskState,
    DeclineReason,
    EffortKind,
    HomeKind,
    NoAddressReason,
    RentHelp,
    Sure,
    When,
    Yes,
)

THEY_SAID = "They said so"
PLANNED, KEPT, ASKED, ALL_TRIED = 0.45, 0.2, 0.6, 2
PLACES = (
    (HomeKind.FAMILY, Sure.AGREED, 5),
    (HomeKind.COUNCIL, Sure.OFFERED, 2),
    (HomeKind.HOUSING_ASSOCIATION, Sure.AGREED, 2),
    (HomeKind.SUPPORTED, Sure.ASKED, 3),
    (HomeKind.FRIENDS, Sure.HOPED, 2),
    (HomeKind.TEMPORARY, Sure.AGREED, 2),
)
REASONS = (DeclineReason.NEEDS_TOO_HIGH, DeclineReason.RISK_TOO_HIGH, DeclineReason.CAPACITY, DeclineReason.HISTORY)


def house(desk: Desk, leaving: Sequence[Resident]) -> None:
    """Give each of those who leave soon a past home, some a plan, some a council and a provider that answer."""
    for resident in leaving:
        _before(desk, resident)
        if desk.chance(PLANNED):
            _planned(desk, resident)
        elif desk.chance(ASKED):
            _asked(desk, resident)
    without = [row for row in leaving if desk.release_of(row) and row.person.home_area_id][-ALL_TRIED:]
    for resident in without:
        _all_tried(desk, resident)


def _before(desk: Desk, resident: Resident) -> None:
    kind = desk.dice.choice((HomeKind.COUNCIL, HomeKind.FAMILY, HomeKind.PRIVATE, HomeKind.SOFA, HomeKind.HOSTEL))
    kept = kind in {HomeKind.COUNCIL, HomeKind.PRIVATE} and desk.chance(KEPT)
    facts = HomeFacts(
        kind=kind,
        area=resident.person.home_area,
        from_on=resident.stay.admitted_on - timedelta(days=desk.dice.randrange(90, 1200)),
        until_on=None if kept else resident.stay.admitted_on,
        left_why="" if kept else "Came into prison",
        rent_help=RentHelp.HOUSING_BENEFIT if kept else "",
        means_to_return=Yes.YES if kept else Yes.UNKNOWN,
        source=THEY_SAID,
        noted_on=min(resident.stay.admitted_on + timedelta(days=3), desk.today),
    )
    homes.add_home(resident.person, when=When.DURING if kept else When.BEFORE, facts=facts, by=SYSTEM, at=desk.at)


def _planned(desk: Desk, resident: Resident) -> None:
    kind, sure, _ = desk.dice.choices(PLACES, weights=[weight for *_, weight in PLACES])[0]
    settled = sure == Sure.AGREED
    facts = HomeFacts(
        kind=kind,
        area=resident.person.home_area,
        sure=sure,
        suitable=Yes.YES if settled else Yes.UNKNOWN,
        safe=Yes.YES if settled else Yes.UNKNOWN,
        their_choice=Yes.YES if desk.chance(0.7) else Yes.NO,
        free_from_on=_free_from(desk, resident),
        source="Key worker",
        noted_on=desk.today - timedelta(days=desk.dice.randrange(1, 20)),
    )
    homes.plan_home(resident.person, facts=facts, by=SYSTEM, at=desk.at)


def _free_from(desk: Desk, resident: Resident) -> date | None:
    """Now and then a place is free too late for the day they leave."""
    release = desk.release_of(resident)
    return release + timedelta(days=desk.dice.choice((-3, -1, 0, 0, 0, 6))) if release else None


def _asked(desk: Desk, resident: Resident) -> None:
    area = resident.person.home_area
    on = desk.today - timedelta(days=desk.dice.randrange(3, 25))
    if area is not None and area.jurisdiction == "scotland":
        new = NewApplication(
            kind=ApplicationKind.HOMELESSNESS, authority=area, made_on=on, homeless_by_on=desk.release_of(resident),
            source="Key worker",
        )  # fmt: skip
        applied = applications.apply(resident.person, new=new, by=SYSTEM, at=desk.at)
        if desk.chance(0.4):
            decided = on + timedelta(days=2)
            applications.decide(
                applied, state=ApplicationState.ACCEPTED, on=decided, words="Will be housed on the day.",
                version=applied.version, by=SYSTEM, at=desk.at,
            )  # fmt: skip
    provider = desk.places.organisations["Northgate Homes"]
    ask = NewAsk(provider=provider, place=HomeKind.SUPPORTED, asked_on=on)
    asked = asks.ask_provider(resident.person, new=ask, by=SYSTEM, at=desk.at)
    if desk.chance(0.7):
        given = AskAnswer(
            state=AskState.DECLINED, on=on + timedelta(days=2), reason=desk.dice.choice(REASONS),
            would_change="A support plan that names who visits, and how often.",
        )  # fmt: skip
        asks.answer(asked, given=given, version=asked.version, by=SYSTEM, at=desk.at)


def _all_tried(desk: Desk, resident: Resident) -> None:
    """Keep every try for someone who has nowhere, and the account of it."""
    for days_ago, kind, words in (
        (20, EffortKind.COUNCIL, "Rang the council. They take applications on the day only."),
        (12, EffortKind.FAMILY, "Asked his sister. No room since the baby."),
        (6, EffortKind.PRIVATE, "Two landlords, both want a deposit he does not have."),
        (2, EffortKind.SPOKE, "Went through what is left with him. He knows where to go on the day."),
    ):
        new = NewEffort(kind=kind, on=desk.today - timedelta(days=days_ago), words=words)
        efforts.record_effort(resident.person, new=new, by=SYSTEM, at=desk.at)
    facts = AccountFacts(
        reason=NoAddressReason.ASK_ON_THE_DAY,
        rough_likely=Yes.UNKNOWN,
        account="Everything above was tried. He will be taken to the council at 10 in the morning.",
    )
    accounts.give_account(resident.stay, facts=facts, by=SYSTEM, at=desk.at)
