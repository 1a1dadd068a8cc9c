"""From what is on record to the facts a protocol may ask about. What nobody recorded is not known, which is not no."""

from datetime import date

from throughline.assessments.rules import was_talked_about
from throughline.assessments.statuses import Level
from throughline.cases.statuses import TakingPart
from throughline.custody.rules import UNPLANNED
from throughline.custody.statuses import LegalStatus, Supervision
from throughline.foundations.wording import age
from throughline.housing.facts import planned_home
from throughline.housing.models import Home
from throughline.housing.rules import HOMELESS, FirstNightState, first_night, nation_of
from throughline.housing.statuses import HomeKind, RentHelp, Sure, When
from throughline.journeys.runway.known import Known
from throughline.people.statuses import Sex
from throughline.plans.hinges import Hinges
from throughline.protocols.shape import Value

WANTS_HELP = frozenset({Level.SOME, Level.A_LOT, Level.URGENT})
NOBODY_SAID = frozenset({LegalStatus.UNKNOWN, Supervision.UNKNOWN, Sex.UNKNOWN, RentHelp.UNKNOWN, ""})
TAKES_PART = {TakingPart.ACCEPTED: True, TakingPart.DECLINED: False, TakingPart.CHANGED_MIND: False}


def facts_of(known: Known, *, today: date) -> dict[str, Value]:
    """Return the facts of one person by name, as ``protocols.reading.facts`` lists them."""
    return {**_custody(known, today=today), **_person(known, today=today), **_help(known), **_home(known, today=today)}


def _said(value: str) -> str | None:
    return None if value in NOBODY_SAID else value


def _custody(known: Known, *, today: date) -> dict[str, Value]:
    hinges, stay = known.hinges, known.hinges.stay
    if stay is None:
        return {"in_custody": False, "unplanned": False, "returned": False, "recalled": False, **_times(known)}
    return {
        "legal_status": _said(stay.legal_status),
        "supervision": _said(stay.supervision),
        "sentence_days": stay.sentence_days,
        "in_custody": hinges.inside is not None,
        "unplanned": stay.ended_how in UNPLANNED,
        "returned": hinges.inside is not None and len(hinges.stays) > 1,
        "recalled": known.recalled or stay.legal_status == LegalStatus.RECALLED,
        "days_inside": ((stay.ended_on or today) - stay.admitted_on).days,
        "days_since_release": _since_release(hinges, today=today),
        **_times(known),
    }


def _since_release(hinges: Hinges, *, today: date) -> int | None:
    """Count the days since they left prison; for someone inside, those from the stay before to this one."""
    if hinges.left_on is not None:
        return max(0, (today - hinges.left_on).days)
    before = next((stay.ended_on for stay in hinges.stays if stay.ended_on), None)
    return (hinges.stays[0].admitted_on - before).days if before else None


def _times(known: Known) -> dict[str, Value]:
    """Count the times in prison, where it is known how often they were there before those recorded here."""
    before = known.history.times_in_prison if known.history else None
    return {"times_in_prison": None if before is None else before + len(known.hinges.stays)}


def _person(known: Known, *, today: date) -> dict[str, Value]:
    person, where = known.hinges.person, known.hinges.calendar.jurisdiction
    area = person.home_area
    nation = nation_of(jurisdiction=area.jurisdiction, area=area.name) if area else nation_of(jurisdiction=where)
    return {
        "sex": _said(person.sex),
        "age": age(person.born_on, on=today) if person.born_on else None,
        "area": area.name if area else None,
        "jurisdiction": str(where),
        "nation": str(nation) if nation else None,
        "has_children": _children(known),
    }


def _children(known: Known) -> bool | None:
    """Say whether they have children; no only where family was talked about and none was named."""
    family = known.parts.get("family")
    return True if known.children else False if family and was_talked_about(family.level) else None


def _help(known: Known) -> dict[str, Value]:
    talked = [part for part in known.parts.values() if was_talked_about(part.level)]
    weighed, case = known.weighed, known.hinges.worked
    return {
        "needs": frozenset(part.pathway for part in talked if part.level in WANTS_HELP) if talked else None,
        "multiple_needs": weighed.multiple_needs.holds,
        "revolving_door": weighed.revolving_door.holds,
        "has_case": case is not None,
        "support": case.support if case else None,
        "taking_part": TAKES_PART.get(TakingPart(case.taking_part)) if case else None,
    }


def _home(known: Known, *, today: date) -> dict[str, Value]:
    """Say what is known of where they lived, what they keep and where they are to live."""
    homes = known.homes
    kept = next((home for home in homes if home.when == When.DURING and home.until_on is None), None)
    before = next((home for home in homes if home.when in {When.BEFORE, When.DURING}), None)
    had = kept or before
    return {
        "keeps_home": kept is not None if had else None,
        "tenure": had.kind if had else None,
        "rent_help": _said(kept.rent_help) if kept else None,
        "has_address": _address(known, kept=kept is not None, today=today),
    }


def _address(known: Known, *, kept: bool, today: date) -> bool | None:
    """Say whether there is somewhere to live on release; outside, whether they have a home now."""
    hinges, homes = known.hinges, known.homes
    if not homes and hinges.inside is None:
        return None
    if hinges.inside is None:
        lived_in = (home for home in homes if home.when in {When.AFTER, When.DURING} and home.until_on is None)
        return any(HomeKind(home.kind) not in HOMELESS for home in lived_in)
    night = first_night(planned_home(_planned(homes)), release_on=hinges.release_on(), today=today, kept=kept)
    return None if night.state == FirstNightState.ASK and not homes else night.is_in_place


def _planned(homes: tuple[Home, ...]) -> Home | None:
    planned = (home for home in homes if home.when == When.PLANNED and home.until_on is None)
    return next((home for home in planned if home.sure != Sure.FELL_THROUGH), None)
