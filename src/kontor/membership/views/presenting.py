"""Rows as components take them: steps, ledger, deliveries, history. No query here but what the rows bring along."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kontor.kernel import clock
from kontor.kernel.addresses import address_of
from kontor.kernel.audit.models import Entry
from kontor.kernel.audit.sentences import lines
from kontor.kernel.lingua.calendar import last_day_before
from kontor.kernel.lingua.names import is_han
from kontor.kernel.mail.lifecycle import OUTSTANDING, Status, looks_after_deliveries
from kontor.kernel.mail.models import Message
from kontor.kernel.mail.words import worded
from kontor.membership import sides
from kontor.membership.lifecycle import ApplicationStatus as S
from kontor.membership.lifecycle import RoundStatus
from kontor.membership.models import Answer, Application, Hearing, Position, Round, Statement
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.queries import LedgerRow
from kontor.membership.rules import answers_questions
from kontor.membership.telling import TOLD_TO_MEMBERS
from kontor.people.models import Role
from kontor.ui.moves import buttons, has_form


def day_of(moment: datetime | None) -> date | None:
    """The day on which something was; nothing for what has not happened."""
    return clock.day_of(moment) if moment else None


def day_before(moment: datetime) -> date | None:
    """The last day of a deadline that ends with the midnight after it."""
    return last_day_before(moment, charter_in_force().deadline_zone.figures.zone)


def dates(application: Application, round_: Round | None) -> dict[str, Any]:
    """The dates of an application, with the zones of both parties: plain values only."""
    memorandum = application.memorandum
    return {
        "received": application.first_submitted_at,
        "dispatched": round_.dispatched_at if round_ else None,
        "answers_by": round_.answer_due_at if round_ and round_.status == "running" else None,
        "consented": application.consented_at,
        "reserved_until": application.reserved_until if application.status == S.SEAT_RESERVED else None,
        "signed_on": application.signed_on,
        "signed_in": application.signed_in,
        "signatory": application.signatory,
        "memorandum_url": memorandum.get_absolute_url() if memorandum else "",
        "admitted": application.admitted_at,
        "zones": clock.zones_beside(application.city.organisation.zone),
    }


_TONES: dict[str, str] = {
    S.DRAFT: "quiet",
    S.SUBMITTED: "waiting",
    S.CIRCULATING: "active",
    S.SEAT_RESERVED: "active",
    S.SIGNED: "active",
    S.ADMITTED: "good",
    S.NO_SEAT: "waiting",
    S.OBSERVING: "waiting",
    S.NOT_ADMITTED: "stopped",
    S.TAKEN_BACK: "stopped",
}


def tone_of(application: Application) -> str:
    """The tone of an application's state."""
    return _TONES[application.status]


# --- the line of steps ---
def steps(
    application: Application, round_: Round | None, given: int, required: int, announced: date | None
) -> list[Any]:
    """From the application to the announcement, with dates (look: an admission)."""
    consents = _("%(given)s of %(required)s") % {"given": given, "required": required} if round_ else ""
    done = [
        (pgettext("step", "Application"), day_of(application.first_submitted_at), ""),
        (pgettext("step", "Circular"), day_of(round_.dispatched_at) if round_ else None, ""),
        (pgettext("step", "Consents"), day_of(application.consented_at), consents),
        (pgettext("step", "Memorandum"), application.signed_on, ""),
        (pgettext("step", "Admission"), day_of(application.admitted_at), ""),
        (pgettext("step", "Announcement"), announced, ""),
    ]
    reached = _reached(application, round_, announced)
    line = [
        {"label": label, "on": on if place < reached else None, "note": note, "state": _state(place, reached)}
        for place, (label, on, note) in enumerate(done)
    ]
    return _with_ending(line, application, reached)


def _reached(application: Application, round_: Round | None, announced: date | None) -> int:
    if application.status == S.ADMITTED:
        return 6 if announced else 5
    if application.status in (S.NOT_ADMITTED, S.TAKEN_BACK):
        known = (application.first_submitted_at, round_, application.consented_at)
        return sum(1 for each in known if each)
    order = {
        S.DRAFT: 0,
        S.SUBMITTED: 1,
        S.CIRCULATING: 2,
        S.SEAT_RESERVED: 3,
        S.NO_SEAT: 3,
        S.OBSERVING: 3,
        S.SIGNED: 4,
    }
    return order[S(application.status)]


def _state(place: int, reached: int) -> str:
    return "done" if place < reached else "current" if place == reached else "todo"


def _with_ending(line: list[dict[str, Any]], application: Application, reached: int) -> list[dict[str, Any]]:
    if application.status in (S.NOT_ADMITTED, S.TAKEN_BACK):
        ending = {"label": application.get_status_display(), "state": "stopped", "on": None, "note": ""}
        return [*line[:reached], ending]
    if application.status in (S.NO_SEAT, S.OBSERVING):
        waiting = {"label": pgettext("step", "Free seat"), "state": "current", "on": None, "note": _("waiting")}
        return [*line[:3], waiting, *({**each, "state": "todo"} for each in line[3:])]
    return line


# --- the ledger ---
def ledger(rows: Iterable[LedgerRow], round_: Round, user: Any) -> dict[str, Any]:
    """Both columns of the ledger, with the names of the sides."""
    shown: dict[str, list[dict[str, Any]]] = {"a": [], "b": []}
    marks = {side.code: sides.mark_of(side.code) for side in charter_in_force().sides}
    for row in rows:
        shown[marks[row.city.side]].append(_ledger_row(row, round_, user))
    if round_.status == RoundStatus.RUNNING and answers_questions(user, round_.application):
        for each in (*shown["a"], *shown["b"]):
            if each["position"] == "question":
                each["answer_url"] = address_of("membership:answer", each["receipt"])
    all_shown = [*shown["a"], *shown["b"]]
    return {
        "number": round_.number,
        "rows_a": shown["a"],
        "rows_b": shown["b"],
        "any_simulated": any(row["simulated"] for row in all_shown),
        "may_be_kept": not any(_is_passing(row["delivery"]) for row in all_shown),
        **sides.names(),
    }


