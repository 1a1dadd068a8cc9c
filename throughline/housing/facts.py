"""What the rules of housing need to know, taken from rows."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.timezone import localdate

from throughline.custody.models import StatusSpell
from throughline.housing.models import Home
from throughline.housing.rules import Clock, FirstNight, PlannedHome, RiskFacts, Spell, Tenancy, in_place
from throughline.housing.rules.nights import NO_HOME
from throughline.housing.statuses import Sure, When, Yes


def planned_home(home: Home | None) -> PlannedHome | None:
    """Return a planned home as the rules know it; None for none."""
    if home is None:
        return None
    return PlannedHome(
        kind=home.kind,
        sure=home.sure,
        free_from_on=home.free_from_on,
        held_until_on=home.held_until_on,
        suitable=home.suitable,
        safe=home.safe,
    )


def tenancy(home: Home) -> Tenancy:
    """Return what pays for a home that is kept, as the rules know it."""
    return Tenancy(rent_help=home.rent_help, means_to_return=home.means_to_return)


def spells(rows: Iterable[StatusSpell]) -> list[Spell]:
    """Return legal statuses by the day each began."""
    return [Spell(row.legal_status, localdate(row.since)) for row in rows]


def in_place_now(homes: Sequence[Home], *, release_on: date | None) -> str:
    """Say what there is for the first night of one person, from their homes; empty when nothing is in place.

    A home they keep is one, and so is one they live in outside.
    """
    goes_on = [home for home in homes if home.until_on is None and home.sure != Sure.FELL_THROUGH]
    planned = next((home for home in goes_on if home.when == When.PLANNED), None)
    theirs = any(home.when == When.DURING or (home.when == When.AFTER and home.kind not in NO_HOME) for home in goes_on)
    return in_place(planned_home(planned), release_on=release_on, kept=theirs)


def risk_facts(
    homes: Sequence[Home], *, night: FirstNight, clocks: Iterable[Clock], since: date | None = None
) -> RiskFacts:
    """Return what one person's homes say about being homeless on release, in the order of ``queries.story``.

    ``since`` is the day they came in this time: what was lost or fell through before it is another story, and a home
    they lived in until then is the one before prison.
    """
    kept = [home for home in homes if home.when == When.DURING and home.until_on is None]
    planned = [home for home in homes if home.when == When.PLANNED]
    return RiskFacts(
        night=night.state,
        before=_before(homes, since),
        lost_inside=not kept and any(_was_lost(home, homes, since) for home in homes),
        kept=bool(kept),
        rent_stops=any(clock.breaks_before_release or clock.has_run_out for clock in clocks),
        arrears=any(home.arrears == Yes.YES for home in kept),
        says_nowhere=any(home.kind in NO_HOME and home.sure != Sure.FELL_THROUGH for home in planned),
        fell_through=any(home.sure == Sure.FELL_THROUGH and _is_since(home, since) for home in planned),
    )


def _before(homes: Sequence[Home], since: date | None) -> str:
    """Return the kind of home they had before they came in; empty when nobody asked."""
    between = [home for home in homes if home.when == When.AFTER and since and home.from_on and home.from_on < since]
    earlier = [home for home in homes if home.when == When.BEFORE]
    last = max(between, key=lambda home: (home.from_on or date.min, home.noted_on), default=None)
    return last.kind if last else next((home.kind for home in earlier), "")


def _was_lost(home: Home, homes: Sequence[Home], since: date | None) -> bool:
    """Say whether a home that was kept ended inside, and did not go on outside from that day."""
    if home.when != When.DURING or home.until_on is None or not _is_since(home, since):
        return False
    return not any(later.when == When.AFTER and later.from_on == home.until_on for later in homes)


def _is_since(home: Home, since: date | None) -> bool:
    return since is None or home.until_on is None or home.until_on >= since
