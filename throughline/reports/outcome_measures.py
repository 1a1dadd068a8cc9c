"""The numbers about how life changed: what each counts, and where it comes from."""

from throughline.reports.measures import Measure

REVIEWS = "Reviews held by people and their workers. Reviews struck as mistakes are left out."
DUE = (
    "Due: people whose case was open on any day of the period, with full support for more than 31 days by its end, or "
    "with any review so far. Scored twice: the domain was scored at two or more reviews of the case, the last of them "
    "in the period. Missing: due, and not scored twice. Improved, same and worse compare the first score of the case "
    "with the last one in the period; one step is one step. Someone with two cases is counted for each. A score that "
    "was skipped is never a zero."
)

THEIRS = Measure(
    name="outcomes",
    question="How did life change, as people score it themselves?",
    counts=("person due a second review", "people due a second review"),
    heading="Part of life",
    definition=f"The person's own scores. {DUE} This is change, not proof of what caused it.",
    source=REVIEWS,
)
SHARES = Measure(
    name="outcome_shares",
    question="Which share improved, and which got worse?",
    counts=("person due a second review", "people due a second review"),
    heading="Part of life",
    definition=(
        "Of those scored twice, in percent, with the ends of the 95% range (Wilson's): where the true share could lie. "
        "Under 10 people no share is shown."
    ),
    source=REVIEWS,
)
OURS = Measure(
    name="outcomes_by_workers",
    question="And as workers score it?",
    counts=("person due a second review", "people due a second review"),
    heading="Part of life",
    definition=f"The worker's scores. {DUE}",
    source=REVIEWS,
)
RETURNS = Measure(
    name="returns",
    question="Who was back in prison within a year?",
    counts=("person released", "people released"),
    heading="After release",
    definition=(
        "People released in the period while the service had a case for them, by their first such release: whether a "
        "stay in prison began within a year of it, in any prison we have records from. Reconvictions are not recorded."
    ),
    source="Stays in custody, as prisons and staff recorded them.",
)
