"""Templates and static files: nothing inline, nothing foreign, each in its own app (strict CSP, no third party)."""

import re
from pathlib import Path

import pytest

from tests import reading
from tests.reading import PACKAGE, shown

INLINE = {
    "an inline script": re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))", re.I),
    "an inline style sheet": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"\sstyle=", re.I),
    "an event attribute": re.compile(r"\son[a-z]+=", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
}
_FOREIGN = re.compile(r"(?<![\w/])(?:https?:)?//[\w.-]+\.[a-z]{2,}", re.I)
_NAMESPACE = re.compile(r"xmlns(?::\w+)?=[\"'][^\"']+[\"']|http://www\.w3\.org/[\w/#.]+")
_COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->|/\*.*?\*/", re.S)
_NAMES_TEMPLATE = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")


def _without_comments(path: Path) -> str:
    return _COMMENT.sub("", path.read_text())


@pytest.mark.parametrize("what", INLINE)
def test_no_template_has(what: str) -> None:
    templates = reading.files("src", ending=".html")
    assert [shown(path) for path in templates if INLINE[what].search(_without_comments(path))] == []


def test_no_template_or_static_file_calls_a_third_party() -> None:
    places = [p for ending in (".html", ".css", ".js", ".svg") for p in reading.files("src", ending=ending)]
    found = {
        f"{shown(path)}: {address}"
        for path in places
        for address in _FOREIGN.findall(_NAMESPACE.sub("", _without_comments(path)))
    }
    assert found == set()


def _owner(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def test_templates_use_only_templates_of_their_own_app_and_of_the_design_system() -> None:
    allowed_from_elsewhere = ("ui/", "components/ui/", "allauth/", "account/", "mfa/", "usersessions/", "django/")
    intruding = {
        f"{shown(path)}: {name}"
        for path in reading.files("src", ending=".html")
        for name in _NAMES_TEMPLATE.findall(path.read_text())
        if not name.startswith((f"{_owner(path)}/", f"components/{_owner(path)}/", *allowed_from_elsewhere))
        and _owner(path) != "ui"
    }
    assert intruding == set()


def test_views_render_only_templates_of_their_own_app_and_of_the_design_system() -> None:
    rendered = re.compile(r"""render\(\s*request,\s*["']([^"']+)["']""")
    errors_of_the_whole_site = ("400.html", "403.html", "404.html", "500.html")
    intruding = {
        f"{shown(path)}: {name}"
        for path in reading.product()
        for name in rendered.findall(path.read_text())
        if not name.startswith((f"{_owner(path)}/", "ui/"))
        and name not in errors_of_the_whole_site
        and _owner(path) not in ("ui", "kernel")
    }
    assert intruding == set()


def test_css_is_written_for_both_themes_by_tokens_and_not_by_colours() -> None:
    """A colour has one home: theme.css. Everywhere else a token is named."""
    colour = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", re.I)
    sheets = [path for path in reading.files("src", ending=".css") if path.name not in ("theme.css", "ui.css")]
    found = {f"{shown(path)}: {match.group()}" for path in sheets for match in colour.finditer(_without_comments(path))}
    assert found == set()
