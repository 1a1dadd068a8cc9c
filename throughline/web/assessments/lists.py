"""The lists a person's parts of life can be shown as: the pathways themselves, and what other lists call them."""

from collections.abc import Mapping
from dataclasses import dataclass

from throughline.agencies.pathways import OUTCOMES_SEVEN, RELEASE_PLAN_AREAS, TODAYS_SEVEN, Pathway

Names = Mapping[Pathway, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class NamedList:
    """One way to name the parts of life. A pathway without a name is not on the list."""

    slug: str
    label: str
    names: Names

    def names_of(self, pathway: Pathway) -> tuple[str, ...]:
        """Return what the list calls a pathway, which may be several things or nothing."""
        return self.names.get(pathway, ())

    @property
    def order(self) -> list[Pathway]:
        """The pathways in the order of the list, those it leaves out last."""
        place = {name: number for number, name in enumerate(_in_order(self.names))}
        last = len(place)
        return sorted(Pathway, key=lambda pathway: min((place[name] for name in self.names_of(pathway)), default=last))


def _in_order(names: Names) -> list[str]:
    return list(dict.fromkeys(name for pathway_names in names.values() for name in pathway_names))


def _turned(areas: Mapping[str, tuple[str, Pathway]]) -> Names:
    """Return what each pathway is called, from a list that says which pathway each of its areas falls under."""
    found: dict[Pathway, tuple[str, ...]] = {}
    for name, pathway in areas.values():
        found[pathway] = (*found.get(pathway, ()), name)
    return found


PATHWAYS = NamedList(slug="pathways", label="Pathways", names={pathway: (str(pathway.label),) for pathway in Pathway})
LISTS = {
    chosen.slug: chosen
    for chosen in (
        PATHWAYS,
        NamedList(
            slug="today",
            label="The seven pathways used today",
            names={pathway: (TODAYS_SEVEN[pathway],) for pathway in Pathway},
        ),
        NamedList(slug="release", label="Release plan areas", names=_turned(RELEASE_PLAN_AREAS)),
        NamedList(slug="outcomes", label="Low Moss outcomes", names=_turned(OUTCOMES_SEVEN)),
    )
}


def chosen(slug: str) -> NamedList:
    """Return the list someone asked for; the pathways when there is no such list.

    >>> chosen("release").names_of(Pathway.HEALTH), chosen("release").names_of(Pathway.FAMILY), chosen("?").slug
    (('Wellbeing and mental health', 'Physical health'), (), 'pathways')
    """
    return LISTS.get(slug, PATHWAYS)
