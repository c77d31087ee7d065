"""The letters of this app. Each is written in its recipient's language; the formal ones carry a PDF."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _

from kontor.cities.models import City
from kontor.kernel import clock
from kontor.kernel.files.models import File
from kontor.kernel.files.storing import store
from kontor.kernel.letters.document import Document, Facts, Heading, Paragraph, Party, Run, Signature
from kontor.kernel.letters.pdf import render_pdf
from kontor.kernel.lingua import calendar
from kontor.kernel.lingua.content import Content
from kontor.kernel.lingua.languages import known, speaking
from kontor.kernel.mail import outbox
from kontor.kernel.mail.models import Message
from kontor.kernel.mail.outbox import Recipient
from kontor.membership import queries
from kontor.membership.models import (
    Alliance,
    Application,
    Conversion,
    Prospect,
    Round,
    Statement,
    Withdrawal,
)
from kontor.membership.models.alliance import charter_in_force
from kontor.people.models import Organ, OrganKind, Person, Seat
from kontor.people.models.seat import today

PDF = "application/pdf"


# --- how every letter is made ---
def _alliance_name(language: str) -> str:
    names: Content = Alliance.the_one().organisation.names
    return names.get(language) or str(names)


def _link(kind: str, public_id: str) -> str:
    """A mailed link carries no language and does nothing but show (AU10)."""
    return f"{settings.BASE_URL}/to/{kind}/{public_id}"


def _send(
    kind: str, to: Recipient | None, about: tuple[str, int], subject: str, paragraphs: Sequence[str],
    link: str = "", files: Sequence[File] = (),
) -> Message | None:  # fmt: skip
    """Put a letter into the outbox; called inside ``speaking(to.language)``."""
    if to is None:
        return None
    greeting = _("Dear %(name)s,") % {"name": to.name} if to.name else _("Dear Sir or Madam,")
    body = [greeting, *paragraphs]
    if link:
        body.append(link)
    body += [_("Yours sincerely"), _("The secretariat") + "\n" + _alliance_name(known(to.language))]
    return outbox.queue(
        kind, to, subject=subject, text="\n\n".join(body), about_type=about[0], about_id=about[1], files=files
    )


def _sender(language: str) -> Party:
    secretariat = Organ.objects.filter(kind=OrganKind.SECRETARIAT).first()
    unit = secretariat.names.get(language) if secretariat else ""
    return Party(name=tuple(part for part in (_alliance_name(language), unit) if part))


def _formal(
    to: Recipient, title: str, blocks: Sequence[object], *, reference: str, city: City, is_simulated: bool = False
) -> Document:
    """A formal letter to a city, as a document."""
    language = known(to.language)
    return Document(
        language=language,  # type: ignore[arg-type]
        title=title,
        sender=_sender(language),
        recipient=(city.organisation.names.get(language) or str(city), to.name),
        date=today(),
        reference=reference,
        salutation=_("Dear %(name)s,") % {"name": to.name},
        blocks=tuple(blocks),  # type: ignore[arg-type]
        closing=_("Yours sincerely"),
        signatories=(Signature((_("The secretariat"), _alliance_name(language))),),
        mark=_("Simulated: part of the demo record") if is_simulated else None,
    )


def _keep(document: Document, name: str, about: tuple[str, int], purpose: str) -> File:
    return store(
        render_pdf(document), name=name, media_type=PDF, about_type=about[0], about_id=about[1], purpose=purpose
    )


def _name(city: City, language: str) -> str:
    return city.organisation.names.get(known(language)) or str(city)


def applicants(application: Application) -> list[Recipient]:
    """Everybody who speaks for the applicant."""
    return _voices(application.city)


def _voices(city: City) -> list[Recipient]:
    seats = Seat.objects.speaking_for(city.organisation_id).select_related("person").order_by("id")
    return [_to(seat.person, city) for seat in seats if seat.person.email]


def _to(person: Person, city: City | None = None) -> Recipient:
    return Recipient(person.email, person.name, person.language, city.organisation_id if city else None)


def secretariat() -> list[Recipient]:
    """Everybody who sits in the secretariat."""
    seats = Seat.objects.current().filter(organ__kind=OrganKind.SECRETARIAT).select_related("person")
    return [_to(seat.person) for seat in seats.order_by("id") if seat.person.email]


def _tell(
    kind: str, recipients: Sequence[Recipient], about: tuple[str, int], city: City, subject: str, text: str, link: str
) -> None:
    """The same short letter to several people, each in their language; texts are msgids with ``%(city)s``."""
    for to in recipients:
        with speaking(to.language):
            words = {"city": _name(city, to.language)}
            _send(kind, to, about, _(subject) % words, [_(text) % words], link)


# --- before the application ---
def wish_received(prospect: Prospect) -> None:
    """Tell the secretariat that a city wishes to join."""
    for to in secretariat():
        with speaking(to.language):
            _send(
                "membership.wish", to, ("prospect", prospect.pk),
                _("%(name)s wishes to join the alliance") % {"name": prospect.wished_name},
                [_("The wish came through the public form. Please confirm it before anything follows.")],
                _link("prospect", prospect.public_id),
            )  # fmt: skip


# --- the application ---
def application_received(application: Application) -> None:
    """Acknowledge the receipt, and put it before the secretariat."""
    about, link = ("application", application.pk), _link("application", application.public_id)
    for to in applicants(application):
        with speaking(to.language):
            words = {"city": _name(application.city, to.language)}
            _send(
                "membership.received", to, about, _("We have received the application of %(city)s") % words,
                [_("The secretariat will now ask all member cities for their written statements.")], link,
            )  # fmt: skip
    for to in secretariat():
        with speaking(to.language):
            words = {"city": _name(application.city, to.language)}
            _send(
                "membership.submitted", to, about, _("%(city)s has applied") % words,
                [_("The application is complete. Please send the circular to the member cities.")], link,
            )  # fmt: skip


def application_sent_back(application: Application, reason: str) -> None:
    """Tell the applicant what is to be completed."""
    for to in applicants(application):
        with speaking(to.language):
            words = {"city": _name(application.city, to.language)}
            _send(
                "membership.sent_back", to, ("application", application.pk),
                _("Please complete the application of %(city)s") % words,
                [_("The secretariat sent the application back:"), reason],
                _link("application", application.public_id),
            )  # fmt: skip


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
    """The circular to one member city: who applies, the exact text with its hash, by when an answer is asked (MEM-3)."""
    to = queries.recipient_at(city)
    if to is None:
        return None
    application = round_.application
    with speaking(to.language):
        language = known(to.language)
        words = {
            "city": _name(application.city, language),
            "due": calendar.moment(round_.answer_due_at, charter_in_force().deadline_zone.figures.zone),
        }
        title = _("Circular: application of %(city)s for membership") % words
        request = _("Please state by %(due)s, in writing, whether your city consents.") % words
        rule = _("The application is accepted only with the written consent of every member city; silence is no consent.")
        facts = Facts(
            (
                (_("Applicant"), words["city"]),
                (_("Round"), str(round_.number)),
                (_("Answer by"), words["due"]),
                (_("Fingerprint of the text (SHA-256)"), round_.text_sha256),
            )
        )
        document = _formal(
            to, title, [Paragraph(request), Paragraph(rule), facts, *_dossier_blocks(application, language)],
            reference=f"{application.public_id}/{round_.number}", city=city, is_simulated=application.is_simulated,
        )  # fmt: skip
        file = _keep(document, f"circular-{language}.pdf", ("application", application.pk), "circular")
        return _send(
            "membership.circular", to, ("round", round_.pk), title, [request, rule],
            _link("application", application.public_id), [file],
        )  # fmt: skip


def reminder(round_: Round, city: City) -> None:
    """Remind one silent city."""
    to = queries.recipient_at(city)
    if to is None:
        return
    with speaking(to.language):
        words = {
            "city": _name(round_.application.city, to.language),
            "due": calendar.moment(round_.answer_due_at, charter_in_force().deadline_zone.figures.zone),
        }
        _send(
            "membership.reminder", to, ("round", round_.pk),
            _("Reminder: your city's statement on %(city)s") % words,
            [_("Your city has not answered yet. An answer is asked for by %(due)s.") % words],
            _link("application", round_.application.public_id),
        )  # fmt: skip


def reminders_sent(round_: Round) -> int:
    """How many times the silent cities of a round have been reminded."""
    from kontor.kernel.audit.models import Entry  # noqa: PLC0415  # only this question reads the journal

    return Entry.objects.about("round", round_.pk).filter(verb="round.remind").count()


def receipt(statement: Statement) -> None:
    """Confirm a statement to the person who made it."""
    if not statement.person.email:
        return
    to = _to(statement.person, statement.city)
    with speaking(to.language):
        words = {
            "city": _name(statement.city, to.language),
            "applicant": _name(statement.round.application.city, to.language),
            "position": statement.get_position_display(),
            "receipt": statement.public_id,
        }
        _send(
            "membership.receipt", to, ("round", statement.round_id),
            _("Receipt: statement of %(city)s on %(applicant)s") % words,
            [
                _("We have recorded: %(position)s. Receipt number: %(receipt)s.") % words,
                _("If this was not you, answer this mail at once."),
            ],
            _link("application", statement.round.application.public_id),
        )  # fmt: skip


def _to_applicant(kind: str, application: Application, subject: str, text: str) -> None:
    _tell(
        kind, applicants(application), ("application", application.pk), application.city, subject, text,
        _link("application", application.public_id),
    )  # fmt: skip


def noop(text: str) -> str:
    """Mark a text for the catalogues; ``_tell`` translates it for each recipient."""
    return text


def seat_reserved(application: Application) -> None:
    """Tell the applicant that the seat is held, and send the memorandum for signature (MEM-5)."""
    for to in applicants(application):
        with speaking(to.language):
            language = known(to.language)
            words = {
                "city": _name(application.city, language),
                "until": calendar.moment(
                    application.reserved_until or clock.now(), charter_in_force().deadline_zone.figures.zone
                ),
            }
            file = _keep(
                memorandum(application, to), f"memorandum-{language}.pdf", ("application", application.pk), "memorandum text"
            )
            _send(
                "membership.seat_reserved", to, ("application", application.pk),
                _("All member cities have consented: a seat is reserved for %(city)s") % words,
                [
                    _("Please sign the memorandum of understanding and send it to the secretariat."),
                    _("The seat is reserved until %(until)s.") % words,
                ],
                _link("application", application.public_id), [file],
            )  # fmt: skip


def memorandum(application: Application, to: Recipient) -> Document:
    """The memorandum of understanding for signature, in the applicant's language (S3 IV, in our own words)."""
    charter = charter_in_force()
    language = known(to.language)
    aims = [rule for rule in charter.rules if rule.group in ("principle", "aim")]
    blocks: list[object] = [
        Paragraph(
            _("With this memorandum %(city)s joins the alliance, on the ground of its charter (version %(version)s).")
            % {"city": _name(application.city, language), "version": charter.version}
        ),
        Heading(_("What the members agree on")),
        *(Paragraph(rule.text[language]) for rule in aims),
        Heading(_("Signature")),
        Paragraph(_("Place, date, name and function of the signatory:")),
        Signature((_name(application.city, language),)),
    ]
    return Document(
        language=language,  # type: ignore[arg-type]
        title=_("Memorandum of understanding"),
        sender=_sender(language),
        date=today(),
        reference=application.public_id,
        blocks=tuple(blocks),  # type: ignore[arg-type]
        mark=_("Simulated: part of the demo record") if application.is_simulated else None,
    )


