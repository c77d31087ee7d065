"""Every life, asked of its one table: it can be walked, said, drawn, and the database holds to it."""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from kontor.cities.tests.factories import a_city
from kontor.kernel.access import SYSTEM, Refused
from kontor.kernel.access.predicates import the_system_itself
from kontor.kernel.audit import sentences
from kontor.kernel.audit.models import Entry
from kontor.kernel.lifecycle import Lifecycle, Move, lifecycles
from kontor.membership.models import Application, Round
from kontor.people.tests.factories import an_account
from tests.reading import ROOT
from tools import generated_docs

LIVES = lifecycles()
MOVES = [(life, move) for life in LIVES.values() for move in life.moves]
each_life = pytest.mark.parametrize("life", LIVES.values(), ids=list(LIVES))
each_move = pytest.mark.parametrize(("life", "move"), MOVES, ids=[f"{life.name}.{move.verb}" for life, move in MOVES])

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


# --- the table itself ---
@each_move
def test_whoever_makes_a_move_reads_a_sentence_about_what_has_happened(life: Lifecycle, move: Move) -> None:
    assert bool(move.done) == (move.may is not the_system_itself)
    assert str(move.done)[-1:] in ("", ".")


@each_life
def test_every_state_can_be_reached(life: Lifecycle) -> None:
    begun = {life.initial} | {state for state in life.states.values if state in WAYS_IN.get(life.name, ())}
    reached: set[str] = set()
    while begun - reached:
        reached |= begun
        begun |= {move.target for state in reached for move in life.moves_from(state)}
    assert reached == set(life.states.values)


#: States in which a life may also begin, and why.
WAYS_IN = {"prospect": {"wishes"}}  # a city said on the public page that it wishes to join


@each_life
def test_every_state_has_a_way_on_or_is_final(life: Lifecycle) -> None:
    stuck = {state for state in life.states.values if not any(m.target != state for m in life.moves_from(state))}
    assert stuck == set(life.final)


@each_life
def test_every_verb_stands_once_and_every_state_is_known(life: Lifecycle) -> None:
    verbs = [move.verb for move in life.moves]
    named = {state for move in life.moves for state in (*move.source, move.target)} | {*life.final, *life.path}
    assert (sorted(set(verbs)), named - set(life.states.values)) == (sorted(verbs), set())


# --- what binds itself to it ---
@each_life
def test_every_move_has_a_deed_and_every_deed_a_move(life: Lifecycle) -> None:
    assert set(life.bound.get("deeds", {})) == {move.verb for move in life.moves}


def _asked_by(life: Lifecycle, move: Move) -> set[str]:
    parameters = inspect.signature(life.bound["deeds"][move.verb]).parameters.values()
    return {p.name for p in parameters if p.kind is p.KEYWORD_ONLY and p.default is p.empty and p.name != "by"}


@each_move
def test_a_move_of_a_person_asks_for_what_its_deed_needs(life: Lifecycle, move: Move) -> None:
    if move.may is the_system_itself or move.verb in life.bound.get("pages", {}):
        return
    form = life.bound.get("forms", {}).get(move.verb)
    assert _asked_by(life, move) - set(form.base_fields if form else ()) == set()


# --- words ---
def _facts_told_by(deed: Callable[..., Any]) -> set[str]:
    return _told_in(inspect.unwrap(deed))


def _told_in(function: Callable[..., Any]) -> set[str]:
    """The names of facts in a deed, and in what it leaves them to: functions called ``_…`` and ``facts_of_…``."""
    calls = [node for node in ast.walk(_tree(function)) if isinstance(node, ast.Call)]
    told = {key for call in calls if getattr(call.func, "id", "") == "Told" for key in _keys(call)}
    if function.__name__.startswith("facts_of"):
        told |= _keys(_tree(function))
    for call in calls:
        helper = _called(call, function)
        if helper is not None:
            told |= {keyword.arg for keyword in call.keywords if keyword.arg} | _told_in(helper)
    return told


def _tree(function: Callable[..., Any]) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _keys(within: ast.AST) -> set[str]:
    dicts = [node for node in ast.walk(within) if isinstance(node, ast.Dict)]
    return {str(key.value) for each in dicts for key in each.keys if isinstance(key, ast.Constant)}


