"""What must hold of a talk, and what two rules make of what is known. Pure: told everything, reads nothing."""

from throughline.assessments.rules.findings import Earlier, Fact, Finding, Known, Shut, Spoken, Strand, TimeInside
from throughline.assessments.rules.multiple_needs import multiple_needs
from throughline.assessments.rules.revolving_door import revolving_door
from throughline.assessments.rules.talking import (
    check_agreed,
    check_asset,
    check_earlier,
    check_safety,
    check_said,
    check_said_on,
    holds_over,
    was_talked_about,
)

__all__ = [
    "Earlier",
    "Fact",
    "Finding",
    "Known",
    "Shut",
    "Spoken",
    "Strand",
    "TimeInside",
    "check_agreed",
    "check_asset",
    "check_earlier",
    "check_safety",
    "check_said",
    "check_said_on",
    "holds_over",
    "multiple_needs",
    "revolving_door",
    "was_talked_about",
]
