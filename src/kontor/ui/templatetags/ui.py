"""Template tags of the design system. They are built in: no template has to load them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kontor.kernel.drawing import drawn_once
from kontor.kernel.lingua import languages
from kontor.kernel.lingua.content import Content
from kontor.kernel.panels import render_slot
from kontor.ui import browsers, charts, tables
from kontor.ui import map as world
from kontor.ui.icons import ICONS, SHAPES

register = template.Library()

#: The whole style of the product: KERN, then ours. ``ui.css`` is made by ``kontor.ui.bundle``.
STYLESHEETS = ("vendor/kern/kern.min.css", "vendor/kern/fira-sans.css", "ui/ui.css")
_numbers = count(1)
_FIVE_LINES = 360


@register.simple_tag
def stylesheets() -> SafeString:
    """The links to all styles, in their order."""
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(path),) for path in STYLESHEETS))


@register.simple_tag(takes_context=True)
def uid(context: Context, prefix: str = "u") -> str:
    """An id that nothing else on this page has."""
    request = context.get("request")
    if request is None:
        return f"{prefix}-kept-{next(_numbers)}"
    request.ui_ids = getattr(request, "ui_ids", 0) + 1
    return f"{prefix}-{request.ui_ids}"


@register.simple_tag
def icon(name: str, size: int = 20) -> SafeString:
    """An icon that says nothing a neighbouring word does not say; unknown names draw nothing."""
    path = ICONS.get(name)
    if path is None:
        return SafeString("")
    return format_html(
        '<svg class="k-icon" viewBox="0 0 24 24" width="{0}" height="{0}" aria-hidden="true" focusable="false">'
        '<path d="{1}"/></svg>',
        size,
        path,
    )


@register.simple_tag
def shape(tone: str) -> SafeString:
    """The shape that goes with a state, so that colour never speaks alone."""
    path, filled = SHAPES.get(tone, SHAPES["quiet"])
    return format_html(
        '<svg class="k-shape{0}" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">'
        '<path fill-rule="evenodd" d="{1}"/></svg>',
        "" if filled else " k-shape--open",
        path,
    )


@register.tag
def captured(parser: Parser, token: Token) -> "CapturedNode":
    """``{% captured as name %}…{% endcaptured %}``: the rendered inside as a variable, empty if only blanks."""
    bits = token.split_contents()
    if len(bits) != 3 or bits[1] != "as":
        raise template.TemplateSyntaxError("captured is used as {% captured as name %}")
    nodelist = parser.parse(("endcaptured",))
    parser.delete_first_token()
    return CapturedNode(bits[2], nodelist)


class CapturedNode(template.Node):
    """Renders its inside into a variable; blocks inside can be overridden as usual."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        """Nothing here; the text goes into the context."""
        context[self.name] = SafeString(self.nodelist.render(context).strip())
        return SafeString("")


@register.simple_tag(takes_context=True)
def panels(context: Context, slot: str, row: object = None) -> list[SafeString]:
    """What the apps above show in a slot of this page: ``{% panels "city.main" city as shown %}``."""
    return render_slot(context["request"], slot, row)


@register.simple_tag
def drawn(template_name: str, **values: Any) -> SafeString:
    """An included template that sees only these plain values, and is drawn once for the same ones (``drawn_once``)."""
    return drawn_once(template_name, values)


@register.filter
def item(mapping: Mapping[str, Any], key: str) -> Any:
    """``mapping[key]`` for a key held in a variable; empty if it is missing."""
    return mapping.get(key, "") if isinstance(mapping, Mapping) else ""


@register.filter
def labelled(rows: str, columns: Sequence[Mapping[str, Any]]) -> SafeString:
    """The rows of a table with their columns' labels in the cells."""
    return tables.labelled(str(rows), columns)


@register.filter
def grouped(value: str, size: int = 8) -> str:
    """A long hash in groups, so that two people can read it to each other."""
    text = str(value)
    return " ".join(text[start : start + size] for start in range(0, len(text), size))


@register.filter
def is_long(text: str) -> bool:
    """Whether a text takes more than about five lines of a narrow column, and is shown folded."""
    return len(text) > _FIVE_LINES or text.count("\n") > 4


@register.filter
def browser(user_agent: str) -> str:
    """What a browser calls itself, in words."""
    return browsers.spoken(user_agent)


@register.filter
def sides_of(points: Iterable[Mapping[str, Any]], side: str) -> list[Mapping[str, Any]]:
    """The points or rows of one side."""
    return [point for point in points if point.get("side") == side]


@register.simple_tag
def balance_of(a: int | str, b: int | str, limit: Fraction | float | str | None = None) -> charts.Balance:
    """Two counts against each other, as widths of a bar; ``limit`` is the most of b for one of a."""
    return charts.balance(int(a), int(b), Fraction(str(limit)) if limit not in (None, "") else None)


@register.simple_tag
def line_of(points: Iterable[Mapping[str, Any]]) -> charts.Line | None:
    """A row of figures as a small line; nothing without a figure."""
    known = list(points)
    return charts.line(known) if any(point.get("value") is not None for point in known) else None


@register.simple_tag
def bar_of(value: float | str, plan: float | str) -> charts.Bar:
    """A figure against its plan."""
    return charts.bar(float(value), float(plan))


@register.simple_tag
def land() -> str:
    """The outline of the world's land as path data."""
    return world.land_path()


@register.simple_tag
def map_windows(points: Iterable[Mapping[str, Any]]) -> list[world.Window]:
    """The overview and the two insets, each with the cities that lie in it."""
    return world.windows(list(points))


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One language version as the component shows it; ``text`` is empty where there is none."""

    code: str
    tag: str
    name: str
    text: str
    origin: str
    outdated: bool
    own: bool


@register.simple_tag
def language_versions(content: Content) -> list[ShownVersion]:
    """All three languages of a content, the reader's own first."""
    own = languages.current()
    shown = []
    for code in sorted(languages.LANGUAGES, key=lambda language: language != own):
        version = content.versions.get(code)
        shown.append(
            ShownVersion(
                code=code,
                tag=languages.tag(code),
                name=languages.ENDONYMS[code],
                text=version.text if version else "",
                origin=version.origin.value if version else "",
                outdated=bool(version and content.is_outdated(version)),
                own=code == own,
            )
        )
    return shown
