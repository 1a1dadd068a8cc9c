"""What a caseload is narrowed by, and what a hand-over asks."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from django import forms
from django.http import QueryDict

from throughline.agencies.models import User
from throughline.cases.models import Case
from throughline.cases.statuses import Setting
from throughline.web.cases.forms.case import OnField, WhyField, listed_users
from throughline.web.sharing.choices import RowField, offer

Choices = list[tuple[str, str]]
QUIET, OVERDUE = "quiet", "overdue"
NEEDS: Choices = [("", "All of them"), (QUIET, "Quiet for too long"), (OVERDUE, "Review overdue")]


class CaseloadForm(forms.Form):
    """Where, whose, which service, and what needs doing. Every answer may stay empty."""

    setting = forms.ChoiceField(label="Where they are supported", required=False)
    worker = forms.ChoiceField(label="Key worker", required=False)
    service = forms.ChoiceField(label="Service", required=False)
    which = forms.ChoiceField(label="Which", required=False, choices=NEEDS)

    def __init__(self, data: QueryDict, *, workers: Choices, services: Choices) -> None:
        super().__init__(data)
        open_ = [(each.value, each.label) for each in Setting if each != Setting.CLOSED]
        self._offer("setting", [("", "Anywhere"), *open_])
        self._offer("worker", [("", "Anyone"), *workers])
        self._offer("service", [("", "Any service"), *services])
        for name, found in (("worker", workers), ("service", services)):
            if len(found) < 2:
                self.fields[name].widget = forms.HiddenInput()

    def _offer(self, name: str, choices: Choices) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices


class HandOverForm(forms.Form):
    """Whose cases, to whom, from when and why: one new worker for all, or another for some."""

    to = RowField[User](
        label="Who takes them on?",
        help_text="For all that are ticked below, unless you choose someone else beside one.",
        required=False,
    )
    on = OnField()
    words = WhyField("Why do they change hands?")

    def __init__(
        self, data: QueryDict | None = None, *, cases: Sequence[Case], users: Sequence[User], today: date
    ) -> None:
        super().__init__(data, initial={"on": today})
        offer(self, "to", users, listed_users(users))
        self.cases = cases
        for case in cases:
            self.fields[_take(case)] = forms.BooleanField(
                label=case.person.shown_name, required=False, initial=True, widget=forms.CheckboxInput
            )
            self.fields[_to(case)] = RowField[User](label=f"Someone else for {case.person.shown_name}", required=False)
            offer(self, _to(case), users, [("", "The same as above"), *listed_users(users)[1:]])

    @property
    def rows(self) -> list[tuple[Case, forms.BoundField, forms.BoundField]]:
        """Each case with its tick and who else takes it on."""
        return [(case, self[_take(case)], self[_to(case)]) for case in self.cases]

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self["to"], self["on"], self["words"]]

    def clean(self) -> None:
        for case in self.cases:
            if self.cleaned_data.get(_take(case)) and self._new_worker(case) is None and "to" not in self.errors:
                self.add_error("to", "Choose who takes them on, here or beside each one.")
        if not any(self.cleaned_data.get(_take(case)) for case in self.cases):
            self.add_error(None, "Tick at least one person.")

    def shares(self) -> dict[User, list[Case]]:
        """Return the cases each new worker takes on."""
        shares: dict[User, list[Case]] = {}
        for case in self.cases:
            worker = self._new_worker(case)
            if self.cleaned_data[_take(case)] and worker is not None:
                shares.setdefault(worker, []).append(case)
        return shares

    def _new_worker(self, case: Case) -> User | None:
        own: User | None = self.cleaned_data.get(_to(case))
        return own or self.cleaned_data.get("to")


def _take(case: Case) -> str:
    return f"take-{case.pk}"


def _to(case: Case) -> str:
    return f"to-{case.pk}"
