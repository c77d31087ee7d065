"""Legal pages and handbook: complete in three languages, alike in structure, harmless."""

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
