"""Dates of many people change together: prepared, looked at, applied in batches that can be stopped, and taken back."""

from throughline.journeys.date_rounds.applying import Batch, apply_batch, start, stop
from throughline.journeys.date_rounds.by_rule import NewDay, Rule, by_rule
from throughline.journeys.date_rounds.from_file import from_file
from throughline.journeys.date_rounds.going_on import asked_by, go_on, pick_up
from throughline.journeys.date_rounds.looking import BREAKS, Foreseen, Sum, look, sum_up
from throughline.journeys.date_rounds.preparing import prepare, prepare_by_prison
from throughline.journeys.date_rounds.results import Result, counts, results
from throughline.journeys.date_rounds.undoing import start_undoing, undo_batch
from throughline.journeys.date_rounds.wanted import Gathered, RowRefusal, Wanted, as_wanted

__all__ = [
    "BREAKS",
    "Batch",
    "Foreseen",
    "Gathered",
    "NewDay",
    "Result",
    "RowRefusal",
    "Rule",
    "Sum",
    "Wanted",
    "apply_batch",
    "as_wanted",
    "asked_by",
    "by_rule",
    "counts",
    "from_file",
    "go_on",
    "look",
    "pick_up",
    "prepare",
    "prepare_by_prison",
    "results",
    "start",
    "start_undoing",
    "stop",
    "sum_up",
    "undo_batch",
]
