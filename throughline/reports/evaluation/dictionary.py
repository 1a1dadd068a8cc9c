"""What each column of the evaluators' file holds."""

from dataclasses import dataclass

from throughline.agencies.pathways import OPEN_TO_ALL, OUTCOMES_SEVEN
from throughline.reports.evaluation.hiding import BANDS, FEWEST_ALIKE, FEWEST_TOGETHER

RARE = f"Hidden where fewer than {FEWEST_ALIKE} cases share it."
TOGETHER = f"Hidden where fewer than {FEWEST_TOGETHER} cases would share it together with"
SCALE = "1 to 5, the highest best; empty when there is none. The wording of each step is kept with the framework."


@dataclass(frozen=True)
class Column:
    """A column: its name, what it holds, the values it may have, and how it was made safe."""

    name: str
    holds: str
    values: str
    safe: str = ""


def _asked() -> list[Column]:
    return [
        Column(f"asked_{pathway.value}", f"Whether the referral asked for help with: {pathway.label}.", "yes, no")
        for pathway in OPEN_TO_ALL
    ]


def _scores() -> list[Column]:
    return [
        Column(f"{key}_{when}", f"{name}: the person's own {when} score of the case.", SCALE)
        for key, (name, _) in OUTCOMES_SEVEN.items()
        for when in ("first", "last")
    ]


COLUMNS: tuple[Column, ...] = (
    Column(
        "case",
        "A number for this file only: the same case has another one in the next file, and rows are in no order.",
        "8 letters and figures",
        "Random; not kept.",
    ),
    Column(
        "age_band",
        "Age on the day the case was opened.",
        f"under {BANDS[0]}; bands from {BANDS[0]}; {BANDS[-1]} and over; not known",
        f"{TOGETHER} sex and home area, once those are hidden.",
    ),
    Column("sex", "Sex, as the source recorded it.", "male, female, other, unknown", f"{RARE} {TOGETHER} age band."),
    Column(
        "home_area",
        "The home area on record now.",
        "the area's name; not known",
        f"{RARE} {TOGETHER} age band and sex.",
    ),
    Column("source", "Who asked.", "self, family, prison, justice_social_work, agency", RARE),
    *_asked(),
    Column("referred_month", "The month the referral was received.", "2014-05, or 2014", f"{RARE} A year at first."),
    Column("answered_in_time", "Whether the answer came on or before the promised day.", "yes, no; empty: no referral"),
    Column("support", "The support given.", "full, brief, duty", RARE),
    Column("opened_month", "The month the case was opened.", "2014-05, or 2014", f"{RARE} A year at first."),
    Column("closed_month", "The month it was closed.", "2014-05, or 2014; empty: open", f"{RARE} A year at first."),
    Column(
        "close_reason",
        "Why it ended.",
        "completed, chose_to_stop, lost_touch, moved, elsewhere, returned, died, other; empty: open",
        RARE,
    ),
    Column("months_open", "Whole months from opening to closing, or to the day of the file.", "a number"),
    Column("contacts", "Contacts that took place.", "a number"),
    Column("contacts_not_held", "Contacts that were recorded and did not take place.", "a number"),
    Column("reviews", "Reviews held.", "a number"),
    Column("released", "Whether the person was released from prison while the case was open.", "yes, no"),
    Column(
        "back_within_year",
        "Whether a stay in prison began within a year of the first such release.",
        "yes, no, too early; empty: not released",
    ),
    *_scores(),
)
"""Every column, in the order of the file."""

HEADS = tuple(column.name for column in COLUMNS)
"""The columns' names."""
