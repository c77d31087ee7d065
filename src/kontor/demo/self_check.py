"""The main job by itself, as a person would do it: the last consent, the admission, its letter.

Works on a scratch database with the record loaded. Everything a person does goes through the pages; the worker and the
mail server are the real ones.
"""

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any, NoReturn

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app

from kontor.demo.mailbox import attachments
from kontor.demo.mailserver import mail_server
from kontor.demo.models import ReceivedMail
from kontor.demo.personas import Persona, persona
from kontor.kernel.audit import chain
from kontor.kernel.letters.pdf import render_pdf
from kontor.kernel.mail.lifecycle import Status
from kontor.kernel.mail.models import Message
from kontor.membership import letters, queries
from kontor.membership.lifecycle import ApplicationStatus
from kontor.membership.models import Application, Standing
from kontor.people.models import Account
from kontor.people.models.seat import today
from kontor.ui.moves import move_url

Say = Callable[[str], None]
#: Whose admission the main job is about.
APPLICANT = "rhein-kreis-neuss"


class CheckFailed(Exception):  # noqa: N818  # an answer, not a programming error
    """A step did not do what it should; the message says which."""


def do_the_main_job(say: Say) -> int:
    """Do it and say so step by step; 0 when all went well, 1 with a sentence when something did not."""
    try:
        with mail_server(settings.EMAIL_PORT):
            _consent(say)
            _sign_and_admit(say)
            _look_at_what_follows(say)
    except CheckFailed as failed:
        say(f"FAILED: {failed}")
        return 1
    say("The main job is done, and everything fits.")
    return 0


def _consent(say: Say) -> None:
    row = _application()
    before = row.current_round.consent_state()
    _expect(len(before.silent) == 1 and not before.complete, "exactly one city has not answered")
    aachen = _persona("aachen")
    city = next(row.city for row in queries.ledger(row.current_round) if row.position == "silence")
    given = {
        "city": city.public_id,
        "round": row.current_round.public_id,
        "position": "consent",
        "text": "Einverstanden.",
    }
    _do(aachen, row.current_round, "state", given)
    row = _application()
    _expect(row.status == ApplicationStatus.SEAT_RESERVED, "the last consent completes the round and reserves the seat")
    say(f"{city} consented, the round is complete, a seat is reserved until {row.reserved_until:%Y-%m-%d}.")
    _work()
    _expect(_has_arrived("membership.seat_reserved"), "the memorandum reaches the applicant")
    say("The memorandum reached the applicant by mail.")


def _sign_and_admit(say: Say) -> None:
    secretariat, row = _persona("secretariat"), _application()
    memorandum = render_pdf(letters.memorandum(row, letters.applicants(row)[0]))
    signature = {
        "signatory": "Mareike Erlenkamp",
        "signed_in": "Grevenbroich",
        "signed_on": today().isoformat(),
        "memorandum": SimpleUploadedFile("memorandum.pdf", memorandum, "application/pdf"),
    }
    _do(secretariat, row, "sign", signature)
    _expect(_application().status == ApplicationStatus.SIGNED, "the signature is on record")
    say("The secretariat recorded the signature under the memorandum.")
    _do(secretariat, _application(), "admit", {})
    _expect(_application().status == ApplicationStatus.ADMITTED, "the city is admitted")
    is_member = Standing.objects.current().members().filter(city=row.city).exists()
    _expect(is_member, "the city is a member from today")
    counted = Standing.objects.current().members().tally()
    say(f"{row.city} is a member; there are now {counted['CN']} Chinese and {counted['DE']} German members.")


def _look_at_what_follows(say: Say) -> None:
    _work()
    _expect(_has_arrived("membership.admission"), "the letter of admission is delivered")
    letter = Message.objects.filter(kind="membership.admission").latest("id")
    received = ReceivedMail.objects.filter(to_address=letter.to_address, subject=letter.subject).first()
    _expect(received is not None and len(attachments(received.parsed())) == 1, "the letter is in the mailbox, as PDF")
    say(f"The letter of admission was accepted by the mail server for {letter.to_address}.")
    waiting = [standing.city_id for standing in queries.awaiting_announcement()]
    _expect(waiting == [_application().city_id], "the announcement waits for the next joint session")
    say("The announcement waits for the next joint session.")
    chain.seal()
    findings = list(chain.check())
    _expect(not findings, f"the journal is whole {findings}")
    say(f"The journal is whole up to {chain.head()}.")


def _application() -> Application:
    return Application.objects.select_related("city__organisation").get(city__organisation__key=APPLICANT)


def _persona(key: str) -> Persona:
    return persona(key) or _fail(f"the record has the persona {key}")


def _do(who: Persona, row: Any, verb: str, given: dict[str, Any]) -> None:
    """Sign in, open the page of the move, and send its form, as the buttons lead there."""
    account = Account.objects.get(email=who.email)
    offer = next((each for each in row.lifecycle.offers(row, account) if each.move.verb == verb), None)
    if offer is None:
        _fail(f"{who.email} is offered “{verb}”")
    with _signed_in(who) as browser:
        page = move_url(offer)
        shown = browser.get(page).status_code
        _expect(shown == 200, f"{page} opens for {who.email} (it answered {shown})")
        answered = browser.post(page, given).status_code
        _expect(answered == 302, f"“{verb}” by {who.email} is accepted (the page answered {answered})")


@contextmanager
def _signed_in(who: Persona) -> Any:
    browser = Client(HTTP_HOST="localhost")
    answer = browser.post(reverse("account_login"), {"login": who.email, "password": who.password})
    _expect(answer.status_code == 302, f"{who.email} can sign in (the page answered {answer.status_code})")
    yield browser


def _work() -> None:
    """Do the jobs that wait, as `kontor worker` does them, then come back."""
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def _has_arrived(kind: str) -> bool:
    states = set(Message.objects.filter(kind=kind).values_list("status", flat=True))
    return states == {Status.ACCEPTED}


def _expect(holds: bool, what: str) -> None:
    if not holds:
        _fail(what)


def _fail(what: str) -> NoReturn:
    raise CheckFailed(f"expected that {what}.")
