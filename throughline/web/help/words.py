"""The words of this field and of this product, in plain English. ``docs/glossary.md`` says the same to developers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """A word, and what it means here."""

    word: str
    meaning: str


WORDS = (
    Word("agreement", "What organisations signed to share information: why, and the most that each may ever see."),
    Word("as of", "What we held on a day, whatever we learned later."),
    Word("break-glass", "Opening a record in an emergency. It lasts an hour, needs a reason, and is looked into."),
    Word("compartment", "A part of a record that opens only when named: contact, family, needs, risk, sensitive."),
    Word("consent", "What a person said when asked. Taking part and sharing are different questions."),
    Word("custody", "Time in prison, before or after trial."),
    Word("grant", "Lets one team see one person: how much, why, and until when. Without one, nothing is seen."),
    Word("journal", "What happened, who did it and when. It can be added to and never changed."),
    Word("key date", "A date that a time in prison may end or change on. We write down what we are told."),
    Word("key worker", "The named worker who keeps helping, in prison and after."),
    Word("liberation", "The Scottish word for release from prison."),
    Word("partnership", "Organisations that agreed to work as one. Partnerships do not see into each other."),
    Word("read log", "Who looked at whose record, when, and on which page."),
    Word("recall", "Going back to prison for breaking the conditions of release."),
    Word("remand", "Held before trial or sentence. There is no release date, and release may come on any day."),
    Word("restriction", "Closes a record to someone, whatever else is agreed: to a relative who works here, say."),
    Word("stay", "One time in prison, from coming in to leaving. Moving to another prison does not end it."),
    Word("throughcare", "Support that begins in prison and goes on through the gate into the community."),
    Word("tier", "How far a team sees: it knows of the person, works with them, or leads."),
)
