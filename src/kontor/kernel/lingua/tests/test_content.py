"""Content in three languages: origins, staleness, and never a silent fallback."""

import pytest

from kontor.kernel.lingua.content import Content, Origin

ORIGINAL = Content().with_texts({"de": "Keramik und Möbel"}, original="de")


def test_a_translation_knows_what_it_was_made_from() -> None:
    content = ORIGINAL.with_texts({"de": "Keramik und Möbel", "en": "Ceramics and furniture"}, original="de")
    assert [(v.language, v.origin) for v in content.versions.values()] == [
        ("de", Origin.ORIGINAL),
        ("en", Origin.CHECKED),
    ]
    assert content.is_outdated(content.versions["en"]) is False


def test_a_translation_is_outdated_when_its_original_changed() -> None:
    content = ORIGINAL.with_texts({"de": "Keramik und Möbel", "en": "Ceramics and furniture"}, original="de")
    changed = content.with_texts(
        {"de": "Keramik, Möbel, Haushaltsgeräte", "en": "Ceramics and furniture"}, original="de"
    )
    assert changed.is_outdated(changed.versions["en"]) is True
    mended = changed.with_texts(
        {"de": "Keramik, Möbel, Haushaltsgeräte", "en": "Ceramics, furniture, appliances"}, original="de"
    )
    assert mended.is_outdated(mended.versions["en"]) is False


def test_a_missing_language_is_said_and_not_hidden() -> None:
    found = ORIGINAL.best_for("zh-hans")
    assert found is not None
    assert (found.version.language, found.is_own_language) == ("de", False)
    assert Content().best_for("de") is None


def test_names_are_equal_originals() -> None:
    names = Content.of(de="Köln", zh="科隆", en="Cologne")
    assert {v.origin for v in names.versions.values()} == {Origin.ORIGINAL}
    assert names.languages == ["de", "zh-hans", "en"]


@pytest.mark.parametrize("text", ["Ko\u0308ln", "Köln\r\n"])
def test_un01_texts_are_stored_composed(text: str) -> None:
    assert Content.of(de=text).get("de") == "Köln"


def test_it_survives_the_database_form() -> None:
    content = ORIGINAL.with_texts({"de": "Keramik und Möbel", "zh-hans": "陶瓷与家具"}, original="de")
    assert Content.from_json(content.as_json()) == content