def _called(call: ast.Call, by: Callable[..., Any]) -> Callable[..., Any] | None:
    known, func = by.__globals__, call.func
    found = known.get(func.id) if isinstance(func, ast.Name) else None
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
        found = getattr(known.get(func.value.id), func.attr, None)
    tells = inspect.isfunction(found) and found.__name__.startswith(("_", "facts_of"))
    return found if tells else None


@each_move
def test_the_journal_s_sentence_uses_only_what_the_deed_tells(life: Lifecycle, move: Move) -> None:
    sentence = str(sentences.phrased()[life.entry_verb(move.verb)])
    known = {"actor", "subject"} | _facts_told_by(life.bound["deeds"][move.verb])
    assert set(_PLACEHOLDER.findall(sentence)) - known == set()
    assert sentence.endswith((".", "%(reason)s", "%(reply)s", "%(how)s"))


@pytest.mark.parametrize("path", generated_docs.pages(), ids=lambda path: path.name)
def test_generated_page_is_current(path: Any) -> None:
    now = path.read_text() if path.exists() else ""
    assert now == generated_docs.pages()[path], f"{path.relative_to(ROOT)} is stale: run `make docs`"


def test_no_page_of_a_life_is_left_over() -> None:
    written = set((ROOT / "docs/lifecycles").glob("*.md"))
    assert written - set(generated_docs.pages()) == set()


# --- the database ---
def _application(status: str) -> Application:
    now = timezone.now()
    return Application.objects.create(city=a_city(), status=status, reserved_until=now, first_submitted_at=now)


def _round(status: str) -> Round:
    return Round.objects.create(
        application=_application("circulating"), number=1, status=status, text={}, text_sha256="0" * 64,
        charter_version="2016", answer_due_at=timezone.now(),
    )  # fmt: skip


#: What a row needs besides its state, so that only the state decides.
FIELDS: dict[str, Callable[[], dict[str, Any]]] = {
    "prospect": lambda: {"city": a_city()},
    "withdrawal": lambda: {"city": a_city()},
    "conversion": lambda: {
        "city": a_city(),
        "grounds": ["support"],
        "resolution": "2026/1",
        "heard_at": timezone.now(),
    },
    "delivery": lambda: {"kind": "test", "language": "de", "to_address": "a@test.example", "about_id": 1},
}


def _row(life: Lifecycle, status: str) -> Any:
    if life.name == "application":
        return _application(status)
    if life.name == "round":
        return _round(status)
    assert life.name in FIELDS, f"say in FIELDS what a row of {life.name!r} needs"
    return life.model.objects.create(status=status, **FIELDS[life.name]())


def _is_refused(life: Lifecycle, row: Any, target: str) -> bool:
    table = connection.ops.quote_name(life.model._meta.db_table)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET status = %s WHERE id = %s", [target, row.pk])  # noqa: S608  # our table
            transaction.set_rollback(True)
    except DatabaseError as refused:
        return "Invalid transition" in str(refused)
    return False


@pytest.mark.django_db
@each_life
def test_the_database_refuses_exactly_the_changes_that_the_table_lacks(life: Lifecycle) -> None:
    """Raw SQL, past every line of Python: all pairs of states."""
    states = list(life.states.values)
    drawn = {(str(source), str(m.target)) for m in life.moves for source in m.source}
    lacking = {(a, b) for a in states for b in states if a != b} - drawn
    rows = {state: _row(life, state) for state in states}
    refused = {(a, b) for a in states for b in states if a != b and _is_refused(life, rows[a], b)}
    assert refused == lacking


@pytest.mark.django_db
@each_life
def test_the_database_refuses_a_state_that_nobody_drew(life: Lifecycle) -> None:
    with pytest.raises(IntegrityError, match=f"{life.name}_status_is_known"), transaction.atomic():
        _row(life, "asleep")


def test_only_the_system_is_the_system() -> None:
    assert the_system_itself(SYSTEM) is True


# --- strangers ---
@pytest.mark.django_db
@each_move
def test_a_stranger_is_refused_and_nothing_is_written(life: Lifecycle, move: Move) -> None:
    row = _row(life, move.source[0])
    deed, given = life.bound["deeds"][move.verb], dict.fromkeys(_asked_by(life, move))
    for stranger in (an_account(), AnonymousUser()):
        with pytest.raises(Refused) as refused:
            deed(row, by=stranger, **given)
        assert refused.value.reason.code == "not_entitled"
    assert (type(row).objects.get(pk=row.pk).status, Entry.objects.count()) == (move.source[0], 0)
