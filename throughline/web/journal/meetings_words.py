"""What the journal says of meetings and barriers: one sentence for each name an action notes."""

from throughline.web.journal.told import Facts, Say, day_words, told


def _called_off(facts: Facts) -> str:
    why = str(facts.get("why") or "").strip().rstrip(".")
    on = day_words(str(facts.get("on") or "a day not known"))
    return f"{facts.get('meeting') or 'A meeting'} on {on} was called off.{f' {why}.' if why else ''}"


SENTENCES: dict[str, Say] = {
    "meetings.called": told("{meeting} was called for {on}: {kind}."),
    "meetings.changed": told("{meeting} was changed. It is on {on}; it was on {before}."),
    "meetings.called_off": _called_off,
    "meetings.held": told("{meeting} was held on {on}."),
    "meetings.invited": told("{agency} was asked to {meeting}."),
    "meetings.replied": told("{agency} answered for {meeting}: {reply}."),
    "meetings.came": told("{agency} came to {meeting}."),
    "meetings.stayed_away": told("{agency} did not come to {meeting}."),
    "meetings.put_on_list": told("They were put on the list of {meeting} on {on}."),
    "meetings.taken_off_list": told("They were taken off the list of {meeting} on {on}."),
    "meetings.summed_up": told("What {meeting} on {on} said of them was written down."),
    "meetings.decided": told("{meeting} on {on} decided something about them. Who does it: {who}."),
    "meetings.barrier_raised": told("A barrier was raised: {barrier} ({kind})."),
    "meetings.barrier_changed": told("A barrier was changed: {barrier}."),
    "meetings.barrier_met": told("A barrier stands in their way: {barrier}."),
    "meetings.barrier_worked_on": told("Something was done about a barrier: {barrier}."),
    "meetings.barrier_passed_up": told("A barrier was passed to those who govern: {barrier}."),
    "meetings.barrier_ended": told("A barrier ended, {how}: {barrier}."),
}
PAGES: dict[str, str] = {
    "meetings:meeting": "The list of a meeting",
    "meetings:print": "The list of a meeting, printed",
    "meetings:add_people": "Choosing whom a meeting talks about",
    "meetings:of_person": "Meetings about them",
    "meetings:put_on": "Putting them on a meeting's list",
    "meetings:said": "What a meeting said of them",
    "meetings:decide": "What a meeting decided about them",
    "meetings:take_off": "Taking them off a meeting's list",
    "barriers:barrier": "A barrier that stands in their way",
    "barriers:touch": "Noting a barrier in their way",
    "barriers:raise_barrier": "Raising a barrier from their record",
}
"""What a look at a page is called, by its URL name."""
