"""Killed at a named point, started again: no half state, nothing acknowledged lost (R5, FA01, ML01)."""

import ast
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

import kontor
from kontor.kernel.audit import chain
from kontor.kernel.audit.models import Entry
from kontor.kernel.mail.models import Message
from kontor.membership import actions
from kontor.membership.models import Application, Round, Standing, Statement
from kontor.membership.tests import one_deed
from kontor.membership.tests.factories import a_draft, a_running_round, a_small_alliance, everybody_consents
from tests.kontor_testing.jobs_and_mail import Sink

DISPATCHING = (
    "application.circulate:locked", "membership.circulate:electorate_frozen", "application.circulate:journalled",
)  # fmt: skip
STATING = (
    "round.state:locked", "membership.state:recorded", "round.state:journalled", "round.complete:journalled",
    "application.reserve_seat:journalled",
)  # fmt: skip
STATED, STANDING_CHANGED, TRANSMITTED = (
    "round.state:committed", "membership.admit:standing_changed", "mail.send:transmitted",
)  # fmt: skip
SIGNING = tuple(f"application.{verb}:{moment}" for verb in ("sign", "admit") for moment in ("locked", "journalled"))
TRIED = {*DISPATCHING, *STATING, STATED, STANDING_CHANGED, TRANSMITTED, *SIGNING}


@pytest.fixture
def deed(committed: str, files_root: Path, settings: Any) -> Callable[..., int]:
    """Runs one deed in a process of its own, killed at a point if one is named; gives the exit code."""

    def run(name: str, crash_at: str = "") -> int:
        return one_deed.run(
            name, database=committed, files=files_root, mail_port=settings.EMAIL_PORT, crash_at=crash_at
        )

    return run


def _jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE '%send_message'")
        return int(cursor.fetchone()[0])


def _check_invariants() -> None:
    """What must hold at every moment, whatever happened before."""
    chain.seal()
    assert list(chain.check()) == []
    assert Message.objects.count() == _jobs()  # every letter has its job, every job its letter
    for application in Application.objects.all():
        rounds = application.rounds.filter(status="running").count()
        assert rounds == (1 if application.status == "circulating" else 0)
        holds_seat = application.status in ("seat_reserved", "signed")
        assert (application.reserved_until is not None) == holds_seat or application.status == "admitted"
        is_member = Standing.objects.current().members().filter(city=application.city).exists()
        assert is_member == (application.status == "admitted")
    for statement in Statement.objects.all():
        assert Entry.objects.filter(verb="round.state", facts__receipt=statement.public_id).count() == 1


@pytest.mark.parametrize("point", DISPATCHING)
def test_killed_while_dispatching_nothing_has_happened_and_it_can_be_done_again(deed: Any, point: str) -> None:
    small = a_small_alliance()
    draft = a_draft(small)
    actions.submit(draft, by=small.voice(draft.city))
    assert deed("circulate", point) == -signal.SIGKILL
    assert (Application.objects.get().status, Round.objects.count()) == ("submitted", 0)
    _check_invariants()
    assert deed("circulate") == 0
    assert Message.objects.filter(kind="membership.circular").count() == 3
    _check_invariants()


@pytest.mark.parametrize("point", STATING)
def test_killed_while_stating_or_completing_the_consent_is_not_half_there(deed: Any, point: str) -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    everybody_consents(small, running, but=1)
    assert deed("state", point) == -signal.SIGKILL
    assert (Application.objects.get().status, Statement.objects.count()) == ("circulating", 2)
    _check_invariants()
    assert deed("state") == 0
    assert (Application.objects.get().status, Statement.objects.count()) == ("seat_reserved", 3)
    _check_invariants()


def test_killed_after_the_commit_the_consent_stands(deed: Any) -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    everybody_consents(small, running, but=1)
    assert deed("state", STATED) == -signal.SIGKILL
    assert Application.objects.get().status == "seat_reserved"
    _check_invariants()


@pytest.mark.parametrize("point", SIGNING)
def test_killed_while_signing_or_admitting_the_state_is_the_one_before(deed: Any, point: str) -> None:
    name = point.partition(":")[0].removeprefix("application.")
    small = a_small_alliance()
    running = a_running_round(small)
    everybody_consents(small, running)
    if name == "admit":
        assert deed("sign") == 0
    before = Application.objects.get().status
    assert deed(name, point) == -signal.SIGKILL
    assert Application.objects.get().status == before
    _check_invariants()
    assert deed(name) == 0
    assert Application.objects.get().status == {"sign": "signed", "admit": "admitted"}[name]
    _check_invariants()


def test_killed_between_standing_and_letter_the_city_is_no_member_yet(deed: Any) -> None:
    small = a_small_alliance()
    everybody_consents(small, a_running_round(small))
    assert deed("sign") == 0
    assert deed("admit", STANDING_CHANGED) == -signal.SIGKILL
    assert Message.objects.filter(kind="membership.admission").count() == 0
    _check_invariants()


def test_ml01_killed_after_the_servers_250_the_second_mail_has_the_same_message_id(deed: Any, smtp: Sink) -> None:
    small = a_small_alliance()
    a_running_round(small)
    assert deed("mail", TRANSMITTED) == -signal.SIGKILL
    assert Message.objects.filter(status="accepted").count() == 0
    assert deed("mail") == 0
    assert Message.objects.filter(status="accepted").count() == 1
    assert len(smtp.mails) == 2
    assert smtp.mails[0]["Message-ID"] == smtp.mails[1]["Message-ID"]
    _check_invariants()


def _points() -> list[str]:
    """The points that the code names, as patterns: what stands in braces is any name."""
    package = Path(kontor.__file__).parent
    product = [path for path in package.rglob("*.py") if "tests" not in path.parts]
    calls = [
        call.args[0]
        for path in product
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "crashpoint"
    ]
    return [_pattern(each) for each in calls]


def _pattern(name: ast.expr) -> str:
    parts = name.values if isinstance(name, ast.JoinedStr) else [name]
    return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+" for part in parts)


def test_r5_every_point_that_the_code_names_is_tried_and_each_moment_of_a_move_with_some_move() -> None:
    """A point that nobody tries proves nothing. The moments of a move are points of one machinery for all moves."""
    points = _points()
    moments = [point for point in points if point.startswith(r"\w+")]
    assert (len(points) - len(moments), len(moments)) == (4, 3)
    assert [point for point in points if not any(re.fullmatch(point, name) for name in TRIED)] == []
    assert [name for name in sorted(TRIED) if not any(re.fullmatch(point, name) for point in points)] == []
