"""German and Chinese words become English ones, so that a request in one language meets an offer in another (DIR-5)."""

import csv
from collections import Counter
from importlib.resources import files
from itertools import chain

import pytest

from kontor.kernel.search import lexicon
from kontor.kernel.search.german import parts
from kontor.kernel.search.glosses import gloss
from kontor.kernel.search.normal import folded, han_runs, latin_words


def _best(text: str, language: str) -> str:
    found = gloss(text, language)
    return found.variants[0] if found else ""


def test_dir5_the_german_request_and_the_chinese_offer_meet_in_english() -> None:
    assert _best("Spritzgussformen", "de") == "injection mould" == _best("注塑模具", "zh-hans")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("kunststoffspritzgussmaschine", ("kunststoffspritzguss", "maschine")),
        ("aluminiumventilen", ("aluminium", "ventil")),  # a plural, and in the dative
        ("glasfaserkabelverlegung", ("glasfaserkabel", "verlegung")),
        ("xyzzyqwertz", ()),
        ("", ()),
    ],
)
def test_a_compound_is_taken_apart_into_the_fewest_known_parts(word: str, expected: tuple[str, ...]) -> None:
    assert parts(word) == expected


def test_in18_a_word_that_nobody_writes_is_left_whole_at_once() -> None:
    assert parts("wasser" * 10_000) == ()


@pytest.mark.parametrize(
    "written",
    [
        "Großküchengeräte",
        "GROSSKÜCHENGERÄTE",
        "Grosskuechengeraete",
        "Ｇroßküchengeräte",
        "Großku\u0308chengera\u0308te",
    ],
)
def test_un08_all_spellings_of_a_word_are_one(written: str) -> None:
    assert folded(written) == "grosskuechengeraete"


def test_coverage_says_how_much_of_a_text_is_known_and_small_words_do_not_count() -> None:
    known, partly = gloss("Formen für Kunststoff", "de"), gloss("Kunststoff von Xyzzyqwertz", "de")
    assert known is not None
    assert partly is not None
    assert (known.coverage, partly.coverage) == (1.0, 10 / 21)
    assert partly.variants[0].endswith("xyzzyqwertz")


@pytest.mark.parametrize(("text", "language"), [("pump", "en"), ("12345 !?", "de"), ("", "zh-hans"), ("Pumpe", "xx")])
def test_what_has_no_known_word_has_no_gloss(text: str, language: str) -> None:
    assert gloss(text, language) is None


def test_scripts_are_told_apart() -> None:
    assert latin_words("CNC-Fräsen 5-Achs, 数控铣床") == ["cnc", "fraesen", "achs"]
    assert han_runs("CNC数控铣床，５轴") == ["数控铣床", "轴"]


def test_every_term_has_all_three_languages_and_none_stands_twice() -> None:
    folder = files(lexicon) / "terms"
    rows = list(chain.from_iterable(csv.DictReader(file.read_text("utf-8").splitlines()) for file in folder.iterdir()))
    assert len(rows) >= 4_000
    assert [row for row in rows if not (row["zh"] and row["de"] and row["en"])] == []
    for language in ("zh", "de", "en"):
        assert [word for word, number in Counter(row[language] for row in rows).items() if number > 1] == []


def test_every_german_part_is_one_small_written_word_and_has_a_gloss() -> None:
    rows = list(csv.DictReader((files(lexicon) / "words_de.csv").read_text("utf-8").splitlines()))
    wrong = [row for row in rows if row["de"] != row["de"].strip().lower() or " " in row["de"] or not row["en"]]
    assert (wrong, len(rows) >= 9_000, len({row["de"] for row in rows}) == len(rows)) == ([], True, True)
