"""The gallery shows every component, in every language and theme, without anything that the browser would refuse."""

import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from kontor.ui import gallery as data
from kontor.ui.views import gallery

pytestmark = pytest.mark.django_db  # the frame says whose installation it is
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
COMPONENTS = sorted((TEMPLATES / "components" / "ui").glob("*.html"))
#: Parts of another component; they are never used by themselves.
PARTS = {"ledger_rows", "ledger_row", "ledger_answer", "map_mark"}


def page(language: str, theme: str = "auto") -> str:
    with translation.override(language):
        response = gallery(RequestFactory().get("/", {"theme": theme}))
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def used_in(folder: Path) -> set[str]:
    sources = [path.read_text(encoding="utf-8") for path in folder.rglob("*.html")]
    return {name.replace("-", "_") for source in sources for name in re.findall(r"<c-ui\.([\w-]+)", source)}


@pytest.mark.parametrize("component", [path.stem for path in COMPONENTS if path.stem not in PARTS])
def test_every_component_is_in_the_gallery(component: str) -> None:
    shown = used_in(TEMPLATES / "ui" / "gallery") | used_in(TEMPLATES / "ui" / "frame")
    shown |= set(re.findall(r"<c-ui\.([\w-]+)", (TEMPLATES / "ui" / "gallery.html").read_text(encoding="utf-8")))
    assert component in {name.replace("-", "_") for name in shown}


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_says_what_it_takes(path: Path) -> None:
    head = path.read_text(encoding="utf-8").removeprefix("{% load l10n %}")
    assert head.startswith(("{#", "{% comment %}"))


@pytest.mark.parametrize("language", ["de", "zh-hans", "en"])
def test_the_gallery_opens_in_every_language(language: str) -> None:
    assert data.sample(language)["city"] in page(language)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_can_be_asked_for(theme: str) -> None:
    assert f'data-kern-theme="{theme}"' in page("en", theme)


def test_an_unknown_theme_is_not_repeated() -> None:
    assert 'data-kern-theme="auto"' in page("en", '"><script>')


def test_nothing_is_written_inline() -> None:
    text = page("de")
    assert not re.search(r"<[^>]*\sstyle=", text)
    assert "<style" not in text
    assert not re.search(r"<[^>]*\son\w+=", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_every_id_is_there_once() -> None:
    ids = re.findall(r'\sid="([^"]+)"', page("de"))
    assert sorted(ids) == sorted(set(ids))


def test_every_reference_finds_its_id() -> None:
    text = page("de")
    ids = set(re.findall(r'\sid="([^"]+)"', text))
    named = re.findall(r'(?:aria-labelledby|aria-describedby|\sfor)="([^"]+)"', text)
    assert {name for names in named for name in names.split()} <= ids


def test_a_blocked_button_says_why() -> None:
    text = page("en")
    described = re.search(r'aria-disabled="true" aria-describedby="([^"]+)"', text)
    assert described
    assert f'id="{described[1]}">Two written consents' in text
