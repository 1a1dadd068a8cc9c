"""The numbers we give out: each with its question, its definition and where it comes from."""

from dataclasses import dataclass

STAYS = "Stays in custody, as prisons and staff recorded them."
PEOPLE = ("person", "people")
AGENCIES = "What is kept here about organisations, teams and areas."


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A number, counted the same way every time.

    ``counts`` is what one of it is and what several are; ``heading`` is what it is divided by; ``missing`` says what
    may not be known, empty when nothing can be.
    """

    name: str
    question: str
    counts: tuple[str, str]
    heading: str
    definition: str
    missing: str = ""
    source: str


IN_CUSTODY = Measure(
    name="in_custody",
    question="How many people are in custody?",
    counts=PEOPLE,
    heading="Who",
    definition=(
        "People whose stay in prison began on the day or before and had not ended by the end of it, in prisons that "
        "are partners today. The day someone leaves is not part of their stay. People out on temporary licence are "
        "counted. A stay, a move or a status recorded later than it happened may change a past day."
    ),
    source=STAYS,
)
BY_PRISON = Measure(
    name="by_prison",
    question="Which prison are they in?",
    counts=PEOPLE,
    heading="Prison",
    definition=(
        "The prison the person was in at the end of the day, by the places recorded in their stay. A move counts from "
        "when it was recorded."
    ),
    source="Places recorded in a stay, from prison records and staff.",
)
CAPACITY = Measure(
    name="capacity",
    question="How many places does each prison have?",
    counts=("place", "places"),
    heading="Prison",
    definition="Places as recorded now; no earlier figures are kept.",
    missing="no number of places recorded",
    source="What is held about each prison, kept by its administrator.",
)
BY_HOME = Measure(
    name="by_home",
    question="Where is home?",
    counts=PEOPLE,
    heading="Home area",
    definition=(
        "The home area recorded for the person now: where they will live, not where the prison is. Areas that partners "
        "work in are listed even when nobody is from there."
    ),
    missing="no home area recorded",
    source="The person, their prison or their worker.",
)
BY_AREA = Measure(
    name="by_area",
    question="How many come from each wider area?",
    counts=PEOPLE,
    heading="Wider area",
    definition=(
        "People whose home is the area itself or an area it spans. Wider areas may overlap, so these numbers do not "
        "add up to everyone."
    ),
    missing="no home area recorded",
    source=f"Home areas, and which areas each wider area spans. {AGENCIES}",
)
BY_STATUS = Measure(
    name="by_status",
    question="Why are they held?",
    counts=PEOPLE,
    heading="Legal status",
    definition="The legal status at the end of the day, as it was recorded to apply then.",
    missing="status not known",
    source="Legal statuses recorded in a stay, from prison records and staff.",
)
BY_LEAVING = Measure(
    name="by_leaving",
    question="When do they leave?",
    counts=PEOPLE,
    heading="Leaves",
    definition=(
        "The date taken as the day of release, as we had been told it by the end of the day, counted from the day: 4 "
        "weeks are 28 days and 12 weeks are 84. Dates are recorded, never worked out. People on remand have none, and "
        "dates that reached us later count as not known then."
    ),
    missing="no date known",
    source="Release dates as sources gave them.",
)
POSTS = Measure(
    name="posts",
    question="How many posts does each team have?",
    counts=("post", "posts"),
    heading="Team",
    definition="Posts as recorded now, filled or not; no earlier figures are kept.",
    missing="no number of posts recorded",
    source=AGENCIES,
)
MEMBERS = Measure(
    name="members",
    question="How many members does each team have?",
    counts=("member", "members"),
    heading="Team",
    definition=(
        "Members of staff in the team at the end of the day, whoever employs them. Someone in two teams is counted in "
        "both. Teams that everyone in an organisation belongs to are left out."
    ),
    source=AGENCIES,
)
PARTNERS = Measure(
    name="partners",
    question="Which kinds of organisation are partners?",
    counts=("organisation", "organisations"),
    heading="Kind",
    definition="Organisations in the partnership at the end of the day, by kind.",
    source=AGENCIES,
)
