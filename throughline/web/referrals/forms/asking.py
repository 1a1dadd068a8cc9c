"""Asking for help for oneself or for family: the same few questions in plain words, or keyed by staff."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.http import QueryDict

from throughline.agencies.models import Prison, Service
from throughline.foundations.errors import Refused
from throughline.journeys.asking import Asking
from throughline.people.models import Person
from throughline.people.reaching import reachable
from throughline.people.rules import check_born_on
from throughline.people.statuses import ContactKind
from throughline.referrals.statuses import Arrived, Source
from throughline.web.referrals import choices
from throughline.web.shell.forms import DayField

NO_WAY = "Tell us one way to reach you: a prison, a phone number or an address."
NO_NAME = "Write your first name or your last name."
NO_FAMILY_NAME = "Write your own name too, as you are asking for someone else."


def _line(label: str, hint: str = "", *, longest: int) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=longest, required=False)


def _lines(label: str, hint: str, *, longest: int, rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=longest, required=False, widget=widget)


class AskForm(forms.Form):
    """The public page: reading age 9, short, and most of it may be skipped."""

    source = forms.ChoiceField(
        label="Who is this for?",
        choices=[(Source.SELF.value, "Me"), (Source.FAMILY.value, "Someone in my family")],
        widget=forms.RadioSelect,
    )
    family_name = _line("Your own name", "You are asking for someone else, so we need both names.", longest=100)
    relation = _line("Who are you to them?", "For example their mum, or their brother.", longest=60)
    given = _line("First name", longest=80)
    family = _line("Last name", longest=80)
    born_on = DayField(label="Date of birth", help_text="For example 4 5 1994.", required=False)
    prison = choices.RowField[Prison](label="Which prison?", required=False)
    hall = _line("Which hall or wing?", longest=40)
    number = _line("Prison number", "If you know it. It is fine if you do not.", longest=30)
    phone = forms.CharField(
        label="Phone number",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    address = _lines("Address", "Where you stay now, or where a letter finds you.", longest=300, rows=3)
    reach = _line(
        "What is the best way to reach you?",
        "For example a letter to my hall, or ring after 6 at night. Tell us if a way is not safe.",
        longest=300,
    )
    pathways = forms.MultipleChoiceField(
        label="Tick all that fit",
        help_text="You can say more later, face to face.",
        choices=choices.PLAIN,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = _lines("Is there anything else?", "Use your own words. Spelling does not matter.", longest=2000)

    no_prison = "Not in prison"
    no_name = NO_NAME
    no_way = NO_WAY
    no_family_name = NO_FAMILY_NAME

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: dict[str, object] | None = None,
        prisons: Sequence[Prison],
        today: date,
    ) -> None:
        super().__init__(data, initial=initial or {})
        self.today = today
        choices.offer(self, "prison", prisons, choices.prisons(prisons, none=self.no_prison))

    def clean_born_on(self) -> date | None:
        born_on: date | None = self.cleaned_data["born_on"]
        try:
            check_born_on(born_on, today=self.today)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return born_on

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        try:
            return reachable(ContactKind.MOBILE, phone) if phone.strip() else ""
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean(self) -> dict[str, object]:
        """Ask for a name, for a way to reach them, and for who asks when it is family."""
        said = super().clean() or {}
        if not (said.get("given") or said.get("family")):
            self._say("given", self.no_name)
        if said.get("source") == Source.FAMILY and not said.get("family_name"):
            self._say("family_name", self.no_family_name)
        if not any(said.get(way) for way in ("prison", "phone", "address", "reach")):
            self._say("phone", self.no_way)
        return said

    def asking(self, *, person: Person | None = None) -> Asking:
        """Return the answers as someone who asks. Who asks for themself is not asked for family."""
        said = self.cleaned_data
        family = said["source"] == Source.FAMILY
        return Asking(
            given=said["given"],
            family=said["family"],
            born_on=said["born_on"],
            source=said["source"],
            number=said["number"],
            prison=said["prison"],
            hall=said["hall"],
            address=said["address"],
            phone=said["phone"],
            pathways=said["pathways"],
            words=said["words"],
            reach=said["reach"],
            helped_by=said.get("helped_by", ""),
            family_name=said["family_name"] if family else "",
            relation=said["relation"] if family else "",
            person=person,
            received_on=said.get("received_on"),
        )

    def _say(self, name: str, sentence: str) -> None:
        if name not in self.errors:
            self.add_error(name, sentence)


class AssistedForm(AskForm):
    """The same questions, as staff key them from paper or the telephone."""

    source = forms.ChoiceField(label="Who asks?", choices=choices.THEMSELVES, widget=forms.RadioSelect)
    arrived = forms.ChoiceField(
        label="How did it come?", choices=choices.BY_HAND, initial=Arrived.PAPER, widget=forms.RadioSelect
    )
    received_on = DayField(label="Day it came", help_text="On paper: the day it reached you.")
    service = choices.RowField[Service](label="Which service do they ask?")
    helped_by = _line("Who took it, or helped to fill it in?", "If it was not you.", longest=100)
    family_name = _line("Name of the member of the family", longest=100)
    relation = _line("Who are they to the person?", longest=60)
    given = _line("First name", "A first name or a last name is enough.", longest=80)
    family = _line("Last name", longest=80)
    prison = choices.RowField[Prison](label="Prison they are in", required=False)
    hall = _line("Hall or wing", longest=40)
    number = _line("Prison number", "If it is known.", longest=30)
    address = _lines("Address", "Where they stay, or where a letter finds them.", longest=300, rows=2)
    reach = _line("Best way to reach them", "And whether a way is not safe.", longest=300)
    pathways = forms.MultipleChoiceField(
        label="What do they want help with?",
        choices=choices.pathways(None),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = _lines("What else do they say?", "In their own words, not corrected.", longest=2000)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
    field_order = (
        "service",
        "arrived",
        "received_on",
        "source",
        "family_name",
        "relation",
        "given",
        "family",
        "born_on",
        "number",
        "prison",
        "hall",
        "phone",
        "address",
        "reach",
        "pathways",
        "words",
        "helped_by",
        "seen",
    )
    no_name = "Write a first name or a last name."
    no_way = "Write one way to reach them: a prison, a phone number or an address."
    no_family_name = "Write the name of the member of the family."

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: dict[str, object],
        prisons: Sequence[Prison],
        services: Sequence[Service],
        today: date,
    ) -> None:
        super().__init__(data, initial=initial, prisons=prisons, today=today)
        choices.offer(self, "service", services, choices.services(services))
