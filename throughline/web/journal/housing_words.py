"""What the journal says of somewhere to live: one sentence for each name an action notes."""

from throughline.web.journal.told import Facts, Say, day_words, told


def _word(facts: Facts, key: str, default: str = "not known") -> str:
    return day_words(str(facts.get(key) or default))


def _because(facts: Facts, key: str) -> str:
    """Return what someone wrote, as a sentence of its own; nothing when they wrote nothing."""
    said = str(facts.get(key) or "").strip()
    return f" {said.rstrip('.')}." if said else ""


def _changed(facts: Facts) -> str:
    sure, before = facts.get("sure"), facts.get("before")
    how = f" How sure: {sure}." if sure else ""
    was = f" It was: {before}." if before and before != sure else ""
    return f"A home was changed ({_word(facts, 'when')}): {_word(facts, 'kind')}.{how}{was}"


def _ended(what: str, key: str) -> Say:
    return lambda facts: f"{what}: {_word(facts, 'kind')}.{_because(facts, key)}"


def _decided(facts: Facts) -> str:
    said = f"{_word(facts, 'council', 'A council')} decided on {_word(facts, 'on')}: {_word(facts, 'decision')}."
    return f"{said}{_because(facts, 'words')}"


def _answered(facts: Facts) -> str:
    said = f"{_word(facts, 'provider', 'A provider')} answered on {_word(facts, 'on')}: {_word(facts, 'answer')}."
    would = _because(facts, "would_change")
    return f"{said}{_because(facts, 'reason')}{' What would change it:' if would else ''}{would}"


def _stopped(template: str) -> Say:
    say = told(template)
    return lambda facts: f"{say(facts)}{_because(facts, 'words')}"


def _account(what: str) -> Say:
    def say(facts: Facts) -> str:
        anyway = " The release counts as ready all the same." if facts.get("anyway") else ""
        return f"{what}: {_word(facts, 'reason')}. Likely to sleep rough: {_word(facts, 'rough')}.{anyway}"

    return say


def _stays(facts: Facts) -> str:
    again = facts.get("again")
    when = f" Look again on {day_words(str(again))}." if again else ""
    return f"{_word(facts, 'provider', 'A provider')} still will not house them.{when}"


SENTENCES: dict[str, Say] = {
    "housing.home_added": told("A home was noted ({when}): {kind}."),
    "housing.home_changed": _changed,
    "housing.home_planned": told("A home was planned for release: {kind}. How sure: {sure}."),
    "housing.home_fell_through": _ended("A home that was planned fell through", "why"),
    "housing.moved_in": told("They moved in on {on}: {kind}."),
    "housing.home_left": _ended("A home ended", "why"),
    "housing.home_went_on": told("A home went on ({when}): {kind}."),
    "housing.still_there": told("Still there after {weeks} weeks: {answer}."),
    "housing.council_asked": told("{council} was asked on {on}: {kind} ({nation})."),
    "housing.council_in_touch": told("{council} was in touch with them on {on}: {kind}."),
    "housing.council_tried": told("{council} tried to reach them on {on} and could not. Tries so far: {tries}."),
    "housing.council_decided": _decided,
    "housing.council_asked_no_more": _stopped("What was asked of {council} was taken back on {on}."),
    "housing.provider_asked": told("{provider} was asked for a place on {on}: {place}."),
    "housing.provider_answered": _answered,
    "housing.provider_visited": told("{provider} visited them on {on}. Told them what to expect: {told}."),
    "housing.priority_given": told("They are first in line with {provider}."),
    "housing.priority_ended": told("They are no longer first in line with {provider}."),
    "housing.place_turned_down": _stopped("They said no to {provider} on {on}."),
    "housing.provider_asked_no_more": _stopped("{provider} was asked no more from {on}."),
    "housing.effort_made": told("Something was tried to find or keep a home on {on}: {kind}."),
    "housing.no_address_recorded": _account("No fixed address on release"),
    "housing.no_address_changed": _account("The account of no fixed address was changed"),
    "housing.unsafe_noted": told("A place or person they are not safe with was noted on {on}."),
    "housing.unsafe_ended": told("A place or person they were not safe with no longer counts from {on}."),
    "housing.excluded": told("{provider} will not house them."),
    "housing.exclusion_stays": _stays,
    "housing.exclusion_ended": told("{provider} would house them again from {on}."),
    "housing.way_checked": told("How {council} takes applications from prison was checked on {on}."),
}
PAGES: dict[str, str] = {
    "housing:housing": "Housing",
    "housing:print": "Every effort to find a home, to print",
    "housing:safety": "Where they are not safe",
    "housing:add_home": "Adding a home",
    "housing:plan_home": "Planning a home for release",
    "housing:change_home": "Changing a home",
    "housing:fell_through": "A home that fell through",
    "housing:move_in": "Moving in",
    "housing:leave_home": "A home that ended",
    "housing:still_there": "Asking whether they still live there",
    "housing:apply": "Asking a council for help",
    "housing:heard": "A council that was in touch",
    "housing:tried_to_reach": "A council that could not reach them",
    "housing:decide": "What a council decided",
    "housing:take_back": "Taking back what was asked of a council",
    "housing:ask_provider": "Asking a housing provider",
    "housing:answer": "What a housing provider said",
    "housing:visited": "A visit by a housing provider",
    "housing:set_priority": "Whether they are first in line",
    "housing:turn_down": "Saying no to a place",
    "housing:stop_asking": "Asking a provider no more",
    "housing:record_effort": "Recording what was tried",
    "housing:no_address": "No fixed address on release",
    "housing:note_unsafe": "Noting an unsafe place",
    "housing:end_unsafe": "Ending an unsafe place",
    "housing:note_exclusion": "Noting a provider that says no",
    "housing:look_again": "Asking a provider again",
    "housing:end_exclusion": "A provider that would house them again",
    "api:read_homes": "Where they live, by another system",
}
"""What a look at a page is called, by its URL name."""
