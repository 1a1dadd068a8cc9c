"""What people of the pilot scored: as many changed for the better, and for the worse, as was published."""

from collections.abc import Iterator, Mapping
from random import Random

from throughline.demo.pilot import figures
from throughline.outcomes.actions.reviewing import NewScore
from throughline.outcomes.models import Domain

LOWEST, HIGHEST = 1, 5
SKIPPED, WORKER_SKIPPED = 0.06, 0.1

Path = list[int | None]
"""Someone's scores of one domain, review by review; None where it was skipped."""


def paths(dice: Random, reviews: list[int]) -> list[dict[str, Path]]:
    """Return the scores of people with so many reviews each, by domain: changed as published, then those with one."""
    found: list[dict[str, Path]] = [{} for _ in reviews]
    for key, (improved, worse) in figures.CHANGES.items():
        ways = [1] * improved + [-1] * worse + [0] * (figures.SCORED_TWICE - improved - worse)
        dice.shuffle(ways)
        ways += [0] * (len(reviews) - len(ways))
        for person, count, way in zip(found, reviews, ways, strict=True):
            person[key] = _path(dice, count, way)
    return found


def scores(dice: Random, person: Mapping[str, Path], place: int, domains: Mapping[str, Domain]) -> Iterator[NewScore]:
    """Return what was scored at one of someone's reviews, with the worker's view a step off at times."""
    for key, path in person.items():
        theirs = path[place]
        step = (theirs or 3) + dice.choice([-1, 0, 0, 0, 1])
        ours = None if dice.random() < WORKER_SKIPPED else min(max(step, LOWEST), HIGHEST)
        yield NewScore(domain=domains[key], theirs=theirs, ours=ours)


def _path(dice: Random, count: int, way: int) -> Path:
    first, last = _ends(dice, way)
    if count == 1:
        return [first]
    return [first, *(_between(dice, first, last) for _ in range(count - 2)), last]


def _ends(dice: Random, way: int) -> tuple[int, int]:
    if way > 0:
        first = dice.randrange(1, 5)
        return first, min(HIGHEST, first + dice.choice([1, 1, 1, 2]))
    if way < 0:
        first = dice.randrange(2, 6)
        return first, first - 1
    return (step := dice.randrange(2, 5)), step


def _between(dice: Random, first: int, last: int) -> int | None:
    return None if dice.random() < SKIPPED else dice.randrange(min(first, last), max(first, last) + 1)
