"""Long texts that ship with the product, as Markdown in three languages: legal pages and the handbook.

``portal/pages/imprint.de.md`` is the imprint in German. HTML inside is not rendered, and what comes out is cleaned
once more: the texts are ours, but what settings put into them is an operator's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from string import Template

import nh3
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kontor.kernel.lingua.languages import current, tag

HERE = Path(__file__).resolve().parent
PAGES = ("imprint", "privacy", "accessibility", "open-data")
CHAPTERS = ("apply", "state", "admit", "observe", "leave", "operate")
_TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "a", "strong", "em", "code", "pre", "blockquote", "hr", "br", "img",
    "table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "div",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "hreflang", "lang"}, "img": {"src", "alt", "width", "height", "loading"},
    "h2": {"id"}, "h3": {"id"}, "div": {"class", "role", "tabindex", "aria-label"}, "figure": {"class"},
    "p": {"lang"}, "th": {"scope"}, "ol": {"start"}, "code": {"lang"}, "pre": {"tabindex"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Writing:
    """One text: its title, its first paragraph as plain text, the rest as HTML, its headings for a list of contents."""

    slug: str
    title: str
    lead: str
    html: SafeString
    headings: tuple[tuple[str, str], ...]


def read(folder: str, slug: str, *, link: str = "") -> Writing:
    """The text in the page's language. ``link`` is the address that links between chapters start from."""
    return _read(folder, slug, current(), link)


@cache
def _read(folder: str, slug: str, language: str, link: str) -> Writing:
    source = (HERE / folder / f"{slug}.{language}.md").read_text(encoding="utf-8")
    filled = Template(source).safe_substitute(_operator())
    head, _, body = filled.partition("\n\n")
    lead, _, rest = body.partition("\n\n")
    if "[OPERATOR_" not in filled:  # nothing is blank, so nobody has to be told what a blank means
        rest = "\n\n".join(part for part in rest.split("\n\n") if "`OPERATOR_NAME`" not in part)
    tokens = _parser().parse(rest)
    headings = _give_ids(tokens)
    _point(tokens, language, link)
    html = _parser().renderer.render(tokens, _parser().options, {})
    return Writing(slug, head.removeprefix("# ").strip(), lead.replace("\n", " ").strip(), _clean(html), headings)


def _operator() -> Mapping[str, str]:
    """Who runs this installation, as the settings say; a visible blank where they say nothing."""
    blank = _invented() if settings.IS_DEMO else {}
    return {
        "operator_name": settings.OPERATOR_NAME or blank.get("name", "[OPERATOR_NAME]"),
        "operator_address": settings.OPERATOR_ADDRESS or blank.get("address", "[OPERATOR_ADDRESS]"),
        "operator_email": settings.OPERATOR_EMAIL or blank.get("email", "[OPERATOR_EMAIL]"),
        "base_url": settings.BASE_URL,
    }


def _invented() -> dict[str, str]:
    """The operator of a demonstration, which says of itself that it is invented."""
    return {
        "name": _("Office of the demonstration (invented)"),
        "address": _("1 Example Street, 00000 Example Town (invented)"),
        "email": "operator@kontor.example",
    }


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _give_ids(tokens: list[Token]) -> tuple[tuple[str, str], ...]:
    """Give every heading of the second level an id; gives them back for the list of contents."""
    found: list[tuple[str, str]] = []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open" and opening.tag == "h2":
            name = slugify(inline.content, allow_unicode=True) or f"part-{len(found) + 1}"
            opening.attrSet("id", name)
            found.append((name, inline.content))
    return tuple(found)


def _point(tokens: list[Token], language: str, link: str) -> None:
    """Lead links between chapters to their pages, and images to the screenshots of this language."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open" and str(child.attrs.get("href", "")).startswith("chapter:"):
                child.attrSet("href", f"{link}{str(child.attrs['href']).removeprefix('chapter:')}/")
            elif child.type == "image":
                child.attrSet("src", _screenshot(str(child.attrs["src"]), language))
                child.attrSet("loading", "lazy")


def _screenshot(name: str, language: str) -> str:
    """The address of ``name`` (apply-1) in this language; where it has not been made, the English one."""
    for each in (language, "en"):
        path = f"portal/handbook/{name}.{each}.webp"
        if finders.find(path) or (settings.STATIC_ROOT / path).exists():
            return static(path)
    return static("ui/wordmark.svg")


def _clean(html: str) -> SafeString:
    html = html.replace("<table>", '<div class="k-table" role="region" tabindex="0"><table>')
    html = html.replace("</table>", "</table></div>")
    kept = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https", "http", "mailto"}, link_rel=None)
    return mark_safe(kept)  # noqa: S308  # cleaned on the line above


def language_tag() -> str:
    """The language of the page, for ``lang=``."""
    return tag(current())
