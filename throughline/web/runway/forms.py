"""What is asked about the protocols a plan follows."""

from collections.abc import Sequence

from django import forms
from django.forms import ChoiceField, RadioSelect
from django.http import QueryDict

from throughline.protocols.models import Version
from throughline.web.plans.forms import words_field


class PutOnForm(forms.Form):
    """Which protocol the plan is to follow."""

    version = ChoiceField(label="Which protocol?", widget=RadioSelect)

    def __init__(self, data: QueryDict | None = None, *, versions: Sequence[Version]) -> None:
        super().__init__(data)
        self.versions = {str(version.pk): version for version in versions}
        choices = [(pk, str(version)) for pk, version in self.versions.items()]
        self.fields["version"] = ChoiceField(label="Which protocol?", widget=RadioSelect, choices=choices)

    def chosen(self) -> Version:
        """Return the version that was chosen."""
        return self.versions[self.cleaned_data["version"]]


class TakeOffForm(forms.Form):
    """Why the plan follows a protocol no longer."""

    why = words_field("Why is it not for them?", longest=300)
