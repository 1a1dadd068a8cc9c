"""Keep small numbers from naming anyone.

A number from 1 to 4 is hidden, and neighbours with it until the total says no more than that each hidden number is
somewhere between 1 and 5 or above. Zero is shown: it is about nobody, and what is not known is never counted as zero.
"""

from collections.abc import Iterable, Sequence

SMALLEST_SHOWN = 5
"""A count of people below this, other than 0, is hidden: the step for partners who work under an agreement."""


def is_small(count: int) -> bool:
    """Return whether a count would point at too few people.

    >>> [is_small(count) for count in (0, 1, 4, 5)]
    [False, True, True, False]
    """
    return 0 < count < SMALLEST_SHOWN


def to_hide(counts: Sequence[int]) -> frozenset[int]:
    """Return which counts of a table to hide, by place, so that its total gives none of them away.

    The smallest counts that would be shown go first. When the whole table is small, all of it goes, and its total must
    go too (``is_small`` of the sum says so).

    >>> sorted(to_hide([40, 3, 0, 6, 12])), sorted(to_hide([40, 6, 0])), sorted(to_hide([3, 0]))
    ([1, 3], [], [0, 1])
    """
    hidden = {place for place, count in enumerate(counts) if is_small(count)}
    if not hidden:
        return frozenset()
    shown = (place for place, count in enumerate(counts) if count >= SMALLEST_SHOWN)
    for place in sorted(shown, key=lambda place: (counts[place], place)):
        if _is_safe(counts, hidden):
            break
        hidden.add(place)
    return frozenset(hidden if _is_safe(counts, hidden) else range(len(counts)))


def wholes_to_hide(counts: Sequence[int], wholes: Sequence[frozenset[int]]) -> frozenset[int]:
    """Return which sums over parts of a table to hide, so that they undo none of its hiding, however they overlap.

    ``wholes`` are sets of places in ``counts``; one that comes first is shown first. A sum is shown when it tells apart
    no hidden counts, or tells them apart into groups that each stay safe: nothing worked out from sums can be finer.

    >>> sorted(wholes_to_hide([3, 20, 6, 40], [frozenset({0, 1}), frozenset({1, 3})]))
    [0]
    """
    hidden = to_hide(counts)
    if is_small(sum(counts)):
        return frozenset(range(len(wholes)))
    groups, refused = [hidden], set()
    for number, whole in enumerate(wholes):
        pieces = [piece for group in groups for piece in (group & whole, group - whole) if piece]
        if all(piece in groups or _is_safe(counts, piece) for piece in pieces):
            groups = pieces
        else:
            refused.add(number)
    return frozenset(refused)


def _is_safe(counts: Sequence[int], hidden: Iterable[int]) -> bool:
    """Say whether any one of several hidden counts could, for all their sum tells, be as large as one that is shown."""
    values = [counts[place] for place in hidden]
    return len(values) > 1 and sum(values) - (len(values) - 1) >= SMALLEST_SHOWN
