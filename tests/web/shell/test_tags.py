from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.forms import Form
from django.template import Context, Template, engines
from django.test import RequestFactory

from throughline.foundations.errors import Stale

TODAY = date(2026, 1, 15)
NUMBER = "0190163d-8694-739b-aea5-966c26f8ad90"


def said(words: str, **context: object) -> str:
    return Template("{% load shell %}" + words).render(Context({"today": TODAY, **context}))


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("{{ on|day:today }}", "Tue 3 Feb"),
        ("{{ on|full_day }}", "3 February 2026"),
        ("{{ on|days_until:today }}", "in 19 days"),
        ("{{ at|moment:today }}", "Tue 3 Feb, 14:00"),
        ("{{ born|age:today }}", "31"),
        ("{{ names|listed }}", "Ann, Bo and Cy"),
        ('{{ names|length|counted:"person,people" }}', "3 people"),
    ],
)
def test_filters_speak_the_words_of_the_house(words: str, result: str) -> None:
    context = {
        "on": date(2026, 2, 3),
        "at": datetime(2026, 2, 3, 14, 0, tzinfo=UTC),
        "born": date(1994, 5, 8),
        "names": ["Ann", "Bo", "Cy"],
    }

    assert said(words, **context) == result


@pytest.mark.parametrize("filter_", ["day:today", "full_day", "days_until:today", "moment:today", "age:today"])
def test_what_is_not_known_is_said(filter_: str) -> None:
    assert said("{{ nothing|" + filter_ + " }}", nothing=None) == "Not known"


def test_names_in_a_list_are_escaped() -> None:
    assert said("{{ names|listed }}", names=["<b>"]) == "&lt;b&gt;"


def test_an_icon_is_hidden_from_readers() -> None:
    assert 'aria-hidden="true"' in said('{% icon "tick" %}')


def test_there_is_no_icon_of_another_name() -> None:
    with pytest.raises(KeyError):
        said('{% icon "crest" %}')


def test_a_section_is_named_by_its_heading() -> None:
    page = said('{% section title="Dates that moved" count=0 because="Because." %}<p>None.</p>{% endsection %}')

    assert 'aria-labelledby="dates-that-moved-head"' in page
    assert 'id="dates-that-moved-head">Dates that moved<' in page
    assert 'class="section-count">0<' in page
    assert "<p>None.</p>" in page


def test_a_section_escapes_what_it_is_told() -> None:
    page = said("{% section title=title %}{{ title }}{% endsection %}", title="<script>")

    assert "<script>" not in page


def test_a_form_carries_a_new_number_each_time_it_is_asked_for() -> None:
    request = RequestFactory().get("/")

    first, second = (said("{% submission %}", request=request) for _ in range(2))

    assert first != second


def test_a_form_shown_again_keeps_its_number() -> None:
    request = RequestFactory().post("/", {"submission": NUMBER})

    assert f'value="{NUMBER}"' in said("{% submission %}", request=request)


def test_a_made_up_number_is_replaced() -> None:
    request = RequestFactory().post("/", {"submission": '"><script>'})

    page = said("{% submission %}", request=request)

    assert "script" not in page
    assert UUID(page.split('value="')[1].split('"')[0])


def test_a_form_carries_its_forgery_token() -> None:
    page = said("{% submission %}", request=RequestFactory().get("/"), csrf_token="token")

    assert 'name="csrfmiddlewaretoken" value="token"' in page


def test_a_form_carries_the_version_that_was_read() -> None:
    record = SimpleNamespace(version=4)

    assert 'name="version" value="4"' in said("{% stamp record %}", record=record, request=RequestFactory().get("/"))


def test_a_refused_form_keeps_the_version_that_was_read_first() -> None:
    record, request = SimpleNamespace(version=5), RequestFactory().post("/", {"version": "4"})

    assert 'value="4"' in said("{% stamp record %}", record=record, request=request)


def test_someone_told_of_a_change_may_save_over_it() -> None:
    record, request, form = SimpleNamespace(version=5), RequestFactory().post("/", {"version": "4"}), Form({})
    form.add_error(None, Stale.SENTENCE)

    assert 'value="5"' in said("{% stamp record %}", record=record, request=request, form=form)


def test_a_heading_repeats_the_title_and_an_empty_lead_leaves_no_trace() -> None:
    template = engines["django"].from_string(
        '{% extends "shell/page.html" %}{% block title %}Ann &amp; {{ name }}{% endblock %}'
    )

    page = template.render({"name": "<Bo>"}, RequestFactory().get("/"))

    assert "<h1>Ann &amp; &lt;Bo&gt;</h1>" in page
    assert "<title>Ann &amp; &lt;Bo&gt; " in page
    assert 'class="lead"' not in page
    assert 'class="head-actions"' not in page
