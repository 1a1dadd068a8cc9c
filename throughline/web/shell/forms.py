"""How questions look and what they say when an answer is missing: plain Django forms, drawn as GOV.UK fields."""

from django import forms
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    EmailField,
    Field,
    MultiWidget,
    RadioSelect,
    Select,
)
from django.forms.renderers import TemplatesSetting
from django.template import Template

from throughline.web.shell.days import DayField, DayWidget

__all__ = ["DayField", "DayWidget", "Fields", "Question", "first_control"]

_INPUTS = ("text", "email", "number", "url", "tel", "search", "date", "datetime", "time")
_WIDGETS = {f"django/forms/widgets/{kind}.html": "shell/widgets/input.html" for kind in _INPUTS} | {
    "django/forms/widgets/password.html": "shell/widgets/password.html",
    "django/forms/widgets/textarea.html": "shell/widgets/textarea.html",
    "django/forms/widgets/select.html": "shell/widgets/select.html",
    "django/forms/widgets/radio.html": "shell/widgets/radios.html",
    "django/forms/widgets/checkbox_select.html": "shell/widgets/checkboxes.html",
    "django/forms/widgets/checkbox.html": "shell/widgets/checkbox.html",
    "django/forms/widgets/file.html": "shell/widgets/file.html",
    "django/forms/widgets/clearable_file_input.html": "shell/widgets/file.html",
}
_STANDS_ALONE = frozenset(
    {"a", "an", "the", "your", "his", "her", "their", "our", "who", "what", "when", "where", "why", "how"}
)
_CHOOSING = (RadioSelect, CheckboxSelectMultiple, Select)


class Question(BoundField):
    """A field on a form, whose refusals name the question in plain words."""

    def __init__(self, form: forms.BaseForm, field: Field, name: str) -> None:
        super().__init__(form, field, name)
        field.error_messages = {
            **field.error_messages,
            **_plain_words(field, str(self.label)),
            **_chosen_words(field),
        }


class Fields(TemplatesSetting):
    """Draw every Django form with the frame's own templates."""

    form_template_name = "shell/form.html"
    field_template_name = "shell/field.html"
    bound_field_class = Question

    def get_template(self, template_name: str) -> Template | None:
        return super().get_template(_WIDGETS.get(template_name, template_name))


def first_control(field: BoundField) -> str:
    """Return the id of the first thing to fill in for a question."""
    several = isinstance(field.field.widget, MultiWidget | RadioSelect | CheckboxSelectMultiple)
    return f"{field.auto_id}_0" if several else field.auto_id


def _plain_words(field: Field, label: str) -> dict[str, str]:
    """Say what to do about each common fault, naming the question."""
    return {
        "required": _missing(field, label),
        "max_length": f"{label} must be %(limit_value)d characters or fewer. You have %(show_value)d.",
        "min_length": f"{label} must be at least %(limit_value)d characters. You have %(show_value)d.",
        "max_value": f"{label} must be %(limit_value)s or less.",
        "min_value": f"{label} must be %(limit_value)s or more.",
        "invalid_choice": f"Choose one of the answers listed for “{label}”.",
    } | ({"invalid": "Enter an email address like name@example.org"} if isinstance(field, EmailField) else {})


def _missing(field: Field, label: str) -> str:
    if label.endswith("?"):
        return f"Answer “{label}”"
    if isinstance(field.widget, CheckboxInput):
        return f"Tick “{label}” to go on"
    verb = "Choose" if isinstance(field.widget, _CHOOSING) else "Enter"
    return f"{verb} {_inside_a_sentence(label)}"


def _inside_a_sentence(label: str) -> str:
    """Say a label in the middle of a sentence.

    >>> _inside_a_sentence("Release date"), _inside_a_sentence("NHS number"), _inside_a_sentence("Your name")
    ('the release date', 'the NHS number', 'your name')
    """
    lowered = label if label[:2].isupper() else label[:1].lower() + label[1:]
    return lowered if lowered.partition(" ")[0] in _STANDS_ALONE else f"the {lowered}"


def _chosen_words(field: Field) -> dict[str, str]:
    """Return the sentences a form chose for itself, leaving out those every Django field starts with."""
    started: dict[str, object] = {}
    for kind in reversed(type(field).__mro__):
        started |= getattr(kind, "default_error_messages", {})
    return {code: str(words) for code, words in field.error_messages.items() if started.get(code) != words}
