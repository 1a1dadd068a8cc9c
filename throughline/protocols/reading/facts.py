"""The facts about a person that a condition may name, and what each may be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from throughline.agencies.pathways import Pathway, compartment_of
from throughline.custody.statuses import LegalStatus, Supervision
from throughline.foundations.working_days import Jurisdiction
from throughline.people.statuses import Sex
from throughline.protocols.shape import Value
from throughline.referrals.statuses import Support

NOT_KNOWN = "unknown"
"""How a record says that nobody knows: no condition may ask for it, and as a fact it is not known."""

# Somewhere to live is a chapter above this one: its words are repeated here, and a test holds the two together.
TENURES = {
    "council": "Council tenancy",
    "housing_association": "Housing association tenancy",
    "private": "Private rent",
    "owned": "Owns their home",
    "family": "With family",
    "friends": "With friends",
    "supported": "Supported housing",
    "supported_women": "Supported housing for women only",
    "recovery": "Recovery housing or rehab",
    "approved": "Approved premises (CAS1)",
    "cas2": "Bail or curfew accommodation (CAS2)",
    "cas3": "Up to 84 nights after release (CAS3)",
    "temporary": "Temporary accommodation from the council",
    "emergency": "Emergency accommodation",
    "hostel": "Hostel",
    "sofa": "Different places, night by night",
    "rough": "Sleeping rough",
    "no_address": "No fixed address",
    "other": "Another place",
}
RENT_HELPS = {
    "housing_benefit": "Housing Benefit",
    "universal_credit": "Universal Credit",
    "self": "They pay it themselves",
    "other": "Someone else pays it",
    "none": "Nobody pays it",
}
NATIONS = {"scotland": "Scotland", "england": "England", "wales": "Wales"}


class Kind(Enum):
    """What a fact is, and so what may be asked of it."""

    WORD = "one of some words"
    SEVERAL = "several of some words"
    NUMBER = "a whole number"
    YES_NO = "yes or no"


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A fact by the name a condition uses.

    ``label`` says it in a sentence: a noun ("their age"), or for yes or no what is so ("they are in prison"), with
    ``denied`` for what is so when not. ``choices`` maps values to words; empty when any word will do. ``compartment``
    is the part of the record it comes from. ``question`` is what to ask someone when it is not known.
    """

    name: str
    label: str
    kind: Kind
    question: str
    denied: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    compartment: str = ""

    def known(self, facts: Mapping[str, Value]) -> Value:
        """Return its value; None when it is not known, or is not of this kind."""
        value = facts.get(self.name)
        return value if value != NOT_KNOWN and _is_a(self.kind, value) else None

    def compartments(self, value: object = None) -> frozenset[str]:
        """Return what must be open to read it; for several words, what must be open to read one of them."""
        own = compartment_of(value) if self.kind is Kind.SEVERAL and isinstance(value, str) else self.compartment
        return frozenset({own} - {""})


def _is_a(kind: Kind, value: Value) -> bool:
    match kind:
        case Kind.WORD:
            return isinstance(value, str) and value != ""
        case Kind.SEVERAL:
            return isinstance(value, frozenset)
        case Kind.NUMBER:
            return isinstance(value, int) and not isinstance(value, bool)
        case Kind.YES_NO:
            return isinstance(value, bool)


def _yes_no(name: str, label: str, denied: str, question: str, *, compartment: str = "") -> Fact:
    return Fact(name=name, label=label, denied=denied, kind=Kind.YES_NO, question=question, compartment=compartment)


def _number(name: str, label: str, question: str) -> Fact:
    return Fact(name=name, label=label, kind=Kind.NUMBER, question=question)


def _word(name: str, label: str, choices: Mapping[str, str], question: str) -> Fact:
    return Fact(name=name, label=label, kind=Kind.WORD, choices=choices, question=question)


def _known_of(pairs: list[tuple[str, str]]) -> dict[str, str]:
    return {value: str(words) for value, words in pairs if value != NOT_KNOWN}


_ALL = (
    _word("legal_status", "their legal status", _known_of(LegalStatus.choices), "What is their legal status?"),
    _word(
        "supervision",
        "supervision after release",
        _known_of(Supervision.choices),
        "Must someone supervise them after release?",
    ),
    _number("sentence_days", "their sentence in days", "How long is their sentence?"),
    _yes_no("in_custody", "they are in prison", "they are not in prison", "Are they in prison?"),
    _yes_no(
        "unplanned",
        "they left on a day nobody planned",
        "they did not leave on a day nobody planned",
        "Did they leave on a day that was not planned?",
    ),
    _yes_no(
        "returned",
        "they came back into prison",
        "they have not come back into prison",
        "Have they come back into prison?",
    ),
    _yes_no("recalled", "they were recalled", "they were not recalled", "Were they recalled?"),
    _word("sex", "their sex", _known_of(Sex.choices), "What sex is on their record?"),
    _number("age", "their age", "When were they born?"),
    _word("area", "their home council area", {}, "Which council area will they live in?"),
    _word(
        "jurisdiction",
        "the law that applies",
        {kind.value: kind.label for kind in Jurisdiction},
        "Is this in Scotland, or in England and Wales?",
    ),
    _word("nation", "the nation they will live in", NATIONS, "Will they live in Scotland, England or Wales?"),
    Fact(
        name="needs",
        label="they want help with",
        denied="they do not want help with",
        kind=Kind.SEVERAL,
        choices={pathway.value: pathway.label for pathway in Pathway},
        question="What do they want help with?",
    ),
    _yes_no(
        "keeps_home",
        "they keep a home while in prison",
        "they keep no home while in prison",
        "Do they keep a home while they are in prison?",
    ),
    _word("tenure", "the home they have or had", TENURES, "What kind of home do they have, or did they have before?"),
    _word("rent_help", "what pays their rent", RENT_HELPS, "What pays the rent of the home they keep?"),
    _yes_no(
        "has_address",
        "they have somewhere to live on release",
        "they have nowhere to live on release",
        "Have they somewhere to live on release?",
    ),
    _yes_no("has_children", "they have children", "they have no children", "Have they children?", compartment="family"),
    _number("times_in_prison", "how often they have been in prison", "How often have they been in prison?"),
    _number(
        "days_since_release",
        "the days since they last left prison",
        "When did they last leave prison, before this stay?",
    ),
    _yes_no(
        "multiple_needs",
        "they have several needs at once",
        "they do not have several needs at once",
        "Have they several needs at once?",
        compartment="needs",
    ),
    _yes_no(
        "revolving_door",
        "they come back into prison often",
        "they do not come back into prison often",
        "Do they come back into prison often?",
    ),
    _yes_no("taking_part", "they take part", "they do not take part", "Do they want to take part?"),
    _word("support", "the support they are given", _known_of(Support.choices), "What support are they given?"),
    _yes_no("has_case", "a service works with them", "no service works with them", "Does a service work with them?"),
    _number("days_inside", "the days they have been inside", "When did they come into prison?"),
)

FACTS: Mapping[str, Fact] = {fact.name: fact for fact in _ALL}
"""All there are, by name. ``days_since_release`` counts to today for someone outside, and for someone inside to the day
they came in; it is not known for someone who was never released. ``tenure`` is the home kept, else the last before."""
