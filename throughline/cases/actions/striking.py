"""Setting the clock of reviews back, when one was struck out."""

from datetime import date

from throughline.cases.actions.clocks import CLOCKS, set_clocks
from throughline.cases.models import Case
from throughline.cases.statuses import Setting
from throughline.foundations.records import lock, save_change
from throughline.foundations.writing import writes


@writes
def review_struck(case: Case, *, last_on: date | None) -> Case:
    """Keep that the last review which counts was another, or that there is none; what was struck says who and why."""
    locked = lock(Case, case.pk)
    if locked.last_review_on == last_on:
        return locked
    locked.last_review_on = last_on
    if locked.setting != Setting.CLOSED:
        set_clocks([locked])
    save_change(locked, *CLOCKS)
    return locked
