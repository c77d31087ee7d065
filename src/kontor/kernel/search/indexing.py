"""Writing the index: in the transaction of the deed that changes what is found, so that its search never lies."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection, transaction

from kontor.kernel.search.encoding import Vectors
from kontor.kernel.search.meaning import meanings
from kontor.kernel.search.models import Commonness, IndexRow, Passage, Sight
from kontor.kernel.search.words import STEMMED_AS, name_key, segmented

_AT_ONCE = 500  # rows in one statement


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that can be found: its passages, who sees it, and what it is filtered and counted by."""

    type: str
    id: int
    passages: Sequence[Passage]
    sight: Sight
    facets: tuple[str, ...] = ()


def put(subjects: Iterable[Subject], *, with_vectors: bool = True) -> int:
    """Index these subjects instead of what was indexed of them; gives the number of rows.

    Inside the caller's transaction. Without vectors (a bulk import) rows are found by their words at once and by their
    meaning when ``tasks.encode_waiting`` has come to them.
    """
    written = list(subjects)
    with transaction.atomic():
        _remove(written)
        rows = [(subject, passage) for subject in written for passage in subject.passages if passage.text.strip()]
        for at in range(0, len(rows), _AT_ONCE):
            _insert(rows[at : at + _AT_ONCE], with_vectors=with_vectors)
    return len(rows)


def remove(type_: str, ids: Iterable[int]) -> None:
    """Take subjects out of the index."""
    IndexRow.objects.filter(subject_type=type_, subject_id__in=list(ids)).delete()


def encode_some(most: int) -> int:
    """Give vectors to rows that wait for them, at most so many; gives how many got one."""
    waiting = list(IndexRow.objects.without_vector().order_by("id").values_list("id", "text", "language")[:most])
    found = meanings([(text, language) for _id, text, language in waiting])
    given = [
        {"id": row[0], "vector": as_halfvec(each.vector), "english": each.english}
        for row, each in zip(waiting, found, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_VECTORS, [json.dumps(given)])
    return len(given)


def count_stems() -> None:
    """Count anew how common each stem is."""
    with transaction.atomic(), connection.cursor() as cursor:
        Commonness.objects.all().delete()
        cursor.execute(_COUNT_STEMS)


def as_halfvec(vector: Vectors) -> str:
    """A vector as PostgreSQL reads it."""
    return "[" + ",".join(f"{value:.5g}" for value in vector.astype(np.float64)) + "]"


def _remove(subjects: Iterable[Subject]) -> None:
    by_type: dict[str, list[int]] = {}
    for subject in subjects:
        by_type.setdefault(subject.type, []).append(subject.id)
    for type_, ids in by_type.items():
        remove(type_, ids)


def _insert(rows: Sequence[tuple[Subject, Passage]], *, with_vectors: bool) -> None:
    found = meanings([(passage.text, passage.language) for _subject, passage in rows]) if with_vectors else []
    written = []
    for at, (subject, passage) in enumerate(rows):
        written.append({
            "subject_type": subject.type, "subject_id": subject.id, "part": passage.part, "language": passage.language,
            "text": passage.text, "name": name_key(passage.name),
            "stemmed_as": STEMMED_AS.get(passage.language, "simple"),
            "segmented": segmented(f"{passage.name} {passage.text}", passage.language),
            "english": found[at].english if found else "",
            "vector": as_halfvec(found[at].vector) if found else None,
            "identifiers": list(passage.identifiers), "facets": [*subject.facets, *passage.facets],
            "audience": subject.sight.audience, "owner": subject.sight.owner, "home": subject.sight.home,
            "parties": list(subject.sight.parties), "is_live": subject.sight.is_live,
        })  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [json.dumps(written)])


_INSERT = """
INSERT INTO search_indexrow (subject_type, subject_id, part, language, text, name, words, english, vector, identifiers,
                             facets, audience, owner, home, parties, is_live)
SELECT subject_type, subject_id, part, language, text, name, to_tsvector(stemmed_as::regconfig, segmented),
       to_tsvector('english', english), vector::halfvec, identifiers, facets, audience, owner, home, parties, is_live
FROM jsonb_to_recordset(%s::jsonb) AS row(
    subject_type text, subject_id bigint, part text, language text, text text, name text, stemmed_as text,
    segmented text, english text, vector text, identifiers text[], facets text[], audience text, owner bigint,
    home bigint, parties bigint[], is_live boolean)
"""
_GIVE_VECTORS = """
UPDATE search_indexrow AS kept
SET vector = given.vector::halfvec, english = to_tsvector('english', given.english), written_by = pg_current_xact_id()
FROM jsonb_to_recordset(%s::jsonb) AS given(id bigint, vector text, english text) WHERE kept.id = given.id
"""
_COUNT_STEMS = """
INSERT INTO search_commonness (kind, stem, rows)
SELECT 'words', word, ndoc FROM ts_stat('SELECT words FROM search_indexrow') WHERE length(word) <= 200
UNION ALL SELECT 'english', word, ndoc FROM ts_stat('SELECT english FROM search_indexrow') WHERE length(word) <= 200
UNION ALL SELECT 'all', '', count(*) FROM search_indexrow
"""
