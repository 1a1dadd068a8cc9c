"""What the journal says of cases: one sentence for each name an action notes."""

from throughline.web.journal.told import Facts, Say, day_words, told


def _reviewed(facts: Facts) -> str:
    start = f"A review with {facts.get('service', 'the service')} was held."
    due = str(facts.get("due", ""))
    return f"{start} The next is due on {day_words(due)}." if due else start


def _spoken_up(start: str) -> Say:
    def say(facts: Facts) -> str:
        refused = " They were refused something they are entitled to." if facts.get("refused") else ""
        return f"{start.format(agency=facts.get('agency', 'an agency'))}{refused}"

    return say


SENTENCES: dict[str, Say] = {
    "cases.opened": told("{service} took them on from {on}: {setting}. Key worker: {worker}."),
    "cases.moved": told("Their case with {service} went from “{before}” to “{after}” on {on}."),
    "cases.crossed_gate": told("Their case with {service} went across the gate with them on {on}: {after}."),
    "cases.stage_changed": told("Their case with {service} went from “{before}” to “{after}” on {on}."),
    "cases.answered": told("Asked about taking part with {service} on {on}: {answer}."),
    "cases.closed": told("Their case with {service} was closed on {on}: {reason}."),
    "cases.reviewed": _reviewed,
    "cases.key_worker_changed": told("Their key worker with {service} changed from {before} to {after} on {on}."),
    "cases.brought_in": told("{who} works beside their key worker from {on}: {role}."),
    "cases.let_go": told("{who} no longer works beside their key worker from {on}: {role}."),
    "cases.contact_recorded": told("A contact on {on}, {place}: {activity}. {happened}."),
    "cases.note_written": told("A note was written for {readers}."),
    "cases.note_amended": told("A note was amended, for {readers}."),
    "cases.spoke_up": _spoken_up("They are being spoken up for with {agency}."),
    "cases.advocacy_changed": _spoken_up("What is said for them with {agency} was changed."),
    "cases.advocacy_ended": _spoken_up("What came of speaking up for them with {agency} was recorded."),
    "cases.cover_arranged": told("{stand_in} stands in for {away} from {on} until {until}."),
    "cases.cover_ended": told("{stand_in} no longer stands in for {away}."),
    "cases.stages_laid": told("{service} was given its stages: {stages}."),
    "cases.stage_added": told("{service} has a new stage: {name}."),
    "cases.stage_renamed": told("A stage of {service} was changed from {before} to {after}."),
    "cases.stage_retired": told("{service} no longer uses the stage {name}."),
    "cases.stages_reordered": told("The stages of {service} are now in this order: {stages}."),
}
PAGES: dict[str, str] = {
    "cases:caseload": "Caseload",
    "cases:hand_over": "Handing cases over",
    "cases:about": "Support",
    "cases:case": "Support: one case",
    "cases:taking_part": "Recording what they say about taking part",
    "cases:stage": "Changing the stage",
    "cases:setting": "Changing where they are supported",
    "cases:close": "Closing a case",
    "cases:key_worker": "Changing the key worker",
    "cases:bring_in": "Bringing in a mentor or second worker",
    "cases:let_go": "Someone stops helping",
    "cases:contacts": "Contacts",
    "cases:contact": "Recording a contact",
    "cases:notes": "Notes",
    "cases:note": "Writing a note",
    "cases:amend": "Amending a note",
    "cases:advocacy": "Speaking up for them",
    "cases:speak_up": "Speaking up for them",
    "cases:change_advocacy": "Speaking up for them",
    "cases:end_advocacy": "What came of speaking up",
    "api:list_cases": "List of cases, by another system",
    "api:read_case": "A case, by another system",
    "api:list_contacts": "Contacts, by another system",
    "api:record_contact": "Recording a contact, by another system",
}
"""What a look at a page is called, by its URL name."""
