"""Steps of a plan: added, done, blocked, dropped, given to someone else, and moved with the day they hang on."""

from throughline.plans.actions.tasks.adding import add, add_many
from throughline.plans.actions.tasks.changing import change, reassign
from throughline.plans.actions.tasks.described import NewTask
from throughline.plans.actions.tasks.ending import block, done, drop, unblock
from throughline.plans.actions.tasks.retiming import retime, retime_by_support, retime_many

__all__ = [
    "NewTask",
    "add",
    "add_many",
    "block",
    "change",
    "done",
    "drop",
    "reassign",
    "retime",
    "retime_by_support",
    "retime_many",
    "unblock",
]
