"""From protocols and one person's facts to the steps they need, with days and reasons. Pure: same in, same out.

A step is needed when its protocol's condition and its own both hold; while one of them cannot be answered it is asked
about, and it is gone when one does not hold. The same key in several protocols is one step. No step is due before the
protocol began for the person, nor, once they left, before the day they left: what was not done inside and still
matters is due that day.
"""

from collections.abc import Mapping, Sequence

from throughline.protocols.engine.asks import Ask, asks_of
from throughline.protocols.engine.merging import merged
from throughline.protocols.links import without_circles
from throughline.protocols.shape import Asked, Laid, Person, Protocol, Runway

EARLIER_STAY = "It was for an earlier stay in prison"


def lay(protocols: Sequence[Protocol], person: Person) -> Runway:
    """Return the steps this person needs, those that wait for a fact, and those not needed with the reason."""
    by_key = _together(protocols, person)
    names = {key: _name(key, asks, person.anchors.stay) for key, asks in by_key.items()}
    needed = {key: chosen for key, asks in by_key.items() if (chosen := [ask for ask in asks if ask.answer])}
    needs = _needs(needed)
    laid = [
        merged(asks, key=names[key], needs=[names[need] for need in needs[key]], person=person)
        for key, asks in needed.items()
    ]
    rest = {names[key]: asks for key, asks in by_key.items() if key not in needed}
    return Runway(
        laid=tuple(sorted(laid, key=_by_day)),
        asked=tuple(_asked(name, asks) for name, asks in sorted(rest.items()) if _waits(asks)),
        gone=_earlier(names, person.anchors.stay)
        | {name: asks[0].why_not for name, asks in sorted(rest.items()) if not _waits(asks)},
    )


def _together(protocols: Sequence[Protocol], person: Person) -> Mapping[str, list[Ask]]:
    found: dict[str, list[Ask]] = {}
    for protocol in sorted(protocols, key=lambda each: (each.slug, each.number)):
        for ask in asks_of(protocol, person):
            found.setdefault(ask.step.key, []).append(ask)
    return found


def _name(key: str, asks: Sequence[Ask], stay: int) -> str:
    return f"{key}@{stay}" if stay > 1 and _every_stay(asks) else key


def _every_stay(asks: Sequence[Ask]) -> bool:
    return any(ask.step.every_stay for ask in asks)


def _earlier(names: Mapping[str, str], stay: int) -> dict[str, str]:
    afresh = sorted(key for key, name in names.items() if name != key)
    return {key if before == 1 else f"{key}@{before}": EARLIER_STAY for key in afresh for before in range(1, stay)}


def _needs(needed: Mapping[str, Sequence[Ask]]) -> Mapping[str, tuple[str, ...]]:
    return without_circles({key: {need for ask in asks for need in ask.step.needs} for key, asks in needed.items()})


def _waits(asks: Sequence[Ask]) -> bool:
    return any(ask.answer is None for ask in asks)


def _asked(name: str, asks: Sequence[Ask]) -> Asked:
    waiting = [ask for ask in asks if ask.answer is None]
    return Asked(
        key=name,
        title=waiting[0].step.title,
        pathway=waiting[0].step.pathway,
        facts=tuple(sorted({fact for ask in waiting for fact in ask.missing})),
        protocols=tuple(sorted({ask.protocol.slug for ask in waiting})),
    )


def _by_day(laid: Laid) -> tuple[bool, int, str]:
    return laid.due_on is None, laid.due_on.toordinal() if laid.due_on else 0, laid.key
