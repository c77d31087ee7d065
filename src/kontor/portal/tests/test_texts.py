"""Legal pages and handbook: complete in three languages, alike in structure, harmless (IN07, IN14)."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kontor.kernel.lingua.languages import LANGUAGES, speaking
from kontor.portal import writings

TEXTS = [("pages", slug) for slug in writings.PAGES] + [("handbook", slug) for slug in writings.CHAPTERS]


@pytest.mark.parametrize(("folder", "slug"), TEXTS)
def test_a_text_has_the_same_parts_in_every_language(folder: str, slug: str) -> None:
    shapes = {}
    for language in LANGUAGES:
        with speaking(language):
            writing = writings.read(folder, slug, link="/x/")
        assert writing.title
        assert writing.lead
        tags = ("<h2", "<li", "<tr", "<img", "<pre")
        shapes[language] = [str(writing.html).count(tag) for tag in tags]
    assert shapes["de"] == shapes["zh-hans"] == shapes["en"]


@pytest.mark.django_db
@pytest.mark.parametrize(("folder", "slug"), TEXTS)
def test_a_text_opens_for_everybody(client: Client, folder: str, slug: str) -> None:
    name = "portal:page" if folder == "pages" else "portal:chapter"
    assert client.get(reverse(name, args=[slug])).status_code == 200


@pytest.mark.django_db
def test_an_unknown_chapter_is_not_found(client: Client) -> None:
    assert client.get(reverse("portal:chapter", args=["nonsense"])).status_code == 404
    assert client.get("/de/nonsense/").status_code == 404


def test_what_the_operator_writes_cannot_become_markup(settings: Any) -> None:
    writings._read.cache_clear()
    settings.OPERATOR_NAME = "<script>alert(1)</script> & Co"
    with speaking("de"):
        html = str(writings.read("pages", "imprint").html)
    writings._read.cache_clear()
    assert "<script" not in html
    assert "&amp; Co" in html


def test_a_blank_operator_is_visibly_blank(settings: Any) -> None:
    writings._read.cache_clear()
    settings.OPERATOR_NAME = ""
    with speaking("en"):
        assert "[OPERATOR_NAME]" in writings.read("pages", "imprint").html
    writings._read.cache_clear()


def _written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, markdown: str) -> str:
    """What a handbook chapter with this text becomes."""
    (tmp_path / "handbook").mkdir()
    (tmp_path / "handbook" / "apply.de.md").write_text(f"# Titel\n\nEinleitung\n\n{markdown}", encoding="utf-8")
    monkeypatch.setattr(writings, "HERE", tmp_path)
    writings._read.cache_clear()
    try:
        with speaking("de"):
            return str(writings.read("handbook", "apply").html)
    finally:
        writings._read.cache_clear()


@pytest.mark.parametrize(
    "evil",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](vbscript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '![a](x"onerror=alert(1))',
        '![a" onerror="alert(1)](x "t" onerror="alert(1)")',
        "<javascript:alert(1)>",
        "<data:text/html,x>",
        "<img src=x onerror=alert(1)>",
        "<!-- --><script>alert(1)</script>",
        "<!--><script>alert(1)</script-->",
        "<svg/onload=alert(1)>",
        "<style>@import 'https://evil.example'</style>",
        "[x]: javascript:alert(1)\n\n[x]",
        "| a |\n|---|\n| <b onclick=a()>x</b> |",
    ],
)
def test_in07_markdown_becomes_nothing_that_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, evil: str) -> None:
    html = _written(monkeypatch, tmp_path, f"## Teil\n\n{evil}\n")
    tags = re.findall(r"<[^>]*>", html)
    assert [tag for tag in tags if re.search(r"(?i)script|\son\w+\s*=|data:|<(svg|style|!--)", tag)] == []
    assert "Teil</h2>" in html  # a control: the text was rendered


def test_in07_a_control_links_and_pictures_are_rendered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    html = _written(monkeypatch, tmp_path, "[x](https://kontor.example/) ![Bild](apply-1)")
    assert '<a href="https://kontor.example/">x</a>' in html
    assert '<img src="/static/' in html


@pytest.mark.parametrize("opening", ["[", "(", "> ", "*", "`", "![a](", "- "])
def test_in07_ten_thousand_open_brackets_end_in_time(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, opening: str
) -> None:
    begun = time.process_time()
    _written(monkeypatch, tmp_path, opening * 10_000)
    assert time.process_time() - begun < 5


def test_in14_a_setting_is_not_read_for_placeholders(settings: Any) -> None:
    writings._read.cache_clear()
    settings.OPERATOR_NAME = "$operator_email ${base_url} {{ config.SECRET_KEY }} %(x)s {0} chapter:apply"
    settings.OPERATOR_EMAIL = "a@b.example"
    with speaking("de"):
        html = str(writings.read("pages", "imprint").html)
    writings._read.cache_clear()
    assert "$operator_email ${base_url} {{ config.SECRET_KEY }} %(x)s {0} chapter:apply" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mark_of_markdown_is_left_in_a_text(language: str) -> None:
    """A full stop inside the emphasis keeps Chinese text from being emphasised."""
    with speaking(language):
        assert [slug for folder, slug in TEXTS if "**" in writings.read(folder, slug).html] == []
