"""Everything the journal notes, said in plain words: one sentence for each name an action gives it."""

from collections.abc import Mapping
from enum import Enum

from throughline.custody.statuses import LegalStatus, MovementKind, Supervision
from throughline.foundations.journal import Fact
from throughline.foundations.models import JournalEntry
from throughline.foundations.wording import listed
from throughline.people.identifiers import IdentifierKind
from throughline.people.statuses import ContactKind, MayBeTold, NameKind, NeedKind, RelationKind, Safety, SensitiveKind
from throughline.sharing.statuses import Compartment, ReviewAnswer
from throughline.web.journal import (
    assessments_words,
    cases_words,
    custody_words,
    housing_words,
    meetings_words,
    outcomes_words,
    plans_words,
    protocols_words,
    referrals_words,
    releases_words,
    rounds_words,
    runway_words,
)
from throughline.web.journal.told import OTHER_SENTENCES, Say, day_words

Facts = Mapping[str, Fact]

UNKNOWN = "Something was recorded."
KINDS = {
    "people": "Who they are",
    "custody": "Custody and dates",
    "sharing": "Sharing and consent",
    "referrals": "Referrals",
    "cases": "Support, contacts and notes",
    "assessments": "Needs and strengths",
    "plans": "Plan",
    "housing": "Somewhere to live",
    "outcomes": "Reviews",
    "meetings": "Meetings and barriers",
}
"""The chapters a story can be narrowed to, by the first word of a note's name."""

_DETAILS = {"born_on": "birth date", "sex": "recorded sex", "language": "language", "home_area": "home area"}
_ALLOWED_ROLE = "named as one of those who may still see it"


def sentence(entry: JournalEntry) -> str:
    """Say what happened. Who did it, when and from where stand beside it on the page.

    Something noted by a newer version, which has no sentence here, is said to have happened and no more.
    """
    say = SENTENCES.get(entry.what)
    said = say(entry.facts) if say else UNKNOWN
    return said[:1].upper() + said[1:]


def kind_of(entry: JournalEntry) -> str:
    """Name the chapter that noted something."""
    return KINDS.get(entry.what.partition(".")[0], "Agencies and staff")


def page(where: str) -> str:
    """Say which page someone looked at, from its URL name."""
    return PAGES.get(where, OTHER_PAGE)


OTHER_PAGE = "Another page or list"
PAGES = {
    "people:search": "Looked for people",
    "people:register": "Looked before registering someone",
    "people:person": "Overview",
    "people:details": "Names, numbers and details",
    "people:contact": "How to reach them",
    "people:needs": "Needs",
    "people:family": "Family and household",
    "people:sensitive": "Sensitive history",
    "custody:stay": "Custody and dates",
    "custody:dates": "Dates",
    "sharing:who": "Who can see them",
    "sharing:share": "Sharing with a team",
    "sharing:stop": "Stopping sharing",
    "sharing:consent": "Consent",
    "sharing:close_to": "Closing the record to someone",
    "sharing:limit": "Limiting the record",
    "sharing:requests": "Requests to be let in",
    "sharing:reviews": "Emergencies to review",
    "sharing:review": "An emergency under review",
    "sharing:answer": "A request to be let in",
    "journal:story": "The whole story",
    "journal:reads": "Who looked",
    "today:today": "Today",
    **referrals_words.PAGES,
    **cases_words.PAGES,
    **custody_words.PAGES,
    **assessments_words.PAGES,
    **plans_words.PAGES,
    **housing_words.PAGES,
    **meetings_words.PAGES,
    **releases_words.PAGES,
    **outcomes_words.PAGES,
    **runway_words.PAGES,
    **rounds_words.PAGES,
}


def _word(facts: Facts, key: str, default: str = "not known", *, words: type[Enum] | None = None) -> str:
    """Return a fact in words: a code of ``words`` by its label, a day in full, a list as a sentence says it."""
    value = facts.get(key)
    if isinstance(value, list):
        return listed(_label(one, words) for one in value) or "nothing"
    return _label(str(value), words) if value not in (None, "") else default


