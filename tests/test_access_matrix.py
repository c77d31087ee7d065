"""Personas × addresses × methods × own, foreign and absent rows: decided as the table says.

S1, S3, S10, AC01, AC14, AC26, AU07, AU10.

The addresses come from the resolver: one that the table does not list fails the test.
"""

import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse

from kontor.kernel.lifecycle import lifecycles
from tests.access_table import ALL, MOVES, PAGES, THEIRS, Page
from tests.access_world import ABSENT, World
from tests.kontor_testing import FULL

pytestmark = pytest.mark.django_db
#: Files are looked up before their owner is asked.
FILES = {"files:fetch", "membership:letter_as_docx"}
#: Mailed links, with the language of their letter and without.
LOCATING = {"open:locate", "portal:locate"}
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


def _ask(persona: str, method: str, url: str, sent: str = "") -> HttpResponse:
    """One request, rolled back afterwards."""
    with transaction.atomic():
        answer = _world["clients"][persona].generic(method, url, sent, "application/x-www-form-urlencoded")
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
    sent = urlencode({field: world.rows[each] for field, each in page.sends.items()})
    rows = {**page.rows, **({"absent": frozenset[str]()} if "" not in page.rows else {})}
    for row, allowed in rows.items():
        url = world.url(name, page, row)
        for persona in sorted(ALL):
            may = persona in allowed
            wrong += [
                f"{m} {row} {persona}: {s}"
                for m, s in _cells(page, name, row, url=url, persona=persona, may=may, sent=sent)
            ]
    assert wrong == []


def _cells(
    page: Page, name: str, row: str, *, url: str, persona: str, may: bool, sent: str
) -> Iterator[tuple[str, object]]:
    """The cells of one persona and one row that were not decided as the table says."""
    locates = name in LOCATING  # leads on without asking; the page that it leads to decides
    expected = (302 if row in page.leads_on else page.answer) if page.gets else 405
    for method in _tried((*SAFE, "POST", *UNUSUAL), name, persona):
        answer = _ask(persona, method, url, sent if method == "POST" else "")
        if method in SAFE and (may or locates):
            right = answer.status_code == expected
        elif method == "POST" and may and page.posts and persona in page.posters:
            right = answer.status_code in (302, 400, 409, 422, 429, page.answer)
        elif method in SAFE and page.gets:
            right = _closed(answer, persona, page.public_page)
        else:
            right = answer.status_code in (403, 404, 405) or _closed(answer, persona, page.public_page)
        if not right:
            yield method, answer.status_code


def _tried(methods: tuple[str, ...], name: str, persona: str) -> tuple[str, ...]:
    """All methods in a full run; at hand GET for everybody, POST for every second persona, all for every fourth."""
    turn = zlib.crc32(f"{name}{persona}".encode()) % 4
    if FULL or turn == 0:
        return methods
    return tuple(method for method in methods if method == "GET" or (method == "POST" and turn == 2))


@pytest.mark.parametrize(("life", "verb"), sorted(MOVES))
def test_a_move_is_there_for_those_in_the_table_and_absent_for_all_others(life: str, verb: str, world: World) -> None:
    wrong = []
    for row, allowed in {**MOVES[life, verb], "absent": frozenset[str]()}.items():
        url = reverse("ui:move", args=[life, ABSENT if row == "absent" else world.rows[row], verb])
        for persona in sorted(ALL):
            fine_answers = {"GET": (200, 302), "POST": (302, 409, 422), "PUT": (405,), "DELETE": (405,)}
            for method in _tried(tuple(fine_answers), f"{life}{verb}", persona):
                fine, answer = fine_answers[method], _ask(persona, method, url)
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


@pytest.mark.parametrize("name", sorted(n for n, page in PAGES.items() if "" not in page.rows and page.gets))
def test_s3_a_foreign_row_cannot_be_told_from_an_absent_one(name: str, world: World) -> None:
    page = PAGES[name]
    for row, allowed in page.rows.items():
        knows_of_it = (
            PAGES["membership:application"].rows.get(row, frozenset()) if name != "files:fetch" else frozenset()
        )
        for persona in sorted(ALL - allowed - knows_of_it - {"visitor"})[:: 1 if FULL else 3]:
            if name not in LOCATING:
                foreign, absent = (_shape(persona, world.url(name, page, each)) for each in (row, "absent"))
                # A file is looked up before its owner is asked; its id of 57 random bits cannot be tried out.
                same = foreign[:3] == absent[:3] if name in FILES else foreign == absent
                assert same, (row, persona, foreign, absent)


def _shape(persona: str, url: str) -> tuple[object, ...]:
    """Everything by which two answers could differ: status, headers, length, number of queries."""
    _world["clients"][persona].cookies.pop("messages", None)  # what an earlier deed left to be said once
    with CaptureQueriesContext(connection) as queries:
        answer = _ask(persona, "GET", url)
    return answer.status_code, tuple(sorted(answer.headers)), len(answer.content), len(queries)


_WRITTEN_BY_LOOKING = ("django_session", "usersessions")


def _tables() -> dict[str, str]:
    """Every table of the database as one hash, but for the sessions, which note when somebody was there."""
    names = [n for n in connection.introspection.table_names() if not n.startswith(_WRITTEN_BY_LOOKING)]
    with connection.cursor() as cursor:
        one = "SELECT '{0}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{0}\" t"
        cursor.execute(" UNION ALL ".join(one.format(name) for name in names))
        return dict(cursor.fetchall())


def test_s10_au10_looking_changes_nothing(world: World) -> None:
    """A mail scanner that follows every link, as anybody, leaves every row of the database as it was."""
    before = _tables()
    for persona in ("visitor", "secretary", "member", "applicant"):
        for name, page in PAGES.items():
            for row in page.rows:
                for method in _tried((*SAFE, "OPTIONS"), name, persona):
                    _world["clients"][persona].generic(method, world.url(name, page, row))
        for (life, verb), rows in MOVES.items():
            for row in rows:
                _world["clients"][persona].get(reverse("ui:move", args=[life, world.rows[row], verb]))
    assert _tables() == before


@pytest.mark.parametrize("persona", ["visitor", "secretary"])
def test_au07_every_post_needs_the_token(world: World, persona: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    if (account := world.personas[persona]) is not None:
        strict.force_login(account)
    urls = [world.url(name, page, row) for name, page in PAGES.items() for row in page.rows]
    urls += [reverse(name, kwargs=each) for name, each in THEIRS.items()]
    urls += [reverse("ui:move", args=[m[0], world.rows[row], m[1]]) for m, rows in MOVES.items() for row in rows]
    assert {url: code for url in urls if (code := strict.post(url, {}).status_code) != 403} == {}


def test_s1_the_matrix_has_at_least_ten_thousand_cells() -> None:
    rows = sum(len(page.rows) + ("" not in page.rows) for page in PAGES.values())
    moves = sum(len(each) + 1 for each in MOVES.values())
    assert rows * len(ALL) * len((*SAFE, "POST", *UNUSUAL)) + moves * len(ALL) * 4 >= 10_000
