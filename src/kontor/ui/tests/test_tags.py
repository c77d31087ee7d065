"""Template tags of the design system."""

import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from kontor.ui.icons import ICONS, SHAPES
from kontor.ui.templatetags import ui


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def test_ids_differ_within_a_page_and_begin_anew_on_the_next() -> None:
    def ids() -> list[str]:
        context = Context({"request": RequestFactory().get("/")})
        return [ui.uid(context, "a"), ui.uid(context, "a")]

    assert ids() == ids() == ["a-1", "a-2"]


def test_an_unknown_icon_draws_nothing() -> None:
    assert ui.icon("no such icon") == ""


@pytest.mark.parametrize("path", [*ICONS.values(), *(path for path, _filled in SHAPES.values())])
def test_paths_are_paths(path: str) -> None:
    assert re.fullmatch(r"M[MLHVCSAZmlhvcsaz0-9 .,-]+", path)


def test_a_hash_is_read_in_groups() -> None:
    assert ui.grouped("0123456789abcdef0") == "01234567 89abcdef 0"


def test_captured_text_of_blanks_is_empty() -> None:
    assert rendered("{% captured as x %}  \n {% endcaptured %}{% if x %}full{% else %}empty{% endif %}") == "empty"


def test_a_value_in_an_attribute_is_escaped_once() -> None:
    source = '<c-ui.stat label="{{ label }}" :value="value" />'
    from django_cotton.compiler_regex import CottonCompiler  # noqa: PLC0415  # strings bypass the loader

    compiler = CottonCompiler()  # type: ignore[no-untyped-call]  # cotton is untyped
    text = rendered(compiler.process(source), label="A & <b>", value="<i>")
    assert "A &amp; &lt;b&gt;" in text
    assert "&lt;i&gt;" in text
    assert "&amp;amp;" not in text


@pytest.mark.parametrize("attribute", ['title="{{ bad }}"', ':title="bad"'])
def test_a_component_lets_no_markup_through(attribute: str) -> None:
    from django_cotton.compiler_regex import CottonCompiler  # noqa: PLC0415

    source = f"<c-ui.card {attribute} /><c-ui.message :text='bad' /><c-ui.button :reason='bad'>x</c-ui.button>"
    compiler = CottonCompiler()  # type: ignore[no-untyped-call]  # cotton is untyped
    text = rendered(compiler.process(source), bad='"><script>alert(1)</script>')
    assert "<script>" not in text