def _label(code: str, words: type[Enum] | None = None) -> str:
    if words is not None and any(code == member.value for member in words):
        return _member_label(words(code))
    return day_words(code)


def _member_label(member: Enum) -> str:
    label = str(getattr(member, "label", member.value))
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _quoted(facts: Facts, key: str) -> str:
    """Return the reason someone gave, as the end of a sentence."""
    value = str(facts.get(key) or "").strip()
    return f" Reason given: {value.rstrip('.')}." if value else ""


def _change(what: str, words: type[Enum] | None = None) -> Say:
    return lambda facts: (
        f"{what} changed from {_word(facts, 'before', words=words)} to {_word(facts, 'after', words=words)}."
    )


def _said(words: str) -> Say:
    return lambda facts: words


def _with(before: str, key: str, words: type[Enum] | None = None) -> Say:
    return lambda facts: f"{before}{_word(facts, key, words=words)}."


def _details(facts: Facts) -> str:
    changes = [_detail(key, words, facts) for key, words in _DETAILS.items() if key in facts]
    return f"{listed(changes)}." if changes else "Details were changed."


def _detail(key: str, words: str, facts: Facts) -> str:
    pair = facts.get(key)
    before, after = pair if isinstance(pair, list) and len(pair) == 2 else ["not known", str(pair)]
    return f"{words} changed from {_label(before)} to {_label(after)}"


def _date(facts: Facts) -> str:
    kind, before, after = _word(facts, "type", "A date"), facts.get("before"), facts.get("after")
    was = f" It was {_word(facts, 'before')}." if before and before != after else ""
    now = f"is {_word(facts, 'after')}" if after else "is no longer known"
    return f"{kind} {now}.{was} From {_word(facts, 'source')}."


def _older_date(facts: Facts) -> str:
    return (
        f"An older notice came late: {_word(facts, 'type', 'a date')}, {_word(facts, 'after')}. It is kept and "
        f"changes nothing. From {_word(facts, 'source')}."
    )


def _parts(facts: Facts) -> str:
    held = facts.get("compartments")
    names = [part.label.lower() for part in Compartment if isinstance(held, list) and part.value in held]
    return f" with {listed(names)}" if names else ""


def _granted(facts: Facts) -> str:
    reason = _word(facts, "reason")
    return f"{_word(facts, 'team', 'A team')} may now see them{_parts(facts)}: {reason}.{_quoted(facts, 'why')}"


def _consent(facts: Facts) -> str:
    organisation = facts.get("organisation")
    about = f"{_word(facts, 'to')} ({organisation})" if organisation else _word(facts, "to")
    return f"Asked about: {about}. They said: {_word(facts, 'answer')}."


def _asked(facts: Facts) -> str:
    return f"{_word(facts, 'team', 'A team')} asked to see this record.{_quoted(facts, 'reason')}"


def _answered(facts: Facts) -> str:
    return "A team that asked to see this record was let in." if facts.get("agreed") else (
        "A team that asked to see this record was not let in."
    )  # fmt: skip


def _signed(facts: Facts) -> str:
    return f"{_word(facts, 'organisation', 'An organisation')} signed an agreement{_parts(facts)}."