def _is_passing(delivery: dict[str, Any]) -> bool:
    """Whether it holds what may not be kept: the reader's token in a form, or what a mail server answered."""
    return bool(delivery["why"]) or has_form(delivery["moves"])


def _ledger_row(row: LedgerRow, round_: Round, user: Any) -> dict[str, Any]:
    said = row.statement
    return {
        "name": str(row.city),
        "url": row.city.get_absolute_url(),
        "position": row.position,
        "word": _position_word(row),
        "on": day_of(row.released_at or (said.stated_at if said else None)),
        "note": _role(said.role) if said else "",
        "text": said.text if said and said.position != Position.CONSENT else "",
        "words": said.text if said and said.position == Position.CONSENT else "",
        "text_lang": language_of(said) if said else "",
        "simulated": bool(said and said.is_simulated),
        "signed_url": said.signed_file.get_absolute_url() if said and said.signed_file else "",
        "receipt": said.public_id if said else "",
        "answers": _answers(row, said),
        "earlier": [{**_earlier(each), "answers": _answers(row, each)} for each in reversed(row.history)],
        "delivery": _circular(row.message, user) if row.message else _no_letter(round_),
    }


def language_of(said: Statement | Answer | Hearing) -> str:
    """The language of what a person typed: the script tells Chinese, otherwise it is the person's own."""
    return "zh-hans" if is_han(said.text) else said.person.language


def _position_word(row: LedgerRow) -> str:
    if row.position == "released":
        return pgettext("ledger", "left, no longer asked")
    return str(Position(row.statement.position).label) if row.statement else pgettext("ledger", "no answer yet")


def _role(role: str) -> str:
    return str(Role(role).label) if role in Role.values else role


def _earlier(said: Statement) -> dict[str, Any]:
    return {
        "word": said.get_position_display(),
        "on": day_of(said.stated_at),
        "by": _role(said.role),
        "text": said.text,
    }


def _answers(row: LedgerRow, said: Statement | None) -> list[dict[str, Any]]:
    """What was answered to a question: who, when, the words."""
    applicant, secretariat = pgettext("answer by", "applicant"), pgettext("answer by", "secretariat")
    return [
        {
            "by": applicant if each.from_applicant else secretariat,
            "on": day_of(each.answered_at),
            "text": each.text,
            "lang": language_of(each),
            "simulated": each.is_simulated,
        }
        for each in (row.answers.get(said.pk, ()) if said else ())
    ]


def _no_letter(round_: Round) -> dict[str, Any]:
    return {
        "tone": "needs",
        "word": _("no address: the circular was not sent"),
        "failed": True,
        "on": None,
        "why": "",
        "moves": [],
    }


# --- letters ---
_DELIVERY_TONES: dict[str, str] = {
    Status.QUEUED: "waiting",
    Status.ACCEPTED: "good",
    Status.FAILED: "needs",
    Status.EVIDENCED: "good",
}


def delivery(message: Any, user: Any) -> dict[str, Any]:
    """How a letter (asked for ``with_last_failure``) reached its recipient, and what can be done when it did not.

    What a server replied, and what evidence there is, is for those who look after deliveries: both name addresses.
    """
    return {**_state_of(message, user), "moves": buttons(message, user)}


def _circular(message: Message, user: Any) -> dict[str, Any]:
    """How a circular reached its city. One on its way offers nothing here; the page of all deliveries does."""
    return {**_state_of(message, user), "moves": buttons(message, user) if message.status == Status.FAILED else []}


def _state_of(message: Any, user: Any) -> dict[str, Any]:
    failure = message.last_failure if message.status in OUTSTANDING else ""
    return {
        "tone": _DELIVERY_TONES[message.status],
        "word": str(Status(message.status).label),
        "failed": message.status == Status.FAILED,
        "on": day_of(message.arrived_at),
        "why": (message.evidence or worded(failure or "")) if looks_after_deliveries(user, message) else "",
    }


def letters(messages: Iterable[Message], user: Any, *, with_addresses: bool) -> list[dict[str, Any]]:
    """The letters of a record: subject in the language it was written in, day, delivery, what they carried."""
    return [
        {
            "subject": message.subject,
            "lang": message.language,
            "written": day_of(message.written_at),
            "to": message.to_address if with_addresses else "",
            "editable": with_addresses,
            "files": list(message.attachments.all()),
            "delivery": delivery(message, user),
        }
        for message in messages
    ]


# --- history ---
_RECENT = 8


def history(entries: Iterable[Entry], *, knows_all: bool) -> dict[str, list[dict[str, Any]]]:
    """The journal as a timeline of sentences, newest first; saves of a draft are many and say little.

    Without ``knows_all`` only what member cities are told: see ``telling.py``.
    """
    seen = [entry for entry in entries if knows_all or entry.verb in TOLD_TO_MEMBERS]
    shown = [entry for entry in seen if entry.verb != "application.save"]
    items = [
        {
            "on": day_of(line.at),
            "title": line.sentence,
            "source": _clause(line.clause, line.charter_version),
            "simulated": bool(entry.facts.get("simulated")),
        }
        for entry, line in zip(shown, lines(shown), strict=True)
    ]
    return {"recent": items[:_RECENT], "older": items[_RECENT:]}


def _clause(clause: str, version: str) -> str:
    return _("charter %(version)s, %(clause)s") % {"version": version, "clause": clause} if clause else ""
