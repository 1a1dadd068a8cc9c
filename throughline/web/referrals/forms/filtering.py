"""Narrow a list of referrals."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from throughline.agencies.models import Service
from throughline.web.referrals import choices


class ServiceFilter(forms.Form):
    """One of the viewer's own services, or any."""

    service = choices.RowField[Service](label="Service", required=False)
    list = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, data: QueryDict, *, services: Sequence[Service]) -> None:
        super().__init__(data)
        choices.offer(self, "service", services, [("", "Any service"), *((str(one.pk), one.name) for one in services)])
