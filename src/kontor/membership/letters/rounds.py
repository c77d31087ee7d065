"""Letters of a round: the circular with its formal PDF, reminders, receipts (MEM-3, MEM-4)."""

from django.utils.translation import gettext as _

from kontor.cities.models import City
from kontor.kernel.letters.document import Facts, Heading, Paragraph, Run
from kontor.kernel.lingua import calendar
from kontor.kernel.lingua.languages import known, speaking
from kontor.kernel.mail.models import Message
from kontor.membership import queries
from kontor.membership.letters.making import addressed_to, formal, keep, link_to, name_of, send
from kontor.membership.models import Application, Round, Statement
from kontor.membership.models.alliance import charter_in_force


def _dossier_blocks(application: Application, language: str) -> list[object]:
    blocks: list[object] = []
    for part, content in application.parts():
        found = content.best_for(language)
        if found is None:
            continue
        lang = None if found.is_own_language else found.version.language
        blocks.append(Heading(str(part.label)))
        for paragraph in found.version.text.split("\n\n"):
            blocks.append(Paragraph((Run(paragraph, lang),) if lang else paragraph))  # type: ignore[arg-type]
    return blocks


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
            "due": calendar.moment(round_.answer_due_at, charter_in_force().deadline_zone.figures.zone),
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
            to, title, [Paragraph(request), Paragraph(rule), facts, *_dossier_blocks(application, language)],
            reference=f"{application.public_id}/{round_.number}", city=city, is_simulated=application.is_simulated,
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
    with speaking(to.language):
        words = {
            "city": name_of(round_.application.city, to.language),
            "due": calendar.moment(round_.answer_due_at, charter_in_force().deadline_zone.figures.zone),
        }
        send(
            "membership.reminder", to, ("round", round_.pk),
            _("Reminder: your city's statement on %(city)s") % words,
            [_("Your city has not answered yet. An answer is asked for by %(due)s.") % words],
            link_to("application", round_.application.public_id),
        )  # fmt: skip


def reminders_sent(round_: Round) -> int:
    """How many times the silent cities of a round have been reminded."""
    from kontor.kernel.audit.models import Entry  # noqa: PLC0415  # only this question reads the journal

    return Entry.objects.about("round", round_.pk).filter(verb="round.remind").count()


def receipt(statement: Statement) -> None:
    """Confirm a statement to the person who made it."""
    if not statement.person.email:
        return
    to = addressed_to(statement.person, statement.city)
    with speaking(to.language):
        words = {
            "city": name_of(statement.city, to.language),
            "applicant": name_of(statement.round.application.city, to.language),
            "position": statement.get_position_display(),
            "receipt": statement.public_id,
        }
        send(
            "membership.receipt", to, ("round", statement.round_id),
            _("Receipt: statement of %(city)s on %(applicant)s") % words,
            [
                _("We have recorded: %(position)s. Receipt number: %(receipt)s.") % words,
                _("If this was not you, answer this mail at once."),
            ],
            link_to("application", statement.round.application.public_id),
        )  # fmt: skip
