"""Every page in every language, width and theme: axe and the Nu checker at zero, nothing overflows (A1, S7, S16).

The suite at hand rotates through the combinations; ``KONTOR_FULL=1`` (as `.ci/run` sets it) tries them all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import pytest
from django.conf import settings as configured
from django.urls import reverse
from django.utils import translation

from tests.access_table import ALL, PAGES
from tests.access_world import World
from tests.kontor_testing import FULL, ROOT
from tests.kontor_testing.nu import Checker
from tests.kontor_testing.web import web_server

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LANGUAGES, WIDTHS, THEMES = ("de", "zh-hans", "en"), (1280, 320), ("light", "dark")
LOOKS = list(product(WIDTHS, THEMES))
#: Answers that are no page: files, redirects, plain text.
NO_PAGES = {
    "files:fetch", "open:live", "open:ready", "open:robots", "open:security", "open:locate", "portal:locate",
    "portal:journal_export", "people:export", "membership:members_csv", "membership:bundle",
    "membership:letter_as_docx", "demo:attachment",
}  # fmt: skip
#: Pages of the sign-in, as a visitor or as somebody who signed in sees them.
SIGN_IN_PAGES = {"account_login": "visitor", "account_reset_password": "visitor", "usersessions_list": "member",
                 "mfa_index": "member", "account_change_password": "member"}  # fmt: skip
PREFERRED = ("secretary", "member", "draft_applicant", "other_member", "visitor")


@dataclass
class Site:
    """The running site, with one window per persona that goes from page to page, and what the browser complained of."""

    address: str
    world: World
    windows: dict[str, Any]
    complaints: list[str]

    def open(self, persona: str, path: str) -> Any:
        """Open a page as a persona."""
        page = self.windows[persona]
        page.goto(self.address + path)
        return page

    def add(self, persona: str, context: Any) -> None:
        """Open a persona's window."""
        page = self.windows[persona] = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("console", lambda m: self.complaints.append(m.text) if "Content Security Policy" in m.text else None)
        page.on("request", lambda r: self.complaints.append(r.url) if not self._is_ours(r.url) else None)
        context.add_init_script(_axe_source())

    def _is_ours(self, url: str) -> bool:
        return url.startswith((self.address, "data:"))


@pytest.fixture(scope="module")
def site(world_database: World, browser: Any) -> Iterator[Site]:
    """A web server on the world, and everybody signed in."""
    from django.test import Client  # noqa: PLC0415  # needs settings

    obligatory = configured.SECOND_FACTOR_OBLIGATORY
    configured.SECOND_FACTOR_OBLIGATORY = False
    with web_server() as address:
        opened = Site(address, world_database, {}, [])
        for persona, account in world_database.personas.items():
            context = browser.new_context(reduced_motion="reduce")  # else colours are still fading when axe looks
            if account is not None:
                client = Client()
                client.force_login(account)
                cookie = client.cookies[configured.SESSION_COOKIE_NAME].value
                context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
            opened.add(persona, context)
        yield opened
        for window in opened.windows.values():
            window.context.close()
    configured.SECOND_FACTOR_OBLIGATORY = obligatory


def _cases() -> list[tuple[str, str]]:
    """Every page once per kind of row it shows."""
    cases = [(name, row) for name in sorted(PAGES) if name not in NO_PAGES for row in PAGES[name].rows
             if PAGES[name].rows[row] and PAGES[name].gets]  # fmt: skip
    return [*cases, *((name, "") for name in sorted(SIGN_IN_PAGES)), ("absent page", ""), ("ui:move", "running")]


def _persona(name: str, row: str) -> str:
    if name in SIGN_IN_PAGES:
        return SIGN_IN_PAGES[name]
    allowed = PAGES[name].rows[row] if name in PAGES else ALL
    return next((p for p in PREFERRED if p in allowed), sorted(allowed)[0])


def _path(name: str, row: str, world: World, language: str) -> str:
    with translation.override(language):
        if name == "absent page":
            return f"/{language}/no-such-page/"
        if name == "ui:move":
            return reverse(name, args=["application", world.rows["running"], "recall"])
        if name in SIGN_IN_PAGES:
            return reverse(name)
        more = {k: world.rows.get(v, v) if isinstance(v, str) else v for k, v in PAGES[name].more.items()}
        return reverse(name, kwargs={**more, **({"public_id": world.rows[row]} if row else {})})


@pytest.mark.journey
@pytest.mark.django_db
@pytest.mark.parametrize(("number", "name", "row"), [(i, *case) for i, case in enumerate(_cases())])
def test_a_page_is_accessible_valid_and_fits(number: int, name: str, row: str, site: Site, nu: Checker) -> None:
    languages = LANGUAGES if FULL else (LANGUAGES[number % 3],)
    looks = LOOKS if FULL else (LOOKS[number % 4],)
    found: list[str] = []
    for language in languages:
        path = _path(name, row, site.world, language)
        page = site.open(_persona(name, row), path)
        found += [f"{language}: {each}" for each in nu(page.content())]
        for width, theme in looks:
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{language} {width} {theme}: {each}" for each in _look(page, width)]
        found += [f"{language}: {each}" for each in site.complaints]
        site.complaints.clear()
    assert found == []


#: Only what is wrong comes back: the report of all that is right weighs more than the page.
_AXE_RUN = """tags => axe.run(document, {resultTypes: ["violations"], runOnly: {type: "tag", values: tags}})
    .then(report => report.violations.map(each => [each.id, each.nodes.map(node => node.target)]))"""
_TWO_FRAMES = "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"


def _look(page: Any, width: int) -> Iterator[str]:
    page.evaluate(_TWO_FRAMES)  # a new theme or width is painted before axe looks at colours
    if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
        yield f"overflows: {wide} px"
    for violation, targets in page.evaluate(_AXE_RUN, TAGS):
        yield f"{violation}: {targets[:3]}"


@cache
def _axe_source() -> str:
    if not AXE.is_file():
        pytest.skip("axe-core is missing (npm ci)")
    return AXE.read_text(encoding="utf-8")
