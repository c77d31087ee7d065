"""Asking the index: by meaning, by words, by names and by numbers, in one ranking that says what it rests on (DIR-5).

The parts of a score are added; joining separate rankings by place was tried and was worse.
"""

import math
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, TrigramWordSimilarity
from django.db import connection
from django.db.models import Func, QuerySet, TextField
from pgvector.django import MaxInnerProduct

from kontor.kernel.search.meaning import Meaning, meanings
from kontor.kernel.search.models import Commonness, IndexRow, IndexRows, Reader
from kontor.kernel.search.words import STEMMED_AS, language_of, name_key, segmented

LONGEST_QUESTION = 300
_NEAREST = 200  # rows taken by each way of finding
_RAREST = 8  # stems by which rows are taken; all of them count in the score
_SAME_ENGLISH, _SAME_WORDS, _SAME_NAME, _SAME_NUMBER = 0.15, 0.20, 0.30, 2.0
#: Below it, two texts have nothing to do with each other.
RELATED = 0.30


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, by whom, who reads which language.

    Of each group of ``facets`` one of those named has to hold; ``written_in`` names languages of the passages.
    """

    text: str
    reader: Reader
    reads: str
    types: tuple[str, ...] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    written_in: tuple[str, ...] = ()
    least: float = RELATED


@dataclass(frozen=True, slots=True)
class Hit:
    """A subject that was found, by its best passage; ``shared`` are the stems that the question has too."""

    subject_type: str
    subject_id: int
    part: str
    language: str
    text: str
    facets: tuple[str, ...]
    score: float
    cosine: float
    shared: tuple[str, ...]


def find(question: Question) -> list[Hit]:
    """The subjects that answer the question, the best first; none for a question without a letter or digit."""
    text = _readable(question.text[:LONGEST_QUESTION])
    if not any(letter.isalnum() for letter in text):
        return []
    language = language_of(text, question.reads)
    asked = _Asked.read(text, language, meanings([(text, language)])[0])
    best: dict[tuple[str, int], Hit] = {}
    for hit in _scored(question, asked):
        known = best.get((hit.subject_type, hit.subject_id))
        if hit.score >= question.least and (known is None or hit.score > known.score):
            best[hit.subject_type, hit.subject_id] = hit
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.subject_type, hit.subject_id))


def _readable(text: str) -> str:
    """Without what neither PostgreSQL nor a reader could do anything with: control characters, half characters."""
    return "".join(" " if unicodedata.category(letter) in ("Cc", "Cs") else letter for letter in text).strip()


def counts(hits: Iterable[Hit]) -> Counter[str]:
    """How many of the hits have each facet."""
    return Counter(facet for hit in hits for facet in set(hit.facets))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as the index understands it: its meaning, and its stems with how much each of them says."""

    text: str
    meaning: Meaning
    words: Mapping[str, float]
    english: Mapping[str, float]
    commonness: "_Commonness"

    @classmethod
    def read(cls, text: str, language: str, meaning: Meaning) -> "_Asked":
        stemmed_as = STEMMED_AS.get(language, "simple")
        with connection.cursor() as cursor:
            cursor.execute(_STEMS, [stemmed_as, segmented(text, language), meaning.english])
            words, english = cursor.fetchone()
        common = _Commonness.now()
        return cls(text, meaning, common.weighted("words", words), common.weighted("english", english), common)

    @property
    def numbers(self) -> list[str]:
        """The question as somebody may have written a number: with and without its spaces."""
        return [self.text, "".join(self.text.split()).upper()]


_STEMS = "SELECT tsvector_to_array(to_tsvector(%s::regconfig, %s)), tsvector_to_array(to_tsvector('english', %s))"


