"""The numbers about somewhere to live: what each counts, and where it comes from."""

from throughline.reports.measures import Measure

ASK = ("time", "times")
ASKS = "What was asked of housing providers, as staff recorded it."
ACCOUNTS = "Stays in custody, and accounts of leaving with no fixed address."
ASKED = (
    "Times a housing provider was asked for a place in the period, both ends included: asked by staff of the "
    "partnership, or a provider that is in it. The answer is what is on record when the report is made. "
)
LEFT = "Releases in the period, both ends included, from prisons that are partners today. "

BY_PROVIDER = Measure(
    name="asked_of_providers",
    question="What do housing providers say when they are asked?",
    counts=ASK,
    heading="Provider",
    definition=(
        f"{ASKED}A yes is a place that was offered or agreed, whether or not the person took it. Someone asked for at "
        "several providers, or twice, is counted each time."
    ),
    source=ASKS,
)
BY_REASON = Measure(
    name="declines_by_reason",
    question="Why do providers say no?",
    counts=ASK,
    heading="Reason",
    definition=f"{ASKED}Only those answered with a no, by the reason the provider gave.",
    source=ASKS,
)
LEAVING = Measure(
    name="no_fixed_address",
    question="How many leave prison with no fixed address?",
    counts=("release", "releases"),
    heading="Leaves",
    definition=(
        f"{LEFT}No fixed address is counted where an account of it was given for that time in prison. Where nobody "
        "gave one the release counts as other, so the true number may be higher."
    ),
    source=ACCOUNTS,
)
WHY_NONE = Measure(
    name="no_fixed_address_reasons",
    question="Why did they leave with no fixed address?",
    counts=("release", "releases"),
    heading="Reason",
    definition=f"{LEFT}Only those with an account of no fixed address, by its reason.",
    source=ACCOUNTS,
)
ROUGH = Measure(
    name="rough_sleeping_likely",
    question="Were they likely to sleep rough?",
    counts=("release", "releases"),
    heading="Likely to sleep rough",
    definition=f"{LEFT}Only those with an account of no fixed address, by what it says of rough sleeping.",
    missing="not known",
    source=ACCOUNTS,
)
WOMEN = Measure(
    name="women_unmet",
    question="Where do women find no place to live?",
    counts=("woman", "women"),
    heading="Home area",
    definition=(
        "Women who were in a prison of the partnership on any day of the period, by the home area recorded now. Unmet: "
        "an account of no fixed address was given in the period, or a need for somewhere to live with no service is "
        "still open, or providers were asked in the period and none had said yes by its end."
    ),
    missing="no home area recorded",
    source="Stays in custody, accounts of no fixed address, needs with no service, and what providers said.",
)
