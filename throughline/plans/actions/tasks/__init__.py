"""Steps of a plan: added, under way, done, blocked, dropped, given to someone else, moved with the day they hang on."""

from throughline.plans.actions.tasks.adding import add, add_many
from throughline.plans.actions.tasks.carrying import carry
from throughline.plans.actions.tasks.changing import change, reassign
from throughline.plans.actions.tasks.described import NewTask
from throughline.plans.actions.tasks.ending import block, done, drop, progress, reopen, unblock
from throughline.plans.actions.tasks.retiming import retime, retime_known, retime_many

__all__ = [
    "NewTask",
    "add",
    "add_many",
    "block",
    "carry",
    "change",
    "done",
    "drop",
    "progress",
    "reassign",
    "reopen",
    "retime",
    "retime_known",
    "retime_many",
    "unblock",
]
