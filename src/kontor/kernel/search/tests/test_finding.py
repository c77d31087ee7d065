"""The index is asked by meaning, words, names and numbers, and answers each reader only what that reader may see."""

import pytest
from django.db import connection

from kontor.kernel.search import indexing
from kontor.kernel.search.finding import Hit, Question, counts, find
from kontor.kernel.search.indexing import Subject, put
from kontor.kernel.search.models import IndexRow, Passage, Reader, Sight
from kontor.kernel.search.tasks import encode_waiting

pytestmark = pytest.mark.django_db

PUBLIC, MEMBERS = Sight("public"), Sight("members", owner=7, home=70)
EVERYBODY = Reader(["public"])
OFFERS = {
    1: ("zh-hans", "注塑模具的设计与制造"),
    2: ("zh-hans", "建筑陶瓷砖"),
    3: ("zh-hans", "铝合金门窗型材"),
    4: ("zh-hans", "电动汽车用锂离子电池"),
    5: ("de", "Laserschneidanlagen für Bleche"),
    6: ("de", "Wasseraufbereitung für Kommunen"),
    7: ("en", "Hydraulic pumps for construction machinery"),
}


@pytest.fixture
def offers() -> None:
    """Seven offers that everybody may find."""
    put(Subject("offer", n, [Passage(text, language, name=text)], PUBLIC) for n, (language, text) in OFFERS.items())
    indexing.count_stems()


def _ask(text: str, reader: Reader = EVERYBODY, reads: str = "de", **more: object) -> list[int]:
    return [hit.subject_id for hit in find(Question(text, reader, reads, **more))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "reads", "first"),
    [
        ("Spritzgussformen", "de", 1),
        ("Fliesen", "de", 2),
        ("Aluminiumprofile für Fenster", "de", 3),
        ("lithium-ion battery", "en", 4),
        ("激光切割机", "zh-hans", 5),
        ("水处理", "zh-hans", 6),
        ("液压泵", "zh-hans", 7),
        ("Hydraulikpumpe", "de", 7),
    ],
)
def test_dir5_a_request_finds_the_offer_in_another_language(offers: None, text: str, reads: str, first: int) -> None:
    assert _ask(text, reads=reads)[0] == first


@pytest.mark.parametrize(
    "text",
    ["注塑模具", "注塑模具的設計與製造", "Spritzgußformen", "spritzgussformen", "Ｓｐｒｉｔｚｇｕｓｓｆｏｒｍｅｎ"],
)
def test_un02_un05_un06_one_word_in_whatever_spelling(offers: None, text: str) -> None:
    assert _ask(text)[0] == 1


@pytest.mark.parametrize("text", ["Laserschneidanlagn", "Laserschneideanlagen", "laserschneid"])
def test_a_typing_mistake_is_forgiven(offers: None, text: str) -> None:
    assert _ask(text)[0] == 5


def test_un01_composed_and_decomposed_letters_find_each_other() -> None:
    put([Subject("firm", 1, [Passage("Köln", "de", name="Kölner Maschinenbau")], PUBLIC)])
    assert _ask("Ko\u0308lner Maschinenbau") == _ask("Kölner Maschinenbau") == _ask("Koelner Maschinenbau") == [1]


def test_what_has_nothing_to_do_with_the_question_is_not_found(offers: None) -> None:
    assert _ask("Steuerberatung für Privatpersonen") == []
    assert [_ask(nothing) for nothing in ("", "   ", "!?…", "\u200b")] == [[], [], [], []]


def test_a_number_is_found_as_it_is(offers: None) -> None:
    written = Passage("Eine Firma", "de", identifiers=("91440600MA4UP2QK2X",))
    put([Subject("firm", 9, [written], PUBLIC)])
    assert _ask("91440600 MA4UP2QK2X")[0] == _ask("91440600ma4up2qk2x")[0] == 9


# --- who sees what ---
@pytest.fixture
def secret(offers: None) -> None:
    """An offer for members only, of organisation 7, whose home is 70; and one for two parties."""
    put([
        Subject("offer", 21, [Passage("注塑模具 Spritzgussformen", "zh-hans", name="Secret")], MEMBERS, ("city:70",)),
        Subject("offer", 22, [Passage("Spritzgussformen", "de")], Sight("parties", owner=8, parties=(9,))),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        (Reader(["public"]), {1}),
        (Reader(["public", "members"]), {1, 21}),
        (Reader(["public"], organisations=[7]), {1, 21}),
        (Reader(["public"], organisations=[8]), {1, 22}),
        (Reader(["public"], organisations=[9]), {1, 22}),
        (Reader(["public", "members"], homes=[71]), {1}),  # its home has left
        (Reader(["public", "members"], organisations=[7], homes=[71]), {1, 21}),  # its own it sees all the same
        (Reader([]), set()),
    ],
)
def test_ac07_nobody_finds_or_counts_what_is_not_for_them(secret: None, reader: Reader, seen: set[int]) -> None:
    hits = find(Question("Spritzgussformen", reader, "de"))
    assert {hit.subject_id for hit in hits} & {1, 21, 22} == seen
    assert counts(hits)["city:70"] == (1 if 21 in seen else 0)