def observer_seat_offered(application: Application) -> None:
    """All consented, but there is no seat: offer the observer's seat (MEM-7)."""
    _to_applicant(
        "membership.observer_offered", application,
        noop("All member cities have consented to %(city)s; an observer's seat is offered"),
        noop("The ratio of the two sides leaves no seat at present. %(city)s may join as an observer for the time being "
             "and will be told when a seat becomes free."),
    )  # fmt: skip


def not_admitted(application: Application) -> None:
    """An objection stayed (MEM-4)."""
    _to_applicant(
        "membership.not_admitted", application,
        noop("The application of %(city)s was not accepted"),
        noop("Not every member city has consented. %(city)s can apply anew."),
    )  # fmt: skip


def seat_lapsed(application: Application) -> None:
    """The reservation ended without a signature."""
    _to_applicant(
        "membership.seat_lapsed", application,
        noop("The seat reserved for %(city)s has lapsed"),
        noop("The memorandum was not signed in time. %(city)s keeps its place in the order of applications."),
    )  # fmt: skip


def admission(application: Application) -> None:
    """The formal written notification of the membership, in the city's own language (MEM-5)."""
    for to in applicants(application):
        with speaking(to.language):
            language = known(to.language)
            charter = charter_in_force()
            words = {
                "city": _name(application.city, language),
                "alliance": _alliance_name(language),
                "on": calendar.day(application.signed_on) if application.signed_on else "–",
                "place": application.signed_in,
            }
            title = _("%(city)s is a member of the %(alliance)s") % words
            accepted = _("All member cities have consented in writing, and the memorandum was signed in %(place)s on %(on)s.")
            blocks = [
                Paragraph(_("we have the honour to inform you that %(city)s is a member from today.") % words),
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
            document = _formal(
                to, title, blocks, reference=application.public_id, city=application.city,
                is_simulated=application.is_simulated,
            )  # fmt: skip
            file = _keep(document, f"admission-{language}.pdf", ("application", application.pk), "admission letter")
            _send(
                "membership.admission", to, ("application", application.pk), title,
                [_("Please find the formal notification attached.")],
                _link("application", application.public_id), [file],
            )  # fmt: skip


# --- leaving ---
def withdrawal_notice(withdrawal: Withdrawal, city: City) -> Message | None:
    """Tell one member city that another one leaves; the withdrawal hangs on this delivery (MEM-8)."""
    to = queries.recipient_at(city)
    if to is None:
        return None
    with speaking(to.language):
        words = {"city": _name(withdrawal.city, to.language)}
        title = _("%(city)s is leaving the alliance") % words
        text = _("%(city)s has declared its withdrawal in writing. "
                 "It takes effect when every member city has been told.") % words  # fmt: skip
        document = _formal(to, title, [Paragraph(text)], reference=withdrawal.public_id, city=city)
        file = _keep(document, f"withdrawal-{known(to.language)}.pdf", ("withdrawal", withdrawal.pk), "notice")
        return _send(
            "membership.withdrawal", to, ("withdrawal", withdrawal.pk), title, [text],
            _link("withdrawal", withdrawal.public_id), [file],
        )  # fmt: skip


def withdrawal_effective(withdrawal: Withdrawal) -> None:
    """Tell the city that it is no member any more."""
    _tell(
        "membership.withdrawn", _voices(withdrawal.city), ("withdrawal", withdrawal.pk), withdrawal.city,
        noop("The withdrawal of %(city)s has taken effect"),
        noop("Every member city has been told. %(city)s is no longer a member of the alliance."),
        _link("withdrawal", withdrawal.public_id),
    )  # fmt: skip


def hearing_invited(conversion: Conversion) -> None:
    """Tell the city of the motion and ask what it says to it (MEM-9)."""
    _tell(
        "membership.hearing", _voices(conversion.city), ("conversion", conversion.pk), conversion.city,
        noop("Motion about the seat of %(city)s: you are heard"),
        noop("The secretariat is preparing a motion that the seat of %(city)s become an observer's seat. "
             "Ground and duty are named on the page; please say what you have to say to it."),
        _link("conversion", conversion.public_id),
    )  # fmt: skip


def converted(conversion: Conversion) -> None:
    """Tell the city what the session resolved (MEM-9)."""
    _tell(
        "membership.converted", _voices(conversion.city), ("conversion", conversion.pk), conversion.city,
        noop("The seat of %(city)s is now an observer's seat"),
        noop("The session carried the motion. To regain its seat as a member, %(city)s applies anew."),
        _link("conversion", conversion.public_id),
    )  # fmt: skip


def tell_secretariat_of_free_seats() -> None:
    """A seat may have become free: tell secretariat and waiting applicants; nobody is promoted by itself (MEM-7)."""
    waiting = [each for each in Application.objects.waiting() if each.why_no_seat_can_be_offered() is None]
    for each in waiting:
        about, link = ("application", each.pk), _link("application", each.public_id)
        _tell(
            "membership.seat_free", applicants(each), about, each.city,
            noop("A seat has become free for %(city)s"),
            noop("The secretariat can now offer the seat to %(city)s."), link,
        )  # fmt: skip
        _tell(
            "membership.seat_to_offer", secretariat(), about, each.city,
            noop("A seat can be offered to %(city)s"),
            noop("%(city)s is first in line for the seat that became free."), link,
        )  # fmt: skip


# --- the members as witnesses ---
def witness(head: str, city: City) -> None:
    """Give the journal's head to one member city; with it the city can prove later that nothing was rewritten."""
    to = queries.recipient_at(city)
    if to is None:
        return
    with speaking(to.language):
        _send(
            "membership.witness", to, ("city", city.pk),
            _("The journal's seal of this week"),
            [
                _("Please keep this mail. The line below seals everything that was recorded up to now; with it your "
                  "city can prove that nothing before it was changed."),
                head,
            ],
        )  # fmt: skip


def incomplete_contacts(city: City) -> None:
    """Remind a member that it has not named its office, responsible person or contact person (ORG-8)."""
    _tell(
        "membership.incomplete", _voices(city), ("city", city.pk), city,
        noop("Please complete the contacts of %(city)s"),
        noop("Every member city names its responsible office, a responsible person and a contact person. "
             "For %(city)s something is lacking."),
        _link("city", city.public_id),
    )  # fmt: skip
