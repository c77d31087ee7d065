"""What is drawn once is found by its values only."""

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from kontor.kernel.drawing import _written, drawn_once
from kontor.kernel.lingua.content import Content


def test_other_values_and_other_languages_are_drawn_anew() -> None:
    with translation.override("de"):
        content = Content.of(de="eins", en="one")
        german = drawn_once("components/ui/day.html", {"value": None})
        assert drawn_once("components/ui/day.html", {"value": None}) is german
        assert _written({"content": content}) != _written({"content": Content.of(de="zwei", en="one")})


@pytest.mark.parametrize(("one", "other"), [("<b>", SafeString("<b>")), ("1", 1), (["a", "b"], ["a, b"]), (None, "")])
def test_values_that_look_alike_are_told_apart(one: object, other: object) -> None:
    assert _written(one) != _written(other)


def test_a_thing_that_can_change_unseen_is_refused() -> None:
    with pytest.raises(TypeError, match="only plain values can be drawn once, not object"):
        drawn_once("components/ui/day.html", {"value": object()})
