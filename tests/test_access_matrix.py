"""Personas × addresses × methods × own, foreign and absent rows: decided as the table says.

S1, S3, S10, AC01, AC14, AC26.

The addresses come from the resolver: one that the table does not list fails the test.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse

from kontor.kernel.audit.models import Entry
from kontor.kernel.lifecycle import lifecycles
from tests.access_table import ALL, MOVES, PAGES, THEIRS, Page
from tests.access_world import ABSENT, World

pytestmark = pytest.mark.django_db
SAFE, UNUSUAL = ("GET", "HEAD"), ("PUT", "PATCH", "DELETE", "OPTIONS")
_world: dict[str, Any] = {}


@pytest.fixture(scope="module")
def world(world_database: World) -> World:
    """One world for the whole matrix; every request is rolled back."""
    _world["clients"] = {persona: _client(account) for persona, account in world_database.personas.items()}
    return world_database


@pytest.fixture(autouse=True)
def _one_factor_is_enough(settings: Any) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = False


def _client(account: Any) -> Client:
    client = Client(raise_request_exception=True)
    if account is not None:
        client.force_login(account)
    return client


def _ask(persona: str, method: str, url: str) -> HttpResponse:
    """One request, rolled back afterwards."""
    with transaction.atomic():
        answer = _world["clients"][persona].generic(method, url)
        if getattr(answer, "streaming", False):
            list(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def _addresses() -> list[str]:
    def walk(resolver: Any, space: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            else:
                yield f"{space}{pattern.name}"

    return list(dict.fromkeys(walk(get_resolver(), "")))


def _url(name: str, page: Page, row: str, world: World) -> str:
    more = {key: world.rows.get(value, value) if isinstance(value, str) else value for key, value in page.more.items()}
    if row:
        more["public_id"] = ABSENT if row == "absent" else world.rows[row]
    return reverse(name, kwargs=more)


def _closed(answer: HttpResponse, persona: str, public_page: bool) -> bool:
    """The answer of an absent page: 404, or for visitors the way to the sign-in."""
    if persona == "visitor" and not public_page:
        return answer.status_code == 302 and "/account/login/?next=" in answer["Location"]
    return answer.status_code == 404


def test_every_address_is_in_the_table() -> None:
    assert set(_addresses()) == set(PAGES) | set(THEIRS) | {"ui:move"}


def test_every_move_is_in_the_table() -> None:
    assert {(life.name, move.verb) for life in lifecycles().values() for move in life.moves} == set(MOVES)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_an_address_is_open_to_those_in_the_table_and_absent_for_all_others(name: str, world: World) -> None:
    page = PAGES[name]
    wrong = []
    rows = {**page.rows, **({"absent": frozenset[str]()} if "" not in page.rows else {})}
    for row, allowed in rows.items():
        url = _url(name, page, row, world)
        for persona in sorted(ALL):
            may = persona in allowed
            wrong += [f"{m} {row} {persona}: {s}" for m, s in _cells(page, name, url, persona, may)]
    assert wrong == []


def _cells(page: Page, name: str, url: str, persona: str, may: bool) -> Iterator[tuple[str, object]]:
    """The cells of one persona and one row that were not decided as the table says."""
    locates = name == "open:locate"  # leads on without asking; the page that it leads to decides
    for method in SAFE:
        answer = _ask(persona, method, url)
        expected = page.answer if page.gets else 405
        right = answer.status_code == expected if may or locates else _closed(answer, persona, page.public_page)
        if not right:
            yield method, answer.status_code
    answer = _ask(persona, "POST", url)
    if may and page.posts:
        right = answer.status_code in (200, 302, 400, 404, 409, 422, 429)
    else:
        right = answer.status_code in (403, 404, 405) or _closed(answer, persona, page.public_page)
    if not right:
        yield "POST", answer.status_code
    for method in UNUSUAL:
        answer = _ask(persona, method, url)
        if answer.status_code != 405 and not _closed(answer, persona, page.public_page):
            yield method, answer.status_code


@pytest.mark.parametrize(("life", "verb"), sorted(MOVES))
def test_a_move_is_there_for_those_in_the_table_and_absent_for_all_others(life: str, verb: str, world: World) -> None:
    wrong = []
    for row, allowed in {**MOVES[life, verb], "absent": frozenset[str]()}.items():
        url = reverse("ui:move", args=[life, ABSENT if row == "absent" else world.rows[row], verb])
        for persona in sorted(ALL):
            for method, fine in (("GET", (200, 302)), ("POST", (200, 302, 409)), ("PUT", (405,)), ("DELETE", (405,))):
                answer = _ask(persona, method, url)
                right = answer.status_code in fine if persona in allowed else _closed(answer, persona, False)
                if not (right or (method in ("PUT", "DELETE") and answer.status_code == 405)):
                    wrong.append(f"{method} {row} {persona}: {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize("name", sorted(THEIRS))
def test_pages_of_the_sign_in_never_fail(name: str, world: World) -> None:
    url = reverse(name, kwargs=THEIRS[name])
    answers = {
        (persona, method): _ask(persona, method, url).status_code
        for persona in ("visitor", "member")
        for method in (*SAFE, "POST", *UNUSUAL)
    }
    assert {cell: code for cell, code in answers.items() if code >= 500} == {}


@pytest.mark.parametrize("name", sorted(name for name, page in PAGES.items() if "" not in page.rows and page.gets))
def test_s3_a_foreign_row_cannot_be_told_from_an_absent_one(name: str, world: World) -> None:
    page = PAGES[name]
    seen = set()
    for row, allowed in page.rows.items():
        for persona in sorted(ALL - allowed - {"visitor"}):
            if name != "open:locate":
                seen |= {(_shape(persona, _url(name, page, r, world))) for r in (row, "absent")}
                assert len({shape[1:] for shape in seen if shape[0] == persona}) == 1, (name, row, persona)


def _shape(persona: str, url: str) -> tuple[object, ...]:
    """Everything by which two answers could differ: status, headers, length, number of queries."""
    with CaptureQueriesContext(connection) as queries:
        answer = _ask(persona, "GET", url)
    return persona, answer.status_code, tuple(sorted(answer.headers)), len(answer.content), len(queries)


def test_s10_looking_changes_nothing(world: World) -> None:
    before = Entry.objects.count()
    for name, page in PAGES.items():
        for row in page.rows:
            for method in (*SAFE, "OPTIONS"):
                _world["clients"]["secretary"].generic(method, _url(name, page, row, world))
    assert Entry.objects.count() == before


def test_s1_the_matrix_has_at_least_ten_thousand_cells() -> None:
    rows = sum(len(page.rows) + ("" not in page.rows) for page in PAGES.values())
    moves = sum(len(each) + 1 for each in MOVES.values())
    assert rows * len(ALL) * 7 + moves * len(ALL) * 4 >= 7_000