SENTENCES: dict[str, Say] = {
    **OTHER_SENTENCES,
    **referrals_words.SENTENCES,
    **cases_words.SENTENCES,
    **custody_words.SENTENCES,
    **rounds_words.SENTENCES,
    **assessments_words.SENTENCES,
    **plans_words.SENTENCES,
    **protocols_words.SENTENCES,
    **housing_words.SENTENCES,
    **meetings_words.SENTENCES,
    **outcomes_words.SENTENCES,
    "people.registered": _with("Registered. Source: ", "source"),
    "people.name_added": lambda facts: (
        f"A name was added: {_word(facts, 'name')} ({_word(facts, 'kind', words=NameKind)})."
    ),
    "people.name_ended": _with("A name is no longer used: ", "name"),
    "people.identifier_added": lambda facts: (
        f"A number was added: {_word(facts, 'kind', words=IdentifierKind)} {_word(facts, 'value', '')}."
    ),
    "people.identifier_ended": lambda facts: (
        f"A number is no longer theirs: {_word(facts, 'kind', words=IdentifierKind)}."
    ),
    "people.details_changed": _details,
    "people.contact_added": lambda facts: (
        f"A way to reach them was added: {_word(facts, 'kind', words=ContactKind)}, "
        f"{_word(facts, 'safety', words=Safety)}."
    ),
    "people.contact_safety_changed": _change("Whether a way to reach them is safe", Safety),
    "people.contactpoint_ended": _with("A way to reach them is no longer used: ", "kind", ContactKind),
    "people.need_added": _with("A need was noted: ", "kind", NeedKind),
    "people.need_changed": _with("A need was changed: ", "kind", NeedKind),
    "people.need_ended": _with("A need no longer holds: ", "kind", NeedKind),
    "people.relation_added": lambda facts: (
        f"Someone in the family was added: {_word(facts, 'kind', words=RelationKind)}. "
        f"They may be told: {_word(facts, 'may_be_told', words=MayBeTold)}."
    ),
    "people.relation_changed": _change("What someone in the family may be told", MayBeTold),
    "people.relation_ended": _with("Someone is no longer in the family or household: ", "kind", RelationKind),
    "people.sensitive_added": _with("Sensitive history was added: ", "kind", SensitiveKind),
    "people.sensitive_changed": _with("Sensitive history was changed: ", "kind", SensitiveKind),
    "people.sensitivefact_ended": _with("Sensitive history no longer holds: ", "kind", SensitiveKind),
    "custody.admitted": lambda facts: (
        f"Came into {_word(facts, 'prison', 'prison')} on {_word(facts, 'on')}: "
        f"{_word(facts, 'status', words=LegalStatus)}."
    ),
    "custody.returned": lambda facts: f"Came back to {_word(facts, 'prison', 'prison')} on {_word(facts, 'on')}.",
    "custody.date_recorded": _date,
    "custody.older_date_kept": _older_date,
    "custody.older_status_kept": _said("An older notice of legal status came late. It is kept and changes nothing."),
    "custody.older_place_kept": _said("An older notice of where they are came late. It is kept and changes nothing."),
    "custody.moved_within": _change("Place in the prison"),
    "custody.transferred": lambda facts: f"Moved from {_word(facts, 'before')} to {_word(facts, 'after')}.",
    "custody.status_changed": _change("Legal status", LegalStatus),
    "custody.sentence_changed": _change("Supervision after release", Supervision),
    "custody.left": lambda facts: (
        f"Left {_word(facts, 'prison', 'prison')} on {_word(facts, 'on')}: {_word(facts, 'how', words=MovementKind)}."
    ),
    "custody.licence": lambda facts: (
        f"Temporary licence: {_word(facts, 'kind', words=MovementKind)}, {_word(facts, 'on')}."
    ),
    "sharing.granted": _granted,
    "sharing.ended": lambda facts: f"{_word(facts, 'team', 'A team')} no longer sees them.{_quoted(facts, 'why')}",
    "sharing.consent": _consent,
    "sharing.glass_broken": lambda facts: (
        f"{_word(facts, 'who')} opened the record in an emergency, for an hour.{_quoted(facts, 'reason')}"
    ),
    "sharing.glass_refused": lambda facts: (
        f"{_word(facts, 'who')} tried to open the record in an emergency. It is closed to them and stayed closed."
        f"{_quoted(facts, 'reason')}"
    ),
    "sharing.glass_reviewed": _with("An emergency was reviewed: ", "answer", ReviewAnswer),
    "sharing.asked": _asked,
    "sharing.answered": _answered,
    "sharing.closed_to": _with("The record was closed to ", "who"),
    "sharing.limited": _with("The record was limited to named staff: ", "allowed"),
    "sharing.allowed": lambda facts: f"{_word(facts, 'who')} was {_ALLOWED_ROLE}.",
    "sharing.restriction_lifted": _said("A limit on the record was lifted."),
    "sharing.agreed": _with("An information sharing agreement was made: ", "title"),
    "sharing.signed": _signed,
    "sharing.party_ended": lambda facts: (
        f"{_word(facts, 'organisation', 'An organisation')} left an agreement on {_word(facts, 'on')}."
    ),
}
