"""How well the product's own search finds the right text in another language, through its own index.

python -m bench.retrieval --docs D.jsonl --queries Q.jsonl [--baseline fts|icontains …]

Documents are ``{"id", "set", "lang", "text"}``, queries ``{"qid", "set", "qlang", "dlang", "text", "gold"}``: searched
is among the set's documents in ``dlang``; ``gold`` is the id, or the list of ids, that answers. Printed are Recall@1,
Recall@10 and MRR@10 for each set and direction, and their mean over directions, then over sets, with p50 and p95 of a
question in milliseconds.
"""

import argparse
import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.scratch import scratch_database

_LANGUAGES = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-hans": "zh-hans", "de": "de", "en": "en"}
_AT_ONCE = 2_000
_DEEP = 10

Row = dict[str, Any]
Search = Callable[[Row], list[int]]


def main() -> None:
    """Index, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--docs", type=Path, required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--baseline", choices=["fts", "icontains"], action="append", default=[])
    chosen = parser.parse_args()
    documents, queries = list(_lines(chosen.docs)), list(_lines(chosen.queries))
    with scratch_database():
        numbers = _index(documents)
        for name, search in _searches(chosen.baseline).items():
            _report(name, [(query, *_timed(search, query)) for query in queries], numbers)


def _lines(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _language(code: str) -> str:
    return _LANGUAGES.get(code.lower(), code.lower())


def _index(documents: list[Row]) -> dict[tuple[str, str], int]:
    """Put every document into the product's index; gives the number by set and id."""
    from kontor.kernel.search.indexing import Subject, count_stems, put  # noqa: PLC0415  # needs Django
    from kontor.kernel.search.models import Passage, Sight  # noqa: PLC0415

    begun, numbers = time.perf_counter(), {}
    for at in range(0, len(documents), _AT_ONCE):
        subjects = []
        for number, each in enumerate(documents[at : at + _AT_ONCE], start=at + 1):
            numbers[each["set"], str(each["id"])] = number
            passage = Passage(each["text"], _language(each["lang"]), name=each["text"])
            subjects.append(Subject("bench", number, [passage], Sight("public"), facets=(f"set:{each['set']}",)))
        put(subjects)
    count_stems()
    took = time.perf_counter() - begun
    print(f"{len(documents)} documents indexed in {took:.1f} s ({len(documents) / took:.0f} a second)")
    return numbers


def _searches(baselines: list[str]) -> dict[str, Search]:
    return {"kontor": _kontor, **{name: {"fts": _full_text, "icontains": _contains}[name] for name in baselines}}


def _kontor(query: Row) -> list[int]:
    from kontor.kernel.search.finding import Question, find  # noqa: PLC0415  # needs Django
    from kontor.kernel.search.models import Reader  # noqa: PLC0415

    question = Question(
        query["text"], Reader(["public"]), _language(query["qlang"]), facets={"set": [f"set:{query['set']}"]},
        written_in=(_language(query["dlang"]),), least=-1,
    )  # fmt: skip
    return [hit.subject_id for hit in find(question)[:_DEEP]]


def _among(query: Row) -> Any:
    from kontor.kernel.search.models import IndexRow  # noqa: PLC0415  # needs Django

    return IndexRow.objects.filter(facets__contains=[f"set:{query['set']}"], language=_language(query["dlang"]))


def _full_text(query: Row) -> list[int]:
    """PostgreSQL's full text search, any of the words."""
    from django.contrib.postgres.search import SearchQuery, SearchRank  # noqa: PLC0415  # needs Django
    from django.db.models import F  # noqa: PLC0415

    stems = " | ".join(f"'{word}'" for word in query["text"].replace("'", " ").replace("\\", " ").split())
    asked = SearchQuery(stems, search_type="raw", config={"de": "german"}.get(_language(query["dlang"]), "english"))
    found = _among(query).filter(words=asked).order_by(SearchRank(F("words"), asked).desc(), "id")
    return list(found.values_list("subject_id", flat=True)[:_DEEP])


def _contains(query: Row) -> list[int]:
    """The text stands in the document as it is."""
    found = _among(query).filter(text__icontains=query["text"]).order_by("id")
    return list(found.values_list("subject_id", flat=True)[:_DEEP])


def _timed(search: Search, query: Row) -> tuple[list[int], float]:
    begun = time.perf_counter()
    return search(query), (time.perf_counter() - begun) * 1000


def _report(name: str, answers: list[tuple[Row, list[int], float]], numbers: dict[tuple[str, str], int]) -> None:
    by_direction: dict[tuple[str, str], list[tuple[float, float, float]]] = defaultdict(list)
    for query, found, _took in answers:
        gold = query["gold"] if isinstance(query["gold"], list) else [query["gold"]]
        right = {numbers.get((query["set"], str(each))) for each in gold}
        place = next((at for at, number in enumerate(found, start=1) if number in right), 0)
        scores = (float(place == 1), float(place > 0), 1 / place if place else 0.0)
        by_direction[query["set"], f"{query['qlang']}→{query['dlang']}"].append(scores)
    means = {key: _mean(scores) for key, scores in by_direction.items()}
    for (of_set, direction), mean in sorted(means.items()):
        print(f"{name:10} {of_set:16} {direction:8} {_figures(mean)}  n={len(by_direction[of_set, direction])}")
    sets = {key[0] for key in means}
    macro = [_mean([mean for key, mean in means.items() if key[0] == of_set]) for of_set in sets]
    took = sorted(each for *_rest, each in answers)
    print(f"{name:10} all{'':22} {_figures(_mean(macro))}  p50 {statistics.median(took):.1f} ms  "
          f"p95 {took[int(len(took) * 0.95)]:.1f} ms")  # fmt: skip


def _mean(rows: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    first, second, third = (statistics.fmean(column) for column in zip(*rows, strict=True))
    return first, second, third


def _figures(mean: tuple[float, float, float]) -> str:
    return f"R@1 {mean[0]:.3f}  R@10 {mean[1]:.3f}  MRR@10 {mean[2]:.3f}"


if __name__ == "__main__":
    main()