@dataclass(frozen=True, slots=True)
class _Commonness:
    """In how many rows stems stand; what stands in none says most."""

    rows: int
    by_stem: Mapping[tuple[str, str], int]

    @classmethod
    def now(cls) -> "_Commonness":
        """As counted last; a process asks once a minute."""
        database, minute = str(connection.settings_dict["NAME"]), int(time.monotonic() // 60)
        if (database, minute) not in _counted:
            _counted.clear()
            _counted[database, minute] = cls._read()
        return _counted[database, minute]

    @classmethod
    def _read(cls) -> "_Commonness":
        counted = {(kind, stem): rows for kind, stem, rows in Commonness.objects.values_list("kind", "stem", "rows")}
        return cls(counted.pop(("all", ""), 0), counted)

    def weight(self, kind: str, stem: str) -> float:
        """How much a stem says: more, the fewer rows have it."""
        return math.log(2 + self.rows / (1 + self.by_stem.get((kind, stem), 0)))

    def weighted(self, kind: str, stems: Iterable[str]) -> dict[str, float]:
        """The stems with how much each says."""
        return {stem: self.weight(kind, stem) for stem in stems}


_counted: dict[tuple[str, int], _Commonness] = {}
_COLUMNS = (
    "id", "subject_type", "subject_id", "part", "language", "text", "facets", "identifiers",
    "distance", "alike", "word_stems", "english_stems",
)  # fmt: skip


def _scored(question: Question, asked: _Asked) -> Iterator[Hit]:
    """Every row that any of the ways finds, with its score."""
    among = _among(question).annotate(
        distance=MaxInnerProduct("vector", asked.meaning.vector),
        alike=TrigramWordSimilarity(name_key(asked.text), "name"),
        word_stems=_stems_of("words"),
        english_stems=_stems_of("english"),
    )
    ways = [each.values_list(*_COLUMNS)[:_NEAREST] for each in _ways(among, asked)]
    rows = {row[0]: row for row in ways[0].union(*ways[1:], all=True)}
    for _id, kind, number, part, language, text, facets, identifiers, distance, alike, words, english in rows.values():
        covered = _covered(asked.words, words)
        cosine = _WITHOUT_VECTOR * covered if distance is None else -distance
        score = (
            cosine
            + _SAME_ENGLISH * _cosine(asked.english, asked.commonness.weighted("english", english))
            + _SAME_WORDS * covered
            + _SAME_NAME * (alike if alike >= _ALIKE else 0)
            + _SAME_NUMBER * any(each in identifiers for each in asked.numbers)
        )
        shared = tuple(sorted({*asked.words} & {*words} | {*asked.english} & {*english}))
        yield Hit(kind, number, part, language, text, tuple(facets), score, cosine, shared)


_ALIKE = 0.6  # trigrams in common, from which on a name may be the one meant
_WITHOUT_VECTOR = 0.6  # what a row with all words of the question counts as near, while nothing has encoded it


def _among(question: Question) -> IndexRows:
    """The rows among which is searched: what the reader may see, of the kinds and with the facets asked for."""
    rows = IndexRow.objects.visible_to(question.reader)
    if question.types:
        rows = rows.filter(subject_type__in=question.types)
    if question.written_in:
        rows = rows.filter(language__in=question.written_in)
    for group in question.facets.values():
        rows = rows.filter(facets__overlap=list(group))
    return rows


def _ways(among: IndexRows, asked: _Asked) -> Iterator[QuerySet[IndexRow]]:
    """The rows nearest in meaning; those with its rarest words, its name, its number."""
    yield among.exclude(vector=None).order_by(MaxInnerProduct("vector", asked.meaning.vector))
    if asked.words:
        yield among.filter(words=_any_of(asked.words))
    if asked.english:
        yield among.filter(english=_any_of(asked.english))
    alike = TrigramWordSimilarity(name_key(asked.text), "name")
    yield among.filter(name__trigram_word_similar=name_key(asked.text)).order_by(alike.desc())
    yield among.filter(identifiers__overlap=asked.numbers)


def _any_of(stems: Mapping[str, float]) -> SearchQuery:
    """Any of the stems that say most."""
    rarest = sorted(stems, key=lambda stem: -stems[stem])[:_RAREST]
    quoted = ("'" + stem.replace("\\", "\\\\").replace("'", "''") + "'" for stem in rarest)
    return SearchQuery(" | ".join(quoted), search_type="raw", config="simple")


def _stems_of(column: str) -> Func:
    return Func(column, function="tsvector_to_array", output_field=ArrayField(TextField()))


def _cosine(asked: Mapping[str, float], found: Mapping[str, float]) -> float:
    """How far two bags of weighted stems point the same way, 0 to 1."""
    common = sum(asked[stem] * found[stem] for stem in asked.keys() & found.keys())
    lengths = math.sqrt(sum(w * w for w in asked.values())) * math.sqrt(sum(w * w for w in found.values()))
    return common / lengths if lengths else 0.0


def _covered(asked: Mapping[str, float], found: Sequence[str]) -> float:
    """How much of what the question says in its own words the row says too, 0 to 1."""
    total = sum(asked.values())
    return sum(weight for stem, weight in asked.items() if stem in set(found)) / total if total else 0.0
