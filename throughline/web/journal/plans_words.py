"""What the journal says of plans: one sentence for each name an action notes."""

from throughline.foundations.wording import counted, listed
from throughline.web.journal.told import Facts, Say, day_words, told


def _word(facts: Facts, key: str, default: str = "not known") -> str:
    return day_words(str(facts.get(key) or default))


def _because(facts: Facts, key: str = "why") -> str:
    """Return what someone wrote, as a sentence of its own; nothing when they wrote nothing."""
    said = str(facts.get(key) or "").strip()
    return f" {said.rstrip('.')}." if said else ""


def _begun(facts: Facts) -> str:
    return f"A plan was started on {_word(facts, 'on')}. Made with: {_word(facts, 'made_with', 'nobody named')}."


def _answered(facts: Facts) -> str:
    areas = facts.get("areas")
    understood = f" They understand {areas} of the 7 areas." if isinstance(areas, int) else ""
    answer, copy = _word(facts, "answer", "They answered about the plan"), _word(facts, "copy", "no copy was noted")
    return f"{answer} on {_word(facts, 'on')}, and {copy}.{understood}"


def _set(facts: Facts) -> str:
    by = _word(facts, "by_on", "no day yet")
    return f"A goal was set ({_word(facts, 'pathway')}): “{_word(facts, 'goal')}”. By: {by}."


def _slipped(facts: Facts) -> str:
    return f"A goal slipped: “{_word(facts, 'goal')}”. New day: {_word(facts, 'by_on', 'no day yet')}."


def _added(facts: Facts) -> str:
    due = _word(facts, "due", "as soon as a date is known")
    return (
        f"A step was added ({_word(facts, 'pathway')}): {_word(facts, 'step')}. Who: {_word(facts, 'who')}. By: {due}."
    )


def _changed(facts: Facts) -> str:
    due = _word(facts, "due", "as soon as a date is known")
    return f"A step was changed: {_word(facts, 'step')}. By: {due}. It was: {_word(facts, 'before', 'no day')}."


def _done(facts: Facts) -> str:
    return f"A step was done on {_word(facts, 'on')}: {_word(facts, 'step')}.{_because(facts, 'words')}"


def _retimed(facts: Facts) -> str:
    """Say how many steps moved with the day they hang on, and to which."""
    moved, on = facts.get("moved"), facts.get("on")
    many = counted(moved, "step", "steps") if isinstance(moved, int) else "Steps"
    anchor = _word(facts, "anchor", "a day")
    anchor = f"{anchor[:1].lower()}{anchor[1:]}"
    if not on:
        return f"{many} of the plan now wait: {anchor} is not known."
    return f"{many} of the plan moved with {anchor}, now {_word(facts, 'on')}."


def _runway(facts: Facts) -> str:
    """Say what became of how many steps when the runway was laid."""
    said = [_counted(facts, what, words) for what, words in BECAME.items() if isinstance(facts.get(what), int)]
    named = facts.get("not_needed")
    gone = f" Not needed: {listed(named)}." if isinstance(named, list) and named else ""
    return f"The runway was laid: {listed(said) or 'nothing changed'}.{gone}"


def _counted(facts: Facts, what: str, words: str) -> str:
    number = facts[what]
    return f"{counted(number, 'step', 'steps') if isinstance(number, int) else 'steps'} {words}"


BECAME = {
    "laid": "added",
    "moved": "moved to another day",
    "changed": "changed",
    "back": "needed again",
    "retired": "not needed now",
}


SENTENCES: dict[str, Say] = {
    "plans.tasks_carried": told("{steps} of the plan's open steps went from {before} to {after}, where they are now."),
    "plans.begun": _begun,
    "plans.changed": told("Who the plan is made with was changed: {made_with}."),
    "plans.ended": lambda facts: f"The plan ended on {_word(facts, 'on')}.{_because(facts)}",
    "plans.answered": _answered,
    "plans.goal_set": _set,
    "plans.goal_reworded": told("A goal was put in other words: “{goal}”. It was: “{before}”."),
    "plans.goal_reached": lambda facts: (
        f"A goal was reached on {_word(facts, 'on')}: “{_word(facts, 'goal')}”.{_because(facts)}"
    ),
    "plans.goal_dropped": lambda facts: (
        f"A goal was dropped on {_word(facts, 'on')}: “{_word(facts, 'goal')}”.{_because(facts)}"
    ),
    "plans.goal_slipped": _slipped,
    "plans.gap_noted": told("A need with no service was noted ({pathway}): {need}."),
    "plans.gap_filled": told("A need has a service now ({pathway}): {need}. Service: {service}."),
    "plans.followed": told("The plan follows a protocol: {protocol}, version {number}."),
    "plans.left_protocol": lambda facts: (
        f"The plan no longer follows {_word(facts, 'protocol')}, version {_word(facts, 'number')}.{_because(facts)}"
    ),
    "plans.moved_to_version": told(
        "The plan moved from version {before} to version {number} of {protocol}. What is different: {changed}."
    ),
    "plans.runway_laid": _runway,
    "plans.task_added": _added,
    "plans.task_changed": _changed,
    "plans.task_reassigned": told("A step went from {before} to {after}: {step}."),
    "plans.task_done": _done,
    "plans.task_under_way": lambda facts: (
        f"A step is under way: {_word(facts, 'step')}.{_because(facts, 'words')}"
        if facts.get("words")
        else f"A step is no longer said to be under way: {_word(facts, 'step')}."
    ),
    "plans.task_reopened": lambda facts: (
        f"A step is open again: {_word(facts, 'step')}. It was done on {_word(facts, 'done_on')}.{_because(facts)}"
    ),
    "plans.task_blocked": lambda facts: f"A step is blocked: {_word(facts, 'step')}.{_because(facts)}",
    "plans.task_unblocked": told("A step can go on again: {step}."),
    "plans.task_dropped": lambda facts: f"A step was dropped: {_word(facts, 'step')}.{_because(facts)}",
    "plans.retimed": _retimed,
}
PAGES: dict[str, str] = {
    "plans:plan": "Plan",
    "plans:print": "Plan, to print",
    "plans:open_plan": "Starting a plan",
    "plans:change_plan": "Who the plan is made with",
    "plans:end_plan": "Ending a plan",
    "plans:agree": "What they say of the plan",
    "plans:set_goal": "Setting a goal",
    "plans:goal": "A goal of the plan",
    "plans:reword": "Putting a goal in other words",
    "plans:reach": "Saying a goal was reached",
    "plans:slip": "Saying a goal slipped",
    "plans:drop_goal": "Dropping a goal",
    "plans:add_task": "Adding a step to the plan",
    "plans:task": "A step of the plan",
    "plans:change_task": "Changing a step of the plan",
    "plans:reassign": "Giving a step to someone else",
    "plans:done": "Saying a step is done",
    "plans:block": "Saying a step is blocked",
    "plans:unblock": "Saying a step can go on",
    "plans:drop_task": "Dropping a step",
    "plans:add_gap": "Noting a need with no service",
    "plans:fill_gap": "Saying which service meets a need",
    "today:steps": "Steps that are due",
    "api:read_runway": "The runway, by another system",
}
"""What a look at a page is called, by its URL name."""
