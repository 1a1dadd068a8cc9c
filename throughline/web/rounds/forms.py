"""What is asked about dates of many people that change together."""

from collections.abc import Iterable
from datetime import date, datetime

from django import forms
from django.core.files.uploadedfile import UploadedFile

from throughline.agencies.models import Prison
from throughline.custody.rules import RELEASE_DATE_ORDER
from throughline.custody.statuses import LegalStatus, Supervision
from throughline.journeys.date_rounds import NewDay, Rule
from throughline.web.custody.forms import LONGEST_SENTENCE_DAYS, by_end_of
from throughline.web.shell.forms import DayField

LARGEST_BYTES = 4_000_000
"""A file of 20,000 rows has about a third of this."""

LONGEST_MOVE_DAYS = 3_650
ANY = ("", "Any")
_TYPES = [(each.value, each.label) for each in RELEASE_DATE_ORDER]
ONE_DAY, SOONER, LATER = "day", "sooner", "later"


class SaidForm(forms.Form):
    """What a change of many dates is called, why it is, and who said so."""

    name = forms.CharField(label="Name", help_text="For example Early release, October tranche", max_length=120)
    why = forms.CharField(label="Why", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    source = forms.CharField(
        label="Who said so", help_text="Dates are kept as a source gives them, never worked out here", max_length=80
    )


class RuleForm(SaidForm):
    """Whom a policy is about, and what it makes of their dates."""

    prison = forms.ChoiceField(label="Prison")
    legal_statuses = forms.MultipleChoiceField(
        label="Legal status",
        help_text="Tick none for any",
        choices=LegalStatus.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    supervision = forms.ChoiceField(label="After release", choices=[ANY, *Supervision.choices], required=False)
    sentence_under_days = forms.IntegerField(
        label="Sentence shorter than, in days",
        help_text="For example 1461 for four years. People whose sentence is not recorded are then left out",
        min_value=1,
        max_value=LONGEST_SENTENCE_DAYS,
        required=False,
    )
    leading_type = forms.ChoiceField(label="Kind of date they have now", choices=[ANY, *_TYPES], required=False)
    release_from = DayField(label="Day of release from", required=False)
    release_to = DayField(label="Day of release up to", help_text="That day is included", required=False)
    change = forms.ChoiceField(
        label="What happens to their dates?",
        choices=[(ONE_DAY, "They all get one day"), (SOONER, "Each is brought forward"), (LATER, "Each is put back")],
        widget=forms.RadioSelect,
    )
    on = DayField(label="The one day", help_text="Only if they all get one day", required=False)
    days = forms.IntegerField(
        label="By how many days",
        help_text="As the policy says. Only if each is brought forward or put back",
        min_value=1,
        max_value=LONGEST_MOVE_DAYS,
        required=False,
    )
    type = forms.ChoiceField(
        label="Kept as which kind of date?", choices=[("", "The kind each has now"), *_TYPES], required=False
    )
    known_on = DayField(label="The day they knew it")

    def __init__(self, *args: object, prisons: Iterable[Prison], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.prisons = {str(prison.pk): prison for prison in prisons}
        names = [(pk, prison.organisation.name) for pk, prison in self.prisons.items()]
        self.fields["prison"].choices = [("", "Choose one"), *names]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> None:
        typed = self.cleaned_data
        starts, ends = typed.get("release_from"), typed.get("release_to")
        if starts and ends and ends < starts:
            self.add_error("release_to", "This is before the first day. Swap them, or correct one.")
        if typed.get("change") == ONE_DAY and not typed.get("on") and "on" not in self.errors:
            self.add_error("on", "Enter the day they all get.")
        if typed.get("change") in {SOONER, LATER} and not typed.get("days") and "days" not in self.errors:
            self.add_error("days", "Enter by how many days.")
        if typed.get("change") == ONE_DAY and typed.get("on") and not typed.get("type"):
            self.add_error("type", "Choose which kind of date the one day is.")

    def rule(self) -> Rule:
        """Return whom it is about, for the journey."""
        typed = self.cleaned_data
        return Rule(
            prison=self.prisons[typed["prison"]],
            legal_statuses=typed["legal_statuses"],
            supervision=typed["supervision"],
            leading_type=typed["leading_type"],
            sentence_under_days=typed["sentence_under_days"],
            release_from=typed["release_from"],
            release_to=typed["release_to"],
        )

    def new_day(self, *, at: datetime) -> NewDay:
        """Return what becomes of their dates, for the journey."""
        typed = self.cleaned_data
        known_at = by_end_of(typed["known_on"], at=at)
        on: date | None = typed["on"] if typed["change"] == ONE_DAY else None
        days = 0 if on else typed["days"] if typed["change"] == LATER else -typed["days"]
        return NewDay(source=typed["source"], known_at=known_at, type=typed["type"], on=on, days=days)


class FileForm(SaidForm):
    """A table of dates, as a file or as its rows, which stay on the page so that they can be put right."""

    file = forms.FileField(
        label="File",
        help_text="CSV with the columns prison number, date type, date, source and known on. 20,000 rows at most",
        required=False,
        allow_empty_file=True,
    )
    rows = forms.CharField(
        label="Or paste the rows",
        help_text="With the line that names the columns",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    without = forms.BooleanField(label="Go on without the rows that cannot be used", required=False)

    field_order = ("name", "why", "file", "rows", "source", "without")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.fields["source"].required = False
        self.fields["source"].help_text = "Only if the file has no column that says"

    def clean_file(self) -> str:
        """Return the file as text; empty when there is none."""
        file: UploadedFile | None = self.cleaned_data.get("file")
        if not file:
            return ""
        if (file.size or 0) > LARGEST_BYTES:
            raise forms.ValidationError("This file is over 4 MB. Send it in parts.")
        try:
            text: str = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            raise forms.ValidationError("This file is not text in UTF-8. Save it again as CSV in UTF-8.") from fault
        return text

    def clean(self) -> None:
        if not self.errors and not self.text:
            self.add_error("file", "Choose a file, or paste its rows below.")

    @property
    def text(self) -> str:
        """The rows: those of the file, else what was pasted."""
        return str(self.cleaned_data.get("file") or self.cleaned_data.get("rows") or "")
