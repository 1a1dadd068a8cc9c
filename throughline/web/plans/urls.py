"""Where the pages of a plan are."""

from django.urls import path

from throughline.web.plans.views import gaps, goals, paper, plan, steps, ticking

app_name = "plans"

GOAL = "goals/<uuid:goal_id>/"
STEP = "steps/<uuid:task_id>/"
GAP = "gaps/<uuid:gap_id>/"

urlpatterns = [
    path("", plan.plan, name="plan"),
    path("print/", paper.print_plan, name="print"),
    path("start/", plan.open_plan, name="open_plan"),
    path("with/", plan.change_plan, name="change_plan"),
    path("agree/", plan.agree, name="agree"),
    path("end/", plan.end_plan, name="end_plan"),
    path("goals/add/", goals.set_goal, name="set_goal"),
    path(GOAL, goals.goal, name="goal"),
    path(f"{GOAL}reword/", goals.reword, name="reword"),
    path(f"{GOAL}reach/", goals.reach, name="reach"),
    path(f"{GOAL}slip/", goals.slip, name="slip"),
    path(f"{GOAL}drop/", goals.drop_goal, name="drop_goal"),
    path("steps/add/", steps.add_task, name="add_task"),
    path(STEP, steps.task, name="task"),
    path(f"{STEP}change/", steps.change_task, name="change_task"),
    path(f"{STEP}owner/", steps.reassign, name="reassign"),
    path(f"{STEP}done/", ticking.done, name="done"),
    path(f"{STEP}progress/", ticking.progress, name="progress"),
    path(f"{STEP}reopen/", ticking.reopen, name="reopen"),
    path(f"{STEP}block/", ticking.block, name="block"),
    path(f"{STEP}unblock/", ticking.unblock, name="unblock"),
    path(f"{STEP}drop/", ticking.drop_task, name="drop_task"),
    path("gaps/add/", gaps.add_gap, name="add_gap"),
    path(f"{GAP}fill/", gaps.fill_gap, name="fill_gap"),
]
