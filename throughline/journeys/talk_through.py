"""What was said about a part of life is kept, and the runway asks for what it calls for."""

from datetime import date, datetime

from throughline.agencies.models import Organisation, User
from throughline.assessments.actions import talking
from throughline.assessments.models import Assessment, PartOfLife
from throughline.foundations.actors import Actor
from throughline.foundations.writing import writes
from throughline.journeys.lay_runway import lay_runway


@writes
def talk_through(
    assessment: Assessment,
    *,
    pathway: str,
    level: str,
    their_words: str,
    our_view: str,
    strengths: str,
    views: str,
    said_on: date,
    user: User | None,
    organisation: Organisation | None = None,
    by: Actor,
    at: datetime,
) -> PartOfLife:
    """Keep what was said about a part of life, and lay the runway with it.

    Raises:
        Refused: see ``assessments.actions.talking.say``.
    """
    part = talking.say(
        assessment,
        pathway=pathway,
        level=level,
        their_words=their_words,
        our_view=our_view,
        strengths=strengths,
        views=views,
        said_on=said_on,
        user=user,
        organisation=organisation,
        by=by,
        at=at,
    )
    lay_runway(part.person, by=by, at=at)
    return part
