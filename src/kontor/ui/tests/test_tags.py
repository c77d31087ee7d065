"""Template tags of the design system."""

import re
from datetime import date

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from kontor.ui.icons import ICONS, SHAPES
from kontor.ui.moves import has_form
from kontor.ui.templatetags import ui


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


def test_a_drawn_template_sees_its_values_and_nothing_else() -> None:
    source = '{% load ui %}{% drawn "components/ui/ledger_row.html" row=row %}'
    row = {"name": "Aachen", "on": date(2023, 2, 24)}
    with translation.override("de"):
        german = rendered(source, row=row, position="consent")
        assert german == rendered(source, row=row, position="objection")
        assert "24.02.2023" in german
    with translation.override("en"):
        assert "24 Feb 2023" in rendered(source, row=row)


def test_a_drawn_template_takes_no_row() -> None:
    with pytest.raises(TypeError, match="only plain values"):
        rendered('{% load ui %}{% drawn "components/ui/ledger_row.html" row=row %}', row=object())


@pytest.mark.parametrize(
    ("methods", "expected"), [([], False), (["get"], False), (["post"], True), (["get", "post"], True)]
)
def test_a_move_that_is_sent_from_where_it_stands_has_a_form(methods: list[str], expected: bool) -> None:
    assert has_form([{"method": method} for method in methods]) is expected


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


def test_the_cells_of_a_table_know_the_head_of_their_column() -> None:
    columns: list[dict[str, object]] = [
        {"label": "City"},
        {"label": "<Side>"},
        {"label": "Deed", "lead": True},
        {"label": "Act", "hidden": True},
    ]
    rows = '<tr><th scope="row">Köln</th><td>a</td><td class="k-num">b</td><td>c</td></tr>'
    assert ui.labelled(rows * 2, columns) == 2 * (
        '<tr><th scope="row">Köln</th><td data-label="&lt;Side&gt;">a</td>'
        '<td data-label="Deed" data-lead class="k-num">b</td><td>c</td></tr>'
    )


def test_a_cell_without_a_column_stays_as_it_is() -> None:
    assert ui.labelled("<tr><td>a</td><td>b</td></tr>", [{"label": "x"}]) == (
        '<tr><td data-label="x">a</td><td>b</td></tr>'
    )


@pytest.mark.parametrize(("text", "folded"), [("", False), ("x" * 360, False), ("x" * 361, True), ("a\n" * 5, True)])
def test_a_text_of_more_than_five_lines_is_folded(text: str, folded: bool) -> None:
    assert ui.is_long(text) == folded
