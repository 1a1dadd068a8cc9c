"""A housing provider agrees to a place, and it is the home that is planned."""

from dataclasses import replace
from datetime import date, datetime

from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.housing import queries
from throughline.housing.actions import asks, homes
from throughline.housing.actions.asks import AskAnswer, provider_name
from throughline.housing.actions.homes import HomeFacts
from throughline.housing.models import Home, ProviderAsk
from throughline.housing.statuses import AskState, Sure
from throughline.journeys import keep_homes

SOURCE_LENGTH = 80


@writes
def agree_place(
    ask: ProviderAsk, *, on: date, facts: HomeFacts | None = None, version: int, by: Actor, at: datetime
) -> Home:
    """Keep that a provider agreed to a place, and plan it as the home for release.

    A home planned with the same provider already is now agreed; any other is kept as fallen through.

    Raises:
        Stale: someone else changed it first.
        Refused: the provider had ended this before, or a day cannot be.
    """
    row = asks.answer(ask, given=AskAnswer(state=AskState.ACCEPTED, on=on), version=version, by=by, at=at)
    hoped = _planned_there(row)
    agreed = replace(facts or _facts(row, hoped, on=on), sure=Sure.AGREED)
    if hoped is None:
        return keep_homes.plan_home(row.person, facts=agreed, by=by, at=at)
    return keep_homes.change_home(hoped, facts=agreed, version=hoped.version, by=by, at=at)


def _planned_there(row: ProviderAsk) -> Home | None:
    planned = queries.planned_now(Home.objects.filter(person_id=row.person_id))
    return planned.filter(provider=row.provider, provider_words=row.provider_words).first()


def _facts(row: ProviderAsk, hoped: Home | None, *, on: date) -> HomeFacts:
    if hoped is not None:
        return homes.facts_of(hoped)
    return HomeFacts(
        kind=row.place,
        provider=row.provider,
        provider_words=row.provider_words,
        sure=Sure.AGREED,
        source=provider_name(row)[:SOURCE_LENGTH],
        noted_on=on,
    )
