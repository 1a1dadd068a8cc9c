"""What the page is made of, in the order of what expires first. A new chapter adds a line here, and nothing else."""

from collections.abc import Callable

from throughline.web.today.access_sections import emergencies_to_review, requests_to_answer
from throughline.web.today.case_sections import cases_without_worker, covering, quiet_cases
from throughline.web.today.desk import Desk
from throughline.web.today.leaving import leaving_soon, passed_with_no_release
from throughline.web.today.moved import dates_that_moved
from throughline.web.today.referral_section import referrals_to_decide
from throughline.web.today.review_section import reviews_due
from throughline.web.today.silent_section import unanswered
from throughline.web.today.task_section import late_with_colleagues, tasks_due
from throughline.web.today.timetable import Section

Show = Callable[[Desk], Section | None]
"""Given whose desk it is, return a section; None when the viewer's job does not include it."""

SECTIONS: tuple[Show, ...] = (
    dates_that_moved,
    passed_with_no_release,
    leaving_soon,
    referrals_to_decide,
    tasks_due,
    unanswered,
    late_with_colleagues,
    covering,
    reviews_due,
    quiet_cases,
    cases_without_worker,
    requests_to_answer,
    emergencies_to_review,
)


def sections(desk: Desk) -> list[Section]:
    """Return the sections that have something in them."""
    return [section for show in SECTIONS if (section := show(desk)) and section.lines]
