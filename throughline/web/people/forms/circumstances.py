"""Questions about how to reach someone, what they need, and who is around them."""

from django import forms
from django.forms import CharField, ChoiceField, RadioSelect, Textarea

from throughline.people.models import Relation
from throughline.people.statuses import ContactKind, MayBeTold, NeedKind, RelationKind, Safety, SensitiveKind
from throughline.web.people.forms.choices import THEY_SAID, say_yes_no, yes_no
from throughline.web.shell.forms import DayField

ASKED_OR_NOT = frozenset({"in_household", "wants_contact", "joins_planning"})


class ContactForm(forms.Form):
    """A way to reach someone."""

    kind = ChoiceField(label="Kind", choices=ContactKind.choices, widget=RadioSelect)
    value = CharField(label="Number, email or address", max_length=300)
    safety = ChoiceField(label="Is it safe to use?", choices=Safety.choices, widget=RadioSelect, initial=Safety.UNKNOWN)
    safety_note = CharField(
        label="What to know before using it",
        max_length=300,
        required=False,
        help_text="For example: shared with her mother.",
    )
    source = CharField(label="Who said so", max_length=80, initial=THEY_SAID)


class SafetyForm(forms.Form):
    """Whether a way of reaching someone is safe now."""

    safety = ChoiceField(label="Is it safe to use?", choices=Safety.choices, widget=RadioSelect)
    safety_note = CharField(label="What to know before using it", max_length=300, required=False)


class NeedForm(forms.Form):
    """A communication, access or support need."""

    kind = ChoiceField(label="Kind of need", choices=NeedKind.choices)
    words = CharField(
        label="What helps",
        max_length=500,
        widget=Textarea(attrs={"rows": 3}),
        help_text="Say what to do, in words the person would use.",
    )
    source = CharField(label="Who said so", max_length=80, initial=THEY_SAID)


class WordsForm(forms.Form):
    """The same thing in other words."""

    words = CharField(label="What to know", max_length=500, widget=Textarea(attrs={"rows": 4}))


class RelationForm(forms.Form):
    """Someone in the family or household."""

    kind = ChoiceField(label="Who they are to the person", choices=RelationKind.choices)
    name = CharField(label="Name", max_length=150)
    born_on = DayField(label="Date of birth", required=False)
    phone = CharField(label="Phone", max_length=30, required=False)
    in_household = yes_no("Do they live together?")
    may_be_told = ChoiceField(
        label="What may they be told?",
        choices=MayBeTold.choices,
        widget=RadioSelect,
        initial=MayBeTold.NOT_ASKED,
        help_text="Only the person can decide this.",
    )
    told_by_person_on = DayField(label="Day the person said so", required=False)
    wants_contact = yes_no("Do they want to be in contact?")
    joins_planning = yes_no("May they join planning and reviews?", "Only where the person agrees.")
    needs = CharField(label="What they need", max_length=500, required=False, widget=Textarea(attrs={"rows": 2}))
    agencies = CharField(label="Agencies that help them", max_length=300, required=False)
    best_interests = CharField(
        label="Best interests of the child",
        max_length=1000,
        required=False,
        widget=Textarea(attrs={"rows": 3}),
        help_text="What was considered when decisions were made. Only for a child.",
    )
    source = CharField(label="Who said so", max_length=80, initial=THEY_SAID)


RELATION_FACTS = tuple(name for name in RelationForm.base_fields if name != "source")


def relation_answers(relation: Relation) -> dict[str, object]:
    """Return what is kept of someone as answers to ``RelationForm``."""
    kept = {name: getattr(relation, name) for name in RELATION_FACTS}
    return {name: say_yes_no(value) if name in ASKED_OR_NOT else value for name, value in kept.items()}


class SensitiveForm(forms.Form):
    """A piece of history held with restricted access."""

    kind = ChoiceField(label="Kind of history", choices=SensitiveKind.choices)
    words = CharField(
        label="What to know",
        max_length=1000,
        widget=Textarea(attrs={"rows": 4}),
        help_text="Only what someone must know to keep the person safe and housed.",
    )
    source = CharField(label="Who said so", max_length=80, initial=THEY_SAID)


class SensitiveWordsForm(forms.Form):
    """A piece of sensitive history in other words."""

    words = CharField(label="What to know", max_length=1000, widget=Textarea(attrs={"rows": 4}))


class WhyForm(forms.Form):
    """Why sensitive history is to be read now."""

    why = CharField(
        label="Why do you need to read it now?",
        min_length=10,
        max_length=80,
        help_text="One line. Those who lead the record can read it.",
    )
