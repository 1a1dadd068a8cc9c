import re

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from throughline.web.shell.forms import DayField, first_control


class Asked(forms.Form):
    kind = forms.ChoiceField(
        label="What kind of date is this?",
        choices=[("edl", "Earliest")],
        widget=forms.RadioSelect,
        help_text="As written",
    )
    on = DayField(label="Release date")
    where = forms.ChoiceField(label="Prison", choices=[("", "Choose"), ("cv", "Carrick Vale")])
    tell = forms.MultipleChoiceField(
        label="Who should be told?", choices=[("k", "Kindling")], widget=forms.CheckboxSelectMultiple, required=False
    )
    why = forms.CharField(label="Why it changed", max_length=300, required=False, widget=forms.Textarea)
    email = forms.EmailField(label="Work email")
    name = forms.CharField(label="Your name", min_length=2, max_length=5)
    nhs = forms.CharField(label="NHS number", required=False)
    told = forms.BooleanField(label="I have told him")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, error_messages={"required": "Say the word."})
    paper = forms.FileField(label="The letter", required=False)
    page = forms.CharField(widget=forms.HiddenInput, required=False)


def errors_of(form: forms.Form) -> dict[str, str]:
    return {name: str(words[0]) for name, words in form.errors.items()}


def test_missing_answers_are_asked_for_in_plain_words() -> None:
    assert errors_of(Asked({})) == {
        "kind": "Answer “What kind of date is this?”",
        "on": "Enter the release date",
        "where": "Choose the prison",
        "email": "Enter the work email",
        "name": "Enter your name",
        "told": "Tick “I have told him” to go on",
        "secret": "Say the word.",
    }


def test_answers_that_do_not_fit_say_what_would() -> None:
    wrong = errors_of(Asked({"kind": "x", "where": "x", "email": "abc", "name": "Alexandra"}))

    assert wrong["kind"] == "Choose one of the answers listed for “What kind of date is this?”."
    assert wrong["email"] == "Enter an email address like name@example.org"
    assert wrong["name"] == "Your name must be 5 characters or fewer. You have 9."


def test_every_visible_control_has_a_label_that_points_at_it() -> None:
    page = str(Asked({}))

    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', page))
    controls = re.findall(r'<(?:input|select|textarea)(?![^>]*type="hidden")[^>]* id="([^"]+)"', page)
    assert controls
    assert set(controls) == labelled


def test_every_description_that_is_named_is_on_the_page() -> None:
    page = str(Asked({}))

    named = {name for words in re.findall(r'aria-describedby="([^"]+)"', page) for name in words.split()}
    assert named
    assert named <= set(re.findall(r' id="([^"]+)"', page))


def test_no_id_is_used_twice() -> None:
    ids = re.findall(r' id="([^"]+)"', str(Asked({})))

    assert len(ids) == len(set(ids))


def test_the_error_summary_leads_to_the_first_control_of_each_question() -> None:
    form = Asked({})
    page = render_to_string("shell/error_summary.html", {"form": form})

    targets = re.findall(r'href="#([^"]+)"', page)
    assert targets == [first_control(form[name]) for name in form.errors]
    assert all(f'id="{target}"' in str(form) for target in targets)


def test_a_refusal_about_the_whole_form_is_in_the_summary() -> None:
    form = Asked({})
    form.add_error(None, "Officer Doull changed this at 14:02.")

    assert "Officer Doull changed this at 14:02." in render_to_string("shell/error_summary.html", {"form": form})


def test_a_form_without_errors_has_no_summary() -> None:
    assert "govuk-error-summary" not in render_to_string("shell/error_summary.html", {"form": Asked()})


def test_what_was_typed_is_kept() -> None:
    page = str(Asked({"why": "<b>moved</b>", "email": "abc", "where": "cv", "tell": ["k"], "kind": "edl"}))

    assert "&lt;b&gt;moved&lt;/b&gt;" in page
    assert 'value="abc"' in page
    assert 'value="cv" selected' in page
    assert page.count(" checked") == 2


def test_a_password_is_never_sent_back() -> None:
    assert "three tall boats" not in str(Asked({"secret": "three tall boats"}))


def test_optional_questions_say_so_and_required_ones_do_not() -> None:
    form = Asked()

    assert "(optional)" in form["nhs"].as_field_group()
    assert "(optional)" not in form["email"].as_field_group()


def test_a_long_answer_is_counted_and_may_run_over_while_typing() -> None:
    page = Asked()["why"].as_field_group()

    assert 'data-maxlength="300"' in page
    assert " maxlength=" not in page


@pytest.mark.parametrize("name", [name for name, field in Asked.base_fields.items() if not field.widget.is_hidden])
def test_a_refused_question_is_marked_in_words_and_in_shape(name: str) -> None:
    form = Asked({})
    form.add_error(name, "This will not do.")

    page = form[name].as_field_group()

    assert 'class="field wrong"' in page
    assert "Error: " in page
    assert "This will not do." in page


def test_a_question_of_a_form_that_is_not_ours_is_asked_in_our_words() -> None:
    words = '{% load shell %}{% ask form.nhs label="Health number" hint="Ten figures" %}'

    page = Template(words).render(Context({"form": Asked()}))

    assert "Health number" in page
    assert "Ten figures" in page
    assert "NHS number" not in page
