"""What is drawn once is found by its values only."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from kontor.kernel.drawing import _written, drawn_once
from kontor.kernel.lingua.content import Content
from kontor.kernel.mail.models import Message


def test_other_values_and_other_languages_are_drawn_anew() -> None:
    with translation.override("de"):
        content = Content.of(de="eins", en="one")
        german = drawn_once("components/ui/day.html", {"value": None})
        assert drawn_once("components/ui/day.html", {"value": None}) is german
        assert _written({"content": content}) != _written({"content": Content.of(de="zwei", en="one")})


@pytest.mark.parametrize(("one", "other"), [("<b>", SafeString("<b>")), ("1", 1), (["a", "b"], ["a, b"]), (None, "")])
def test_values_that_look_alike_are_told_apart(one: object, other: object) -> None:
    assert _written({"value": one}) != _written({"value": other})


def test_a_thing_that_can_change_unseen_is_refused() -> None:
    with pytest.raises(TypeError, match="only plain values can be drawn once, not object"):
        drawn_once("components/ui/day.html", {"value": object()})


ROW = "components/ui/ledger_row.html"  # a template that shows a name, and a day as its language writes it
AACHEN = {"name": "Aachen", "on": date(2023, 2, 24), "position": "consent", "word": "✓"}


def test_the_same_values_give_the_same_html_and_another_language_another() -> None:
    drawn: dict[str, str] = {}
    for language in ("de", "zh-hans", "en", "de", "zh-hans", "en"):
        with translation.override(language):
            now = drawn_once(ROW, {"row": AACHEN})
            assert now == render_to_string(ROW, {"row": AACHEN})
            assert drawn.setdefault(language, now) == now
    assert len(set(drawn.values())) == 3


def test_a_changed_value_is_drawn_anew_even_in_the_same_mapping() -> None:
    row = dict(AACHEN)
    with translation.override("de"):
        before = drawn_once(ROW, {"row": row})
        row["name"] = "Köln"
        assert drawn_once(ROW, {"row": row}) == before.replace("Aachen", "Köln") != before


def test_what_was_drawn_as_markup_is_escaped_where_it_is_text() -> None:
    safe, bare = (drawn_once(ROW, {"row": AACHEN | {"name": name}}) for name in (SafeString("<b>x</b>"), "<b>x</b>"))
    assert ("<b>x" in safe, "<b>x" in bare, "&lt;b&gt;x" in bare) == (True, False, True)


def test_a_moment_is_drawn_as_its_own_clock_shows_it() -> None:
    same_moment = [datetime(2023, 2, 24, 23, tzinfo=UTC), datetime(2023, 2, 25, 7, tzinfo=ZoneInfo("Asia/Shanghai"))]
    with translation.override("en"):
        first, second = (drawn_once(ROW, {"row": AACHEN | {"on": each}}) for each in same_moment)
    assert ("24 Feb" in first, "25 Feb" in second) == (True, True)


@pytest.mark.parametrize("row", [Message(), [Message()], {"inner": (Message(),)}], ids=["bare", "in a list", "deeper"])
def test_a_row_of_the_database_is_refused_wherever_it_is(row: object) -> None:
    with pytest.raises(TypeError, match="only plain values can be drawn once, not Message"):
        drawn_once(ROW, {"row": row})
