"""Letters after the round: seat, memorandum, observer’s seat, refusal, admission (MEM-5, MEM-7)."""

from django.utils.translation import gettext as _

from kontor.charter.ratio import KEPT, SeatDecision
from kontor.kernel import clock
from kontor.kernel.letters.document import Document, Facts, Heading, Paragraph, Signature
from kontor.kernel.lingua import calendar
from kontor.kernel.lingua.languages import known, speaking
from kontor.kernel.mail.outbox import Recipient
from kontor.membership.letters.making import (
    applicants,
    formal,
    is_invented,
    keep,
    link_to,
    name_of,
    send,
    sender,
)
from kontor.membership.letters.short import tell
from kontor.membership.models import Application
from kontor.membership.models.alliance import charter_in_force
from kontor.people.models.seat import today


def _to_applicant(kind: str, application: Application) -> None:
    about, link = ("application", application.pk), link_to("application", application.public_id)
    tell(kind, applicants(application), about, application.city, link)


def seat_reserved(application: Application) -> None:
    """Tell the applicant that the seat is held, and send the memorandum for signature (MEM-5)."""
    for to in applicants(application):
        with speaking(to.language):
            language = known(to.language)
            words = {
                "city": name_of(application.city, language),
                "until": calendar.deadline(application.reserved_until or clock.now()),
            }
            file = keep(
                memorandum(application, to),
                f"memorandum-{language}.pdf",
                ("application", application.pk),
                "memorandum text",
            )
            send(
                "membership.seat_reserved", to, ("application", application.pk),
                _("All member cities have consented: a seat is reserved for %(city)s") % words,
                [
                    _("Please sign the memorandum of understanding and send it to the secretariat."),
                    _("The seat is reserved until %(until)s.") % words,
                ],
                link_to("application", application.public_id), [file],
            )  # fmt: skip


def memorandum(application: Application, to: Recipient) -> Document:
    """The memorandum of understanding for signature, in the applicant's language (S3 IV, in our own words)."""
    charter = charter_in_force()
    language = known(to.language)
    aims = [rule for rule in charter.rules if rule.group in ("principle", "aim")]
    blocks: list[object] = [
        Paragraph(
            _("With this memorandum %(city)s joins the alliance, on the ground of its charter (version %(version)s).")
            % {"city": name_of(application.city, language), "version": charter.version}
        ),
        Heading(_("What the members agree on")),
        *(Paragraph(rule.text[language]) for rule in aims),
        Heading(_("Signature")),
        Paragraph(_("Place, date, name and function of the signatory:")),
        Signature((name_of(application.city, language),)),
    ]
    return Document(
        language=language,  # type: ignore[arg-type]
        title=_("Memorandum of understanding"),
        sender=sender(language),
        date=today(),
        reference=application.public_id,
        blocks=tuple(blocks),  # type: ignore[arg-type]
        mark=_("Simulated: part of the demo record") if is_invented(application) else None,
    )


def observer_seat_offered(application: Application, decision: SeatDecision) -> None:
    """All consented, but no seat is free, or others wait for it: offer the observer's seat (MEM-7)."""
    is_kept = decision.reason.code == KEPT
    _to_applicant(f"membership.observer_offered{'_in_line' if is_kept else ''}", application)


def not_admitted(application: Application) -> None:
    """An objection stayed (MEM-4)."""
    _to_applicant("membership.not_admitted", application)


def seat_lapsed(application: Application) -> None:
    """The reservation ended without a signature."""
    _to_applicant("membership.seat_lapsed", application)


def admission(application: Application) -> None:
    """The formal written notification of the membership, in the city's own language (MEM-5)."""
    for to in applicants(application):
        with speaking(to.language):
            language = known(to.language)
            charter = charter_in_force()
            words = {
                "city": name_of(application.city, language),
                "on": calendar.day(application.signed_on) if application.signed_on else "–",
                "place": application.signed_in,
            }
            title = _("Admission to the alliance: %(city)s") % words
            accepted = _(
                "All member cities have consented in writing, and the memorandum was signed in %(place)s on %(on)s."
            )
            blocks = [
                Paragraph(
                    _(
                        "we have the honour to inform you of the admission: %(city)s is a member of the alliance "
                        "from today."
                    )
                    % words
                ),
                Paragraph(accepted % words),
                Paragraph(_("The membership will be announced at the next joint session. It is free of charge.")),
                Facts(
                    (
                        (_("Member"), words["city"]),
                        (_("Member since"), calendar.day(today())),
                        (_("Charter"), _("version %(version)s, clause II.5.1") % {"version": charter.version}),
                    )
                ),
            ]
            document = formal(
                to, title, blocks, reference=application.public_id, city=application.city,
                is_simulated=is_invented(application),
            )  # fmt: skip
            file = keep(document, f"admission-{language}.pdf", ("application", application.pk), "admission letter")
            send(
                "membership.admission", to, ("application", application.pk), title,
                [_("Please find the formal notification attached.")],
                link_to("application", application.public_id), [file],
            )  # fmt: skip
