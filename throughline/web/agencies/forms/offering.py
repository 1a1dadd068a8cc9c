"""Put answers on offer that depend on who asks."""

from django import forms
from django.db.models import Model, QuerySet

Choices = list[tuple[str, str]]


def offer(form: forms.Form, name: str, rows: QuerySet[Model]) -> None:
    """Offer some rows as the answers to a question."""
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows


def choose_from(form: forms.Form, name: str, choices: Choices) -> None:
    """Offer some words as the answers to a question."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
