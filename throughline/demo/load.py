"""Load the demo into an empty installation: a present-day partnership, as of today."""

from collections.abc import Callable
from datetime import datetime

from throughline.agencies.models import Organisation
from throughline.demo import population
from throughline.demo.building import build
from throughline.demo.pilot.load import load as load_pilot
from throughline.demo.runway.load import lay_out
from throughline.demo.stories import Teller
from throughline.demo.working.load import work
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.foundations.writing import writes
from throughline.journeys.change_release_date import change_release_date


def is_empty() -> bool:
    """Return whether nothing has been kept here yet."""
    return not Organisation.objects.exists()


@writes
def load(*, at: datetime, say: Callable[[str], None]) -> None:
    """Make the partnership, its staff, about 600 invented people and the pilot's 705, in one transaction.

    Raises:
        Refused: something is kept here already.
    """
    if not is_empty():
        raise Refused("There is something here already, so the demo was not loaded. Use an empty data folder.")
    places = build(at=at)
    say(f"{len(places.organisations)} organisations and {len(places.staff)} roles with a sign-in")
    residents = population.fill(places, at=at)
    left = population.leavers(places, at=at)
    say(f"{sum(map(len, residents.values())) + sum(map(len, left.values()))} invented people")
    everyone = {code: residents[code] + left[code] for code in ("CRV", "LGR")}
    teller = Teller(places, at=at)
    people = teller.works_with(everyone)
    teller.partners(people)
    teller.agreed(people)
    teller.circumstances(people)
    teller.governance(people)
    for resident, new in teller.dates_moved(residents["CRV"][:60]):
        change_release_date(resident.stay, new=new, by=SYSTEM, at=at)
    say("Their stories, who may see them, and dates that moved")
    work(places, everyone, people, at=at)
    say("Work in hand: services, referrals, cases, plans and reviews")
    say(f"Runways of {lay_out(places, at=at)} people, by the protocols of their partnership")
    say(f"The Low Moss pilot as history: {load_pilot(places)} invented people, 2013 to 2015")
