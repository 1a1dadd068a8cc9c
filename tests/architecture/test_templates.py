"""Templates: every form is answered once, and nothing in a page needs a weaker content security policy."""

import re

import pytest

from tests.architecture.sources import ROOT

TEMPLATES = sorted(path for path in ROOT.rglob("*.html") if "static" not in path.parts)
MAIL = {"mail", "email"}
POST_FORM = re.compile(r"<form\b[^>]*\bmethod=[\"']?post\b.*?</form>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE | re.DOTALL)
INLINE = {
    "an inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"^<style\b", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "a script in an address": re.compile(r"javascript:", re.IGNORECASE),
    "an inline script": re.compile(r"^<script\b(?![^>]*\bsrc=)(?![^>]*type=[\"']application/json)", re.IGNORECASE),
    "another site": re.compile(r"\s(src|action)=[\"']?(https?:)?//", re.IGNORECASE),
}
OF_SIGN_IN = ("account/", "mfa/", "socialaccount/", "usersessions/", "allauth/", "shell/top.html")
"""Forms of signing in and out: allauth answers them itself, and no record comes of them."""

HELP_TEXT = {"shell/field_words.html": "help texts are written in the code, never typed"}


def named(path):
    return path.relative_to(ROOT).as_posix().split("/templates/")[-1]


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_form_is_answered_once(path):
    wanted = ("{% submission %}", "{% csrf_token %}") if named(path).startswith(OF_SIGN_IN) else ("{% submission %}",)

    bare = [form[:60] for form in POST_FORM.findall(path.read_text()) if not any(tag in form for tag in wanted)]

    assert bare == [], "put {% submission %} in the form"


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_nothing_is_inline(path):
    found = [
        f"{what}: {tag[:80]}"
        for tag in TAG.findall(path.read_text())
        for what, shape in INLINE.items()
        if shape.search(tag)
    ]

    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_nothing_is_marked_safe(path):
    found = re.findall(r"\|\s*safe\b|autoescape off", path.read_text())

    assert named(path) in HELP_TEXT or found == [], "let Django escape it"
