"""Take out a service's cases one by one, in months and bands, with nobody named and no free text."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import SystemRandom

from throughline.agencies.models import Service
from throughline.agencies.pathways import OPEN_TO_ALL, OUTCOMES_SEVEN
from throughline.foundations.errors import Refused
from throughline.reports.asking import rows, span
from throughline.reports.evaluation.hiding import (
    FEWEST_CASES,
    NOT_KNOWN,
    Row,
    age_band,
    coarsen_months,
    hide_rare,
    hide_together,
)
from throughline.reports.outcomes import RELEASES, SEVEN
from throughline.reports.periods import Period

RARE = ("home_area", "sex", "source", "support", "close_reason")
MONTHS = ("referred_month", "opened_month", "closed_month")
TOGETHER = ("home_area", "sex", "age_band")


@dataclass(frozen=True, kw_only=True)
class Extract:
    """Cases fit to be taken out, each column as the data dictionary says."""

    service: str
    slug: str
    period: Period
    taken_on: date
    rows: tuple[Row, ...]


def take_out(service: Service, *, period: Period, today: date) -> Extract:
    """Return the cases a service opened in a period, made safe together.

    Raises:
        Refused: there are too few to keep anyone from being picked out.
    """
    asked = {
        **span(period),
        "service": service.pk,
        "organisation": service.organisation_id,
        "today": today,
        "framework": SEVEN,
        "released": [str(kind) for kind in RELEASES],
    }
    found = [_row(list(row), today=today) for row in rows("cases", asked)]
    if len(found) < FEWEST_CASES:
        words = f"Fewer than {FEWEST_CASES} cases were opened in that time. Choose a longer one, so that nobody shows."
        raise Refused(words, field="from_on")
    hide_rare(found, RARE)
    coarsen_months(found, MONTHS)
    hide_together(found, TOGETHER)
    SystemRandom().shuffle(found)
    return Extract(service=service.name, slug=service.slug, period=period, taken_on=today, rows=tuple(found))


def _row(cells: list[object], *, today: date) -> Row:
    born, sex, area, source, pathways, received, timely, support, opened, closed, why, held, not_held, *rest = cells
    reviews, scores, released, back = rest
    opened_on, closed_on = _day(opened), _day(closed)
    assert opened_on is not None  # noqa: S101  a column that is never empty
    assert isinstance(pathways, list)  # noqa: S101  a column of lists
    return {
        "case": secrets.token_hex(4),
        "age_band": age_band(_day(born), on=opened_on),
        "sex": str(sex),
        "home_area": str(area) or NOT_KNOWN,
        "source": str(source),
        **{f"asked_{pathway.value}": "yes" if pathway in pathways else "no" for pathway in OPEN_TO_ALL},
        "referred_month": _month(_day(received)),
        "answered_in_time": str(timely),
        "support": str(support),
        "opened_month": _month(opened_on),
        "closed_month": _month(closed_on),
        "close_reason": str(why),
        "months_open": str(_months(opened_on, closed_on or today)),
        "contacts": str(held),
        "contacts_not_held": str(not_held),
        "reviews": str(reviews),
        "released": str(released),
        "back_within_year": str(back),
        **_scores(json.loads(str(scores))),
    }


def _scores(steps: Mapping[str, list[int | None]]) -> Row:
    found: Row = {}
    for key in OUTCOMES_SEVEN:
        first, last = steps.get(key, [None, None])
        found |= {f"{key}_first": str(first or ""), f"{key}_last": str(last or "")}
    return found


def _day(cell: object) -> date | None:
    return cell if isinstance(cell, date) else None


def _month(on: date | None) -> str:
    return f"{on:%Y-%m}" if on else ""


def _months(from_on: date, to_on: date) -> int:
    """Return the whole months between two days.

    >>> _months(date(2014, 1, 31), date(2014, 2, 28)), _months(date(2014, 1, 15), date(2014, 3, 15))
    (0, 2)
    """
    return max(0, (to_on.year - from_on.year) * 12 + to_on.month - from_on.month - (to_on.day < from_on.day))
