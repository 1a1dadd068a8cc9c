"""The numbers about contacts: what each counts, and where it comes from."""

from throughline.reports.measures import PEOPLE, Measure

CONTACT = ("contact", "contacts")
FROM_CONTACTS = "Contacts, as each organisation recorded them."
HELD = "Contacts of the service's cases that took place in the period, both ends included, whoever held them. "

BY_ACTIVITY = Measure(
    name="by_activity",
    question="What were contacts for?",
    counts=CONTACT,
    heading="Activity",
    definition=f"{HELD}Each is counted under one kind. Help at a duty desk is counted apart.",
    source=FROM_CONTACTS,
)
BY_PLACE = Measure(
    name="by_place",
    question="Where did they take place?",
    counts=CONTACT,
    heading="Place",
    definition=HELD.strip(),
    source=FROM_CONTACTS,
)
BY_ORGANISATION = Measure(
    name="by_organisation",
    question="Which organisations were active, and how deep did each go?",
    counts=CONTACT,
    heading="Organisation",
    definition=(
        f"{HELD}An organisation is active if it held at least one. Someone helped by two is counted for both, so "
        "people do not add up. Kinds of help are the kinds of contact it recorded."
    ),
    source=FROM_CONTACTS,
)
EACH = Measure(
    name="each",
    question="How much contact did each person have?",
    counts=PEOPLE,
    heading="Contacts",
    definition=f"{HELD}People with at least one, by how many they had.",
    source=FROM_CONTACTS,
)
TRIED = Measure(
    name="tried",
    question="How many did not take place?",
    counts=("contact that did not take place", "contacts that did not take place"),
    heading="What happened",
    definition=(
        "Contacts of the service's cases that were recorded for the period and did not take place. They are in no "
        "other number here. What was not the person's doing is never counted as theirs."
    ),
    source=FROM_CONTACTS,
)
DUTY = Measure(
    name="duty",
    question="How much help was given at the duty desk?",
    counts=("duty contact", "duty contacts"),
    heading="With",
    definition=(
        "Help given in the period at a duty desk or on a hall, to people who may have no case. Not among contacts."
    ),
    source="The duty log of the service.",
)
TOUCH = Measure(
    name="touch",
    question="Are people in touch?",
    counts=("open case", "open cases"),
    heading="At the end of the period",
    definition=(
        "Cases open at the end of the last day of the period that has come, by the days since a contact last took "
        "place. Too long is the number of days the service promises now."
    ),
    source=f"{FROM_CONTACTS} Where each case stood.",
)
SUSTAINED = Measure(
    name="sustained",
    question="Do people stay engaged?",
    counts=("open case", "open cases"),
    heading="A contact took place",
    definition=(
        "Cases open at the end of the last day of the period that has come. Of those open for 84 days or more by then: "
        "whether a contact took place in each of the three lots of 28 days before, in some of them or in none."
    ),
    source=f"{FROM_CONTACTS} Where each case stood.",
)
