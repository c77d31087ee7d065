"""Texts of the charter in the languages that every charter has to speak (CHR-2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

LANGUAGES: Final = ("de", "zh-hans", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """One text in all languages. The loader lets none be empty, so nothing ever falls back silently."""

    de: str
    zh_hans: str
    en: str

    def __getitem__(self, language: str) -> str:
        """The text in one of LANGUAGES ("zh-hans" as in the URL); KeyError for any other."""
        if language not in LANGUAGES:
            raise KeyError(language)
        text: str = getattr(self, language.replace("-", "_"))
        return text

    def items(self) -> Iterator[tuple[str, str]]:
        """Pairs of language and text, in the order of LANGUAGES."""
        return ((language, self[language]) for language in LANGUAGES)
