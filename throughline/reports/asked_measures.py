"""The numbers about referrals: what each counts, and where it comes from."""

from throughline.reports.measures import Measure

REFERRAL = ("referral", "referrals")
FROM_REFERRALS = "Referrals, as they were received and answered."
RECEIVED = (
    "Referrals the service received in the period, both ends included, by the day it got them. Drafts never count. "
)
NOW = "It is what is on record when the report is made. "

STEPS = Measure(
    name="steps",
    question="How far did people come?",
    counts=REFERRAL,
    heading="Step",
    definition=(
        f"{RECEIVED}They are followed to the day named. Each step counts only those who made the one before it: an "
        "answer was given; support was accepted; a contact of the case took place face to face; the person agreed to a "
        "plan after they were taken on."
    ),
    source="Referrals, contacts and agreements to plans.",
)
BY_SOURCE = Measure(
    name="by_source",
    question="Who asked?",
    counts=REFERRAL,
    heading="Who asked",
    definition=f"{RECEIVED}Each is counted under whoever asked, however it reached the service.",
    source=FROM_REFERRALS,
)
BY_ANSWER = Measure(
    name="by_answer",
    question="What did the service answer?",
    counts=REFERRAL,
    heading="Answer",
    definition=(
        f"{RECEIVED}The answer is the one given on or before the day the report follows them to; what had none by then "
        "is waiting, also while the service waits for more information."
    ),
    source=FROM_REFERRALS,
)
TIMELY = Measure(
    name="timely",
    question="Was the answer given in time?",
    counts=("decision", "decisions"),
    heading="Decided",
    definition=(
        f"{RECEIVED}Of those accepted or declined: whether that was on or before the promised day, which is counted in "
        "working days and stands still while the service waits for more information."
    ),
    source=FROM_REFERRALS,
)
DECLINED = Measure(
    name="declined",
    question="Why were people not taken on?",
    counts=REFERRAL,
    heading="Reason",
    definition=f"{RECEIVED}Of those declined: the reason given.",
    source=FROM_REFERRALS,
)
BY_PATHWAY = Measure(
    name="by_pathway",
    question="What did people ask for help with?",
    counts=REFERRAL,
    heading="Part of life",
    definition=(
        f"{RECEIVED}A referral may name several parts of life, so these do not add up to all. Two parts that open only "
        "to those who may see sensitive history are left out. Taken on: accepted for any kind of support."
    ),
    missing="no part of life named",
    source=FROM_REFERRALS,
)
BY_AREA_OF_PLAN = Measure(
    name="by_area_of_plan",
    question="How many people got support in each area of the release plan?",
    counts=REFERRAL,
    heading="Area",
    definition=(
        f"{RECEIVED}The seven areas of the Scottish Prison Service's release plan, each counted by the part of life it "
        "falls under (our own mapping), so two areas of one part of life show the same numbers."
    ),
    missing="no part of life named",
    source=FROM_REFERRALS,
)
HELPED = Measure(
    name="helped",
    question="Did it come to something?",
    counts=REFERRAL,
    heading="What came of it",
    definition=f"{RECEIVED}Of those accepted: what the person or a worker said came of it. {NOW}",
    source="What was recorded about each accepted referral afterwards.",
)
