"""What was published about the Low Moss pilot, and the months that make all of it true at once.

Published: 571 referrals from April 2014 to February 2015, of which 206 led to full support and 365 to a brief
intervention or duty support; 57 % self-referrals from May 2013 to June 2014 (here 114 of 200); 198 people on 19 March
2015: 104 in the community, 78 in prison and 16 in assessment; social functioning improved for 55 % (here 110 of
200), the most of seven outcomes; criminal activity 51 %, psychological wellbeing 44 %, substance misuse 42 %, physical
health 40 %. The two periods of referrals share three months, and the months below fit both. Everything else is our own.
"""

from datetime import date

from throughline.referrals.statuses import Source

BEGAN_ON = date(2013, 5, 1)
ENDED_ON = date(2015, 6, 30)
ALL_OUT_ON = date(2016, 12, 31)
"""By then everyone had left prison, also those who came back."""

SNAPSHOT_ON = date(2015, 3, 19)
REVIEWED_UNTIL = date(2015, 3, 31)
"""The last day of the outcomes' period, which begins with the pilot."""

EARLY = (6, 7, 8, 9, 9, 10, 11, 10, 12, 13, 15)
"""Referrals of each month from May 2013 to March 2014: 110."""

SHARED = (26, 30, 34)
"""Of April to June 2014, in both published periods: 90."""

LATE = (54, 58, 60, 62, 63, 58, 62, 64)
"""Of July 2014 to February 2015: 481."""

LAST_FULL, LAST_BRIEF = 16, 8
"""Of March 2015: those in assessment on the day of the snapshot, and some who came after it."""

FIRST_SOURCES = {Source.SELF: 114, Source.PRISON: 46, Source.AGENCY: 28, Source.FAMILY: 12}
"""Who asked from May 2013 to June 2014: 200."""

LATER_SHARES = {Source.SELF: 55, Source.PRISON: 24, Source.AGENCY: 15, Source.FAMILY: 6}

EARLY_ANSWERS = {"full": 80, "brief": 14, "declined": 10, "withdrawn": 6}
MAIN_ANSWERS = {"full": 206, "brief": 215, "duty": 150}
LAST_MAIN_FULL = date(2015, 2, 13)
"""The last day someone came who is past assessment on the day of the snapshot."""

CLOSED_BEFORE, IN_COMMUNITY, IN_PRISON = 104, 104, 78
"""Where those with full support stood on the day of the snapshot; with the 16 in assessment, 198 were open."""

CLOSED_IN_PRISON = 20
RETURNED = 0.16
"""The share of those released who were back within a year: the evaluation says fewer than 17 in 100."""

SCORED_TWICE = 200
SCORED_ONCE = 60
CHANGES = {
    "criminal_activity": (102, 26),
    "engagement": (96, 30),
    "living_situation": (92, 44),
    "physical_health": (80, 34),
    "psychological_wellbeing": (88, 40),
    "social_functioning": (110, 18),
    "substance_misuse": (84, 38),
}
"""How many of 200 improved, and how many got worse, by domain. Five of the seven shares were published."""

TARGETS = (
    ("referrals", 450, "Set at the start: 450 people to engage with a first assessment. Counted here as referrals."),
    (
        "full_support",
        200,
        "Set at the start: 200 people to engage with agencies outside. Counted here as full support.",
    ),
)
