"""Load the pilot: its places, its people and two years of its work."""

from dataclasses import replace
from datetime import date
from random import Random

from throughline.demo.building import Places
from throughline.demo.inventing import Inventor
from throughline.demo.pilot import figures, scores
from throughline.demo.pilot.lives import live
from throughline.demo.pilot.making import Maker, Told
from throughline.demo.pilot.places import Pilot, build, end
from throughline.demo.pilot.telling import Keeper, Scored, months
from throughline.foundations.writing import writes
from throughline.outcomes.actions.frameworks import lay_down
from throughline.outcomes.models import Domain, Framework
from throughline.people.rules import NewPerson
from throughline.reports.outcomes import SEVEN

HOMES = {"Glasgow CJA": 60, "North Strathclyde CJA": 40}
SEED = 571
HALF_YEAR = 6
FIRST_NUMBER = 20_000
"""People of the pilot are numbered from here, so that no number is anyone else's in the demo."""


@writes
def load(places: Places) -> int:
    """Keep the pilot, which ended long before today; return how many people it was about."""
    pilot = build(places)
    told = _told(pilot, places)
    dice = Random(SEED)  # noqa: S311  people who do not exist need no secrecy
    keeper = Keeper(Maker(pilot, dice), told, scored=_scored(), dice=dice)
    every = months(figures.BEGAN_ON, figures.ENDED_ON)
    for half_year in (every[start : start + HALF_YEAR] for start in range(0, len(every), HALF_YEAR)):
        for month in half_year:
            keeper.month(month)
        keeper.work(half_year[0], half_year[-1])
    end(pilot)
    for month in months(date(2015, 7, 1), figures.ALL_OUT_ON):
        keeper.gate(month)
    return len(told)


def _told(pilot: Pilot, places: Places) -> list[Told]:
    dice = Random(SEED)  # noqa: S311  as above
    lives = live()
    told = [
        Told(life, new, dice.choice(pilot.workers), life.released_on)
        for life, new in zip(lives, _invent(len(lives), places), strict=True)
    ]
    twice = [one for one in told if len(one.life.reviewed_on) > 1]
    once = [one for one in told if len(one.life.reviewed_on) == 1]
    paths = scores.paths(dice, [len(one.life.reviewed_on) for one in (*twice, *once)])
    for one, path in zip((*twice, *once), paths, strict=True):
        one.scores = path
    return told


def _invent(count: int, places: Places) -> list[NewPerson]:
    """Invent people, each known by one prison number."""
    inventor = Inventor(today=figures.BEGAN_ON, seed=9)
    inventor.count = FIRST_NUMBER
    homes = inventor.dice.choices(list(HOMES), list(HOMES.values()), k=count)
    people = [inventor.person(scottish=True, home_area_id=places.areas[home].pk) for home in homes]
    return [replace(person, identifiers=person.identifiers[:1]) for person in people]


def _scored() -> Scored:
    lay_down()
    framework = Framework.objects.get(slug=SEVEN, organisation=None)
    return Scored(framework, {domain.key: domain for domain in Domain.objects.filter(framework=framework)})
