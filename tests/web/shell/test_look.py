"""What must hold for every template and for what is built from the assets."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

WEB = Path(__file__).resolve().parents[3] / "throughline" / "web"
BUILT = WEB / "shell" / "static" / "built"
TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))
INLINE = re.compile(
    r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE
)
BRANDING = re.compile(r"gds\s*transport|crown|\bcrest|govuk-logo|govuk-(?:header|footer)__", re.IGNORECASE)
KILOBYTE = 1024


def name(path: Path) -> str:
    return str(path.relative_to(next(parent for parent in path.parents if parent.name == "templates")))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_template_carries_style_or_script_of_its_own(path: Path) -> None:
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_template_can_be_read(path: Path) -> None:
    assert get_template(name(path))


@pytest.mark.parametrize("file", ["app.css", "app.js"])
def test_nothing_that_is_built_carries_government_branding(file: str) -> None:
    assert BRANDING.findall((BUILT / file).read_text()) == []


@pytest.mark.parametrize("file", ["app.css", "app.js"])
def test_nothing_that_is_built_asks_another_place_for_anything(file: str) -> None:
    addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}", (BUILT / file).read_text()))

    assert addresses <= {"http://www.w3.org"}


def test_the_script_never_makes_code_from_words() -> None:
    assert re.findall(r"\beval\(|new Function\(", (BUILT / "app.js").read_text()) == []


@pytest.mark.parametrize(("file", "most"), [("app.css", 80), ("app.js", 40)])
def test_what_is_built_stays_small(file: str, most: int) -> None:
    assert (BUILT / file).stat().st_size < most * KILOBYTE


def test_the_typeface_is_served_from_here() -> None:
    named = set(re.findall(r"url\(\"?(fonts/[^\")]+)", (BUILT / "app.css").read_text()))

    assert named
    assert all((BUILT / font).is_file() for font in named)
