"""Content in three languages: equal versions, each with its origin.

A version is the original, or was made from another one. It is out of date when the text that it was
made from has changed since; that is computed, never stored. A missing version blocks nothing and is
never replaced silently: ``Content.best_for`` says which language it found.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import models

from kontor.kernel.lingua.languages import LANGUAGES, NEXT_BEST, current


class Origin(StrEnum):
    """Where a language version came from."""

    ORIGINAL = "original"
    DRAFT = "draft"  # translated by machine, not read by a person yet
    CHECKED = "checked"


def fingerprint(text: str) -> str:
    """A short name of exactly this text; tells whether a translation is still up to date."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def tidy(text: str) -> str:
    """Text as it is stored: composed form (NFC), single kind of line end, no surrounding blanks."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()


@dataclass(frozen=True, slots=True)
class Version:
    """One language version. ``made_from`` is the fingerprint of the original it was translated from."""

    language: str
    text: str
    origin: Origin = Origin.ORIGINAL
    made_from: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader gets: a version, whether it is in the language asked for, and whether it is stale."""

    version: Version
    asked_for: str
    outdated: bool

    @property
    def is_own_language(self) -> bool:
        """Whether the reader's own language was there."""
        return self.version.language == self.asked_for


@dataclass(frozen=True, slots=True)
class Content:
    """The versions of one text by language. Empty texts are not versions."""

    versions: Mapping[str, Version] = field(default_factory=dict)

    @classmethod
    def of(cls, original: str = "", /, **texts: str) -> "Content":
        """Make content from ``de=``, ``zh=`` and ``en=``; ``original`` names the original's language.

        Without ``original`` all versions are originals: names, for instance, have equal forms.
        """
        given = {("zh-hans" if key == "zh" else key): tidy(text) for key, text in texts.items()}
        return cls().with_texts(given, original=original)

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> "Content":
        """Equal originals from a mapping of language codes to texts."""
        return cls().with_texts(texts)

    def with_texts(self, texts: Mapping[str, str], *, original: str = "", origin: Origin = Origin.CHECKED) -> "Content":
        """These texts as the new versions; changed ones get ``origin``, unchanged ones keep theirs."""
        source = texts.get(original, "")
        versions: dict[str, Version] = {}
        for language in LANGUAGES:
            text = tidy(texts.get(language, ""))
            if not text:
                continue
            before = self.versions.get(language)
            if before and before.text == text:
                versions[language] = before
            elif not original or language == original:
                versions[language] = Version(language, text)
            else:
                versions[language] = Version(language, text, origin, fingerprint(source) if source else "")
        return Content(versions)

    def get(self, language: str) -> str:
        """The text in exactly this language, or an empty string."""
        version = self.versions.get(language)
        return version.text if version else ""

    def best_for(self, language: str | None = None) -> Found | None:
        """The version for a reader of ``language`` (default: of the page), or the next best one, or ``None``."""
        asked_for = language or current()
        for candidate in (asked_for, *NEXT_BEST.get(asked_for, LANGUAGES)):
            if version := self.versions.get(candidate):
                return Found(version, asked_for, self.is_outdated(version))
        return None

    def is_outdated(self, version: Version) -> bool:
        """Whether the original changed after ``version`` was made from it."""
        if version.origin is Origin.ORIGINAL or not version.made_from:
            return False
        return all(
            fingerprint(other.text) != version.made_from
            for other in self.versions.values()
            if other.origin is Origin.ORIGINAL
        )

    @property
    def languages(self) -> list[str]:
        """The languages there is a version in, in the product's order."""
        return [language for language in LANGUAGES if language in self.versions]

    @property
    def texts(self) -> dict[str, str]:
        """All texts by language."""
        return {language: version.text for language, version in self.versions.items()}

    def __bool__(self) -> bool:
        return bool(self.versions)

    def __str__(self) -> str:
        found = self.best_for()
        return found.version.text if found else ""

    def as_json(self) -> dict[str, dict[str, str]]:
        """The form in which the database keeps it."""
        return {
            language: {"text": v.text, "origin": v.origin.value, "made_from": v.made_from}
            for language, v in self.versions.items()
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Mapping[str, str]] | None) -> "Content":
        """Read what ``as_json`` wrote; unknown languages are passed over."""
        return cls(
            {
                language: Version(language, row["text"], Origin(row["origin"]), row.get("made_from", ""))
                for language, row in (stored or {}).items()
                if language in LANGUAGES
            }
        )


class ContentField(models.JSONField):
    """A column that holds a ``Content``. Empty content is an empty object, never NULL."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Content)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Turn the stored object into a ``Content``."""
        stored = super().from_db_value(value, expression, connection)
        return Content.from_json(stored)

    def to_python(self, value: Any) -> Any:
        """Accept a ``Content`` or what ``as_json`` gives."""
        return value if isinstance(value, Content) else Content.from_json(value)

    def get_prep_value(self, value: Any) -> Any:
        """The JSON form for the database."""
        return value.as_json() if isinstance(value, Content) else value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """The JSON form, adapted by the driver."""
        return super().get_db_prep_value(self.get_prep_value(value), connection, prepared)

    def value_to_string(self, obj: Any) -> Any:
        """The form in which fixtures carry it."""
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: Any, model_instance: Any) -> None:
        """A Content is valid as it is; JSON's own check does not know the class."""
        if isinstance(value, Content):
            return
        super().validate(value, model_instance)


def joined(parts: Iterable[str]) -> str:
    """Several short texts as one list in the page's language."""
    from babel.lists import format_list  # noqa: PLC0415  # CLDR data are loaded on first use

    return format_list(list(parts), locale=current().replace("-hans", "_Hans"))