def test_what_is_not_live_only_its_owner_finds(offers: None) -> None:
    put([Subject("offer", 1, [Passage("注塑模具", "zh-hans")], Sight("public", owner=5, is_live=False))])
    assert 1 not in _ask("Spritzgussformen")
    assert _ask("Spritzgussformen", Reader(["public"], organisations=[5]))[0] == 1


# --- narrowing ---
def test_facets_of_one_group_widen_and_of_two_groups_narrow() -> None:
    put(
        Subject("offer", n, [Passage("Spritzgussformen", "de")], PUBLIC, facets)
        for n, facets in {1: ("city:a", "size:small"), 2: ("city:b", "size:small"), 3: ("city:b", "size:large")}.items()
    )
    asked = {"city": ["city:a", "city:b"]}
    assert sorted(_ask("Spritzgussformen", facets=asked)) == [1, 2, 3]
    assert sorted(_ask("Spritzgussformen", facets={**asked, "size": ["size:small"]})) == [1, 2]
    assert sorted(_ask("Spritzgussformen", facets={"city": ["city:b"], "size": ["size:small"]})) == [2]


def test_kinds_and_languages_narrow(offers: None) -> None:
    put([Subject("request", 1, [Passage("Suche Spritzgussformen", "de")], PUBLIC)])
    assert _ask("Spritzgussformen", types=("request",)) == [1]
    found = find(Question("Spritzgussformen", EVERYBODY, "de", written_in=("zh-hans",)))
    assert {hit.language for hit in found} == {"zh-hans"}


def test_a_subject_is_found_once_by_its_best_passage() -> None:
    passages = [Passage("Keramik", "de", part="a"), Passage("注塑模具", "zh-hans", part="b")]
    put([Subject("firm", 1, passages, PUBLIC)])
    (hit,) = find(Question("Spritzgussformen", EVERYBODY, "de"))
    assert (hit.part, hit.text, isinstance(hit, Hit)) == ("b", "注塑模具", True)


# --- the index follows the record ---
def test_indexed_again_only_the_new_is_found(offers: None) -> None:
    put([Subject("offer", 1, [Passage("Wälzlager", "de")], PUBLIC)])
    assert (1 in _ask("Spritzgussformen"), _ask("Kugellager")[0]) == (False, 1)
    indexing.remove("offer", [1])
    assert (1 in _ask("Wälzlager"), IndexRow.objects.filter(subject_id=1).count()) == (False, 0)


def test_an_import_is_found_by_words_at_once_and_by_meaning_after_its_job() -> None:
    put([Subject("offer", 1, [Passage("Präzisionsdrehteile", "de")], PUBLIC)], with_vectors=False)
    assert (_ask("Präzisionsdrehteile"), _ask("精密车削件", reads="zh-hans")) == ([1], [])
    encode_waiting()
    assert _ask("精密车削件", reads="zh-hans") == [1]
    assert IndexRow.objects.without_vector().count() == 0


def test_a_row_knows_the_transaction_that_wrote_it(offers: None) -> None:
    """By it an index in memory will find what it has not seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_indexrow WHERE written_by = pg_current_xact_id()")
        assert cursor.fetchone() == (7,)


# --- bad input ---
HOSTILE = [
    "'; DROP TABLE x; --",
    "a & | ! ( ) : * <->",
    "\\",
    "''",
    "\x00Spritz\x00guss",
    "((((a)*)*)*",
    "%_%",
    "\ud800",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_in01_un08_a_question_is_words_and_nothing_else(offers: None, text: str) -> None:
    assert isinstance(_ask(text), list)
    assert IndexRow.objects.count() == 7


@pytest.mark.parametrize("text", ["a" * 100_000, "ab " * 50_000, "模" * 100_000, "(" * 100_000])
def test_in22_a_very_long_question_is_cut(offers: None, text: str) -> None:
    assert _ask(text) == _ask(text[:300])
