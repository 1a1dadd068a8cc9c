"""Help given at a duty desk: two answers are needed, and the clock is filled in."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django import forms
from django.http import QueryDict

from throughline.agencies.models import Prison, Service
from throughline.foundations.wording import LONDON
from throughline.web.referrals import choices
from throughline.web.shell.forms import DayField

LONGEST_SHIFT = 1440


class DutyForm(forms.Form):
    """Who, and what was done; hall, minutes and time beside."""

    who = forms.CharField(
        label="Who?",
        help_text="A name, or a prison number. They need no case and no record.",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    words = forms.CharField(label="What was done?", help_text="One line.", max_length=500)
    hall = forms.CharField(label="Hall", max_length=40, required=False)
    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=LONGEST_SHIFT, required=False)
    prison = choices.RowField[Prison](label="Prison", required=False)
    service = choices.RowField[Service](label="Service")
    on = DayField(label="Day", required=False)
    at = forms.TimeField(
        label="Time",
        help_text="Such as 19:40. Evenings count.",
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H%M"],
        error_messages={"invalid": "Write the time with four numbers, such as 19:40."},
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        now: datetime,
        services: Sequence[Service],
        prisons: Sequence[Prison],
        initial: dict[str, object],
    ) -> None:
        local = now.astimezone(LONDON)
        self.now = local
        super().__init__(data, initial={"on": local.date(), "at": local.time(), **initial})
        choices.offer(self, "prison", prisons, choices.prisons(prisons))
        choices.offer(self, "service", services, [(str(one.pk), one.name) for one in services])
        if len(services) == 1:
            self.fields["service"].widget = forms.HiddenInput()
            self.initial["service"] = str(services[0].pk)

    def happened_at(self) -> datetime:
        """Return when it was: now, unless another day or time was written."""
        said = self.cleaned_data
        on: date = said["on"] or self.now.date()
        at: time = said["at"] or self.now.time()
        return datetime.combine(on, at, tzinfo=LONDON)
