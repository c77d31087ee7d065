"""A real worker is killed while it sends: what it had begun is taken up by the next one (R5, ML01, FA01)."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psycopg
import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from kontor.config.embedded.server import OWNER, EmbeddedServer
from kontor.kernel.jobs.tasks import take_up_stalled
from kontor.kernel.mail import outbox
from kontor.kernel.mail.models import Message
from kontor.kernel.mail.outbox import Recipient
from tests.kontor_testing.jobs_and_mail import Sink

LIU = Recipient("liu@foshan.example", "刘示范", "zh-hans")


@pytest.fixture
def work(committed: str, settings: Any) -> Any:
    """Runs ``kontor worker --once`` in a process of its own, killed at a point if one is named; gives the exit code."""

    def run(crash_at: str = "") -> int:
        surroundings = {
            **os.environ, "KONTOR_DATABASE_NAME": committed, "KONTOR_CRASH_AT": crash_at,
            "EMAIL_URL": f"smtp://127.0.0.1:{settings.EMAIL_PORT}",
        }  # fmt: skip
        return subprocess.run(
            [sys.executable, "-m", "kontor", "worker", "--once"], env=surroundings, check=False, timeout=60
        ).returncode

    return run


def _let_its_heartbeat_be_old(database: str) -> None:
    """As if half a minute had passed since the worker died."""
    address = f"host={EmbeddedServer.here().socket_directory} user={OWNER} dbname={database}"
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")


@pytest.mark.parametrize("point", ["mail.send:transmitted", "delivery.accept:journalled"])
def test_what_a_killed_worker_had_begun_is_done_by_the_next_one(
    smtp: Sink, committed: str, work: Any, do_jobs: Callable[[], int], point: str
) -> None:
    message = outbox.queue("test.letter", LIU, subject="s", text="t", about_type="test", about_id=1)
    assert work(point) == -signal.SIGKILL
    assert list(ProcrastinateJob.objects.filter(args__message_id=message.pk).values_list("status", flat=True)) == [
        "doing"
    ]
    _let_its_heartbeat_be_old(committed)
    with suppress(AlreadyEnqueued):  # the killed one may have come to it by the clock
        take_up_stalled.configure(task_kwargs={"timestamp": 0}).defer()
    assert (message.status, work()) == ("queued", 0)
    do_jobs()
    message.refresh_from_db()
    assert (message.status, Message.objects.count()) == ("accepted", 1)
    assert len(smtp.mails) == {"mail.send:transmitted": 2, "delivery.accept:journalled": 1}[point]
    assert len({mail["Message-ID"] for mail in smtp.mails}) == 1


def test_a_worker_takes_up_stalled_jobs_and_waiting_messages_by_the_clock() -> None:
    from procrastinate.contrib.django import app  # noqa: PLC0415

    app.perform_import_paths()  # type: ignore[no-untyped-call]
    known = {task.name for task, *_rest in (entry for entry in _periodic(app))}
    assert {"kontor.kernel.jobs.tasks.take_up_stalled", "kontor.kernel.mail.tasks.take_up_waiting"} <= known


def _periodic(app: Any) -> Any:
    return [(periodic.task,) for periodic in app.periodic_registry.periodic_tasks.values()]
