"""A change of many dates that somebody prepared and nobody applied yet."""

from datetime import timedelta

from throughline.access import entering
from throughline.custody.statuses import LegalStatus
from throughline.demo.runway.leaving import Desk
from throughline.journeys import date_rounds
from throughline.journeys.date_rounds import NewDay, Rule

EARLY, WHY = "Early release, next tranche", "Fewer places in the prison. Ministers decided it last week."
SOURCE = "Early release notice"
FROM_DAYS, TO_DAYS, SOONER = 20, 60, -10


def prepare_round(desk: Desk) -> None:
    """Choose people by a rule, and keep what their dates would become. Nothing moves."""
    user = desk.places.staff["throughcare_manager"]
    by = entering.staff(user, at=desk.at)
    rule = Rule(
        prison=desk.places.prisons["CRV"],
        legal_statuses=[LegalStatus.SENTENCED],
        release_from=desk.today + timedelta(days=FROM_DAYS),
        release_to=desk.today + timedelta(days=TO_DAYS),
    )
    new = NewDay(source=SOURCE, known_at=desk.at, days=SOONER)
    found = date_rounds.by_rule(rule, new, by=by, at=desk.at)
    date_rounds.prepare(found.wanted, organisation=user.organisation, name=EARLY, why=WHY, by=by, at=desk.at)
