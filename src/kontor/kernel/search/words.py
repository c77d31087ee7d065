"""A text as the words of its language: cut where Chinese has no spaces, one spelling where Germans have two."""

import re
import unicodedata

from kontor.kernel.search import german
from kontor.kernel.search.glosses import gloss
from kontor.kernel.search.normal import folded, latin_words, simplified

#: Which of PostgreSQL's ways of stemming a language has; others stay as they are.
STEMMED_AS = {"de": "german", "en": "english"}
_LONGEST_NAME = 300
_MOSTLY = 0.5  # of the letters
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")


def segmented(text: str, language: str) -> str:
    """The words with spaces between them: Chinese cut, German compounds with their parts behind them."""
    plain = folded(simplified(text))
    if language == "zh-hans":
        import rjieba  # noqa: PLC0415  # most processes never search

        return " ".join(rjieba.cut_for_search(plain))
    if language == "de":
        return " ".join([plain, *(part for word in latin_words(text) for part in _parts(word))])
    return plain


def name_key(name: str) -> str:
    """A name as typing mistakes are forgiven in it: folded, simplified, without signs."""
    plain = folded(simplified(unicodedata.normalize("NFKC", name)))
    return _NEITHER_LETTER_NOR_DIGIT.sub(" ", plain).strip()[:_LONGEST_NAME]


def language_of(text: str, reader: str) -> str:
    """The language in which a reader (of ``reader``) asks: by the characters, else by the words that German has."""
    if any("\u3400" <= letter <= "\u9fff" for letter in text):
        return "zh-hans"
    if reader == "de":
        return "de"
    known = gloss(text, "de")
    return "de" if known and known.coverage > _MOSTLY else "en"


def _parts(word: str) -> tuple[str, ...]:
    parts = german.parts(word)
    return parts if len(parts) > 1 else ()
