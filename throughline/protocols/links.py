"""Which steps need which: in order, and with the circles found. Pure."""

from collections.abc import Collection, Mapping

Links = Mapping[str, Collection[str]]
"""Each key with the keys it needs first. Needs that are no key here are links to nothing, and count for nothing."""


def in_order(links: Links) -> tuple[str, ...]:
    """Return the keys so that each comes after all it needs; those in, or behind, a circle are left out.

    >>> in_order({"bank": ["id"], "id": [], "a": ["b"], "b": ["a"]})
    ('id', 'bank')
    """
    waits = {key: {need for need in needs if need in links} for key, needs in sorted(links.items())}
    followers = _followers(waits)
    free = [key for key, needs in waits.items() if not needs]
    for key in free:
        for follower in followers[key]:
            waits[follower].discard(key)
            if not waits[follower]:
                free.append(follower)
    return tuple(free)


def _followers(links: Links) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {key: [] for key in links}
    for key, needs in links.items():
        for need in needs:
            found[need].append(key)
    return found


def circles(links: Links) -> tuple[tuple[str, ...], ...]:
    """Return the circles, each from its first key by name: it needs the next, and the last needs it again.

    Circles that share a step are found one at a time, so mend those named and ask again.

    >>> circles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]})
    (('a', 'b', 'c'),)
    """
    found: list[tuple[str, ...]] = []
    left = _caught(links)
    while left:
        circle = _circle(left)
        found.append(circle)
        left = _caught({key: needs for key, needs in left.items() if key not in circle})
    return tuple(sorted(found))


def without_circles(links: Links) -> dict[str, tuple[str, ...]]:
    """Return the links that lead somewhere, sorted, without those that close a circle; always the same ones.

    >>> without_circles({"a": ["b", "x"], "b": ["a"]})
    {'a': ('b',), 'b': ()}
    """
    kept = {key: {need for need in needs if need in links} for key, needs in links.items()}
    while caught := _caught(kept):
        circle = _circle(caught)
        kept[circle[-1]].discard(circle[0])
    return {key: tuple(sorted(needs)) for key, needs in kept.items()}


def _caught(links: Links) -> dict[str, set[str]]:
    free = set(in_order(links))
    left = {key for key in links if key not in free}
    return {key: {need for need in links[key] if need in left} for key in sorted(left)}


def _circle(caught: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Walk from need to need until one comes again: each that is caught needs another that is."""
    walked: dict[str, int] = {}
    key = min(caught)
    while key not in walked:
        walked[key] = len(walked)
        key = min(caught[key])
    circle = list(walked)[walked[key] :]
    first = circle.index(min(circle))
    return tuple(circle[first:] + circle[:first])
