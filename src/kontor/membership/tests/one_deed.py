"""Does one deed in a process of its own, so that a test can kill it at a named point (R5).

Processes are forked from a server that has only loaded Django: fork from the test's own process would
copy its connections and the threads of its PDF compiler.
"""

import multiprocessing
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kontor.config.settings")
django.setup()

from django.conf import settings  # noqa: E402  # the fork server loads Django by importing this module
from django.db import connections  # noqa: E402

from kontor.kernel.files.accepting import Accepted  # noqa: E402
from kontor.kernel.mail import tasks  # noqa: E402
from kontor.kernel.mail.models import Message  # noqa: E402
from kontor.membership import actions  # noqa: E402
from kontor.membership.models import Application, Round, Standing  # noqa: E402
from kontor.people.models import Account, Seat  # noqa: E402

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__])


def run(name: str, *, database: str, files: Path, mail_port: int, crash_at: str = "") -> int:
    """Do the deed on the test's database, killed at ``crash_at`` if that is named; gives the exit code."""
    process = _processes.Process(target=_do, args=(name, database, files, mail_port, crash_at))
    process.start()
    process.join(60)
    assert process.exitcode is not None, f"{name} hangs"
    return process.exitcode


def _do(name: str, database: str, files: Path, mail_port: int, crash_at: str) -> None:
    os.environ["KONTOR_CRASH_AT"] = crash_at
    settings.FILES_ROOT, settings.EMAIL_PORT = files, mail_port
    connections.settings["default"]["NAME"] = database
    _deeds()[name]()


def _deeds() -> dict[str, Callable[[], object]]:

    def secretary() -> Account:
        return Account.objects.get(person__seats__organ__kind="secretariat")

    def last_voice() -> object:
        running = Round.objects.get()
        silent = running.consent_state().silent[0]
        city = Standing.objects.get(city_id=int(silent)).city
        seat = Seat.objects.speaking_for(city.organisation_id).get()
        return actions.state(running, by=Account.objects.get(person=seat.person), city=city, position="consent")

    def sign() -> object:
        paper = Accepted("mou.pdf", b"%PDF-1.7 signed", "application/pdf")
        return actions.sign(
            Application.objects.get(), by=secretary(), signatory="M", signed_in="Neuss", signed_on=date(2026, 1, 5),
            memorandum=paper,
        )  # fmt: skip

    return {
        "circulate": lambda: actions.circulate(Application.objects.get(), by=secretary()),
        "state": last_voice,
        "sign": sign,
        "admit": lambda: actions.admit(Application.objects.get(), by=secretary()),
        "mail": lambda: tasks.send_message.func(Message.objects.filter(status="queued").order_by("id")[0].pk),
    }
