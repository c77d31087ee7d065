"""Letters of a round: the circular with its formal PDF, reminders, receipts (MEM-3, MEM-4)."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kontor.cities.models import City
from kontor.kernel.letters.document import Facts, Paragraph
from kontor.kernel.lingua import calendar
from kontor.kernel.lingua.languages import known, speaking
from kontor.kernel.mail import outbox
from kontor.kernel.mail.models import Message
from kontor.kernel.mail.outbox import Recipient, Words
from kontor.membership import queries
from kontor.membership.letters.exact_text import exact_text
from kontor.membership.letters.making import (
    addressed_to,
    formal,
    framed,
    is_invented,
    keep,
    link_to,
    name_of,
    secretariat,
    send,
)
from kontor.membership.models import Answer, Position, Round, Statement


def circular(round_: Round, city: City) -> Message | None:
    """The circular to one member city: who applies, the exact text with its hash, by when to answer (MEM-3)."""
    to = queries.recipient_at(city)
    if to is None:
        return None
    application = round_.application
    with speaking(to.language):
        language = known(to.language)
        words = {
            "city": name_of(application.city, language),
            "due": calendar.deadline(round_.answer_due_at),
        }
        title = _("Circular: application of %(city)s for membership") % words
        request = _("Please state by %(due)s, in writing, whether your city consents.") % words
        rule = _(
            "The application is accepted only with the written consent of every member city; silence is no consent."
        )
        facts = Facts(
            (
                (_("Applicant"), words["city"]),
                (_("Round"), str(round_.number)),
                (_("Answer by"), words["due"]),
                (_("Fingerprint of the text (SHA-256)"), round_.text_sha256),
            )
        )
        document = formal(
            to, title, [Paragraph(request), Paragraph(rule), facts, *exact_text(round_.text, language)],
            reference=f"{application.public_id}/{round_.number}", city=city, is_simulated=is_invented(application),
        )  # fmt: skip
        file = keep(document, f"circular-{language}.pdf", ("application", application.pk), "circular")
        return send(
            "membership.circular", to, ("round", round_.pk), title, [request, rule],
            link_to("application", application.public_id), [file],
        )  # fmt: skip


def reminder(round_: Round, city: City) -> None:
    """Remind one silent city."""
    to = queries.recipient_at(city)
    if to is None:
        return
    words = reminder_words(round_, to)
    outbox.queue(
        "membership.reminder", to, subject=words.subject, text=words.text, about_type="round", about_id=round_.pk
    )


def reminder_words(round_: Round, to: Recipient) -> Words:
    """What a reminder says to one recipient."""
    with speaking(to.language):
        words = {
            "city": name_of(round_.application.city, to.language),
            "due": calendar.deadline(round_.answer_due_at),
        }
        asked = _("Your city has not answered yet. An answer is asked for by %(due)s.") % words
        return Words(
            _("Reminder: your city's statement on %(city)s") % words,
            framed(to, [asked], link_to("application", round_.application.public_id)),
        )


def receipt(statement: Statement) -> None:
    """Confirm a statement to the person who made it."""
    if not statement.person.email:
        return
    to = addressed_to(statement.person, statement.city)
    with speaking(to.language):
        words = {
            "city": name_of(statement.city, to.language),
            "applicant": name_of(statement.round.application.city, to.language),
        }
        send(
            "membership.receipt", to, ("round", statement.round_id),
            _("Receipt: statement of %(city)s on %(applicant)s") % words,
            [
                _("this is the receipt for the statement that was recorded for your city."),
                "\n".join(_("%(label)s: %(value)s") % {"label": label, "value": value}
                          for label, value in _said(statement, words)),
                _("If you did not make this statement, please tell the secretariat at once."),
            ],
            link_to("application", statement.round.application.public_id),
        )  # fmt: skip


def raised(statement: Statement) -> None:
    """Tell the secretariat at once what keeps a round from becoming complete: an objection, or a question (MEM-4)."""
    if statement.position not in (Position.OBJECTION, Position.QUESTION):
        return
    application = statement.round.application
    for to in secretariat():
        with speaking(to.language):
            words = {
                "city": name_of(statement.city, to.language),
                "applicant": name_of(application.city, to.language),
            }
            if statement.position == Position.OBJECTION:
                kind, subject = "membership.objection", _("%(city)s objects to the application of %(applicant)s")
                asked = _("While the objection stays, the application is not accepted. These are the reasons:")
            else:
                kind, subject = "membership.question", _("%(city)s asks about the application of %(applicant)s")
                asked = _("You and the applicant can answer in the ledger. This is the question:")
            send(
                kind, to, ("round", statement.round_id), subject % words, [asked, statement.text],
                link_to("application", application.public_id),
            )  # fmt: skip


def answered(answer: Answer) -> None:
    """Bring the answer to the city that asked."""
    question = answer.question
    to = queries.recipient_at(question.city)
    if to is None:
        return
    application = question.round.application
    with speaking(to.language):
        words = {"applicant": name_of(application.city, to.language)}
        who = _("The applicant answers:") if answer.from_applicant else _("The secretariat answers:")
        send(
            "membership.answer", to, ("round", question.round_id),
            _("Answer to your city's question about %(applicant)s") % words,
            [_("Your city asked:"), question.text, who, answer.text,
             _("Your city can now state its position anew.")],
            link_to("application", application.public_id),
        )  # fmt: skip


def _said(statement: Statement, words: dict[str, str]) -> list[tuple[str, str]]:
    """All that a receipt has to prove: who said what, when, in which words, about exactly which text (BL16)."""
    zones = [statement.person.zone, statement.round.application.city.organisation.zone]
    at = " · ".join(each.written for each in calendar.in_zones(statement.stated_at, zones))
    said = [
        (_("Receipt number"), statement.public_id),
        (pgettext("of a statement", "For"), words["city"]),
        (_("Application for membership"), words["applicant"]),
        (pgettext("of a statement", "Position"), str(statement.get_position_display())),
        (pgettext("of a statement", "Recorded at"), at),
        (pgettext("of a statement", "Made by"), str(statement.person)),
    ]
    if statement.text:
        said.append((_("In your own words"), statement.text))
    if statement.signed_file:
        said.append((_("Signed statement as a file"), statement.signed_file.name))
    return [*said, (_("Fingerprint of the text (SHA-256)"), statement.text_sha256)]
