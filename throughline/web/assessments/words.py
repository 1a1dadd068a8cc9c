"""How a talk is spoken of: who began it, when, and with whom."""

from datetime import date

from throughline.assessments.models import Assessment
from throughline.foundations.wording import day

GO_ON = "Go on with it instead of asking again."


def who(assessment: Assessment) -> str:
    """Name who began a talk, and for whom they work."""
    name = assessment.begun_by.name if assessment.begun_by else ""
    return ", ".join(filter(None, (name, assessment.organisation.name)))


def begun(assessment: Assessment, *, today: date) -> str:
    """Say who began a talk and when, and when it was finished if it was."""
    said = f"{who(assessment)} began this on {day(assessment.begun_on, today=today)}"
    if assessment.ended_on is None:
        return f"{said}."
    return f"{said} and finished it on {day(assessment.ended_on, today=today)}."
