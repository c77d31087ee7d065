"""The deeds around people: inviting, opening accounts, giving and ending seats."""

import secrets
from datetime import date
from hashlib import sha256

from django.db import connection, transaction
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from kontor.charter.reasons import Reason
from kontor.kernel import clock
from kontor.kernel.access import Actor, Refused
from kontor.kernel.audit import journal
from kontor.kernel.audit.journal import Told
from kontor.kernel.lingua import calendar
from kontor.kernel.lingua.languages import speaking
from kontor.kernel.mail import outbox
from kontor.kernel.mail.outbox import Link
from kontor.people.models import Account, Invitation, Organ, Organisation, OrganisationKind, Person, Role, Seat
from kontor.people.models.account import tidy_address
from kontor.people.models.seat import today
from kontor.people.queries import account_for, known_person
from kontor.people.sending import addressed_to, greeting


def seat_person(
    person: Person,
    organisation: Organisation,
    role: Role,
    *,
    by: Actor,
    since: date | None = None,
    organ: Organ | None = None,
    office: str = "",
    verb: str = "seat.give",
) -> Seat:
    """Give a person a seat from ``since`` (today). A speaking role passes from its holder to the new one (ORG-8).

    ``verb`` is how the journal tells it: whoever takes up an invitation accepts a seat rather than giving one.
    ``Refused`` when the person holds this very seat already.
    """
    begins = since or today()
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        _refuse_if_held(person, organisation, role, organ, begins)
        if role in (Role.CONTACT, Role.RESPONSIBLE) and organ is None:
            for held in Seat.objects.on(begins).filter(organisation=organisation, role=role, organ=None):
                end_seat(held, by=by, on=begins)
                office = office or held.office
            office = office or _office_of(organisation)
        seat = Seat.objects.create(
            person=person, organisation=organisation, organ=organ, role=role, office=office,
            during=DateRange(begins, None),
        )  # fmt: skip
        journal.record(
            verb, seat, by=by,
            told=Told(facts={"role": role}, personal=named(person), persons=[person.pk]),
        )  # fmt: skip
        return seat


def _refuse_if_held(person: Person, organisation: Organisation, role: Role, organ: Organ | None, begins: date) -> None:
    same = Seat.objects.filter(person=person, organisation=organisation, role=role, organ=organ)
    if same.filter(during__overlap=DateRange(begins, None)).exists():
        raise Refused(Reason("seat_held_already", {}))


def named(person: Person) -> dict[str, str]:
    """A person as the journal names one: in their own script, and in Latin for those who cannot read it."""
    return {"person": person.name, **({"person_latin": person.latin_name} if person.latin_name else {})}


def _office_of(organisation: Organisation) -> str:
    """The office that the organisation's speakers sit in: whoever follows them sits there too (ORG-8)."""
    named = Seat.objects.speaking_for(organisation).exclude(office="").values_list("office", flat=True)
    return named.first() or ""


def end_seat(seat: Seat, *, by: Actor, on: date | None = None) -> None:
    """End a seat; the day it ends is the first without it. One that began the same day is taken back."""
    last = on or today()
    with transaction.atomic():
        journal.record("seat.end", seat, by=by, told=Told(personal=named(seat.person), persons=[seat.person_id]))
        if seat.during.lower is not None and seat.during.lower >= last:
            seat.delete()
            return
        seat.during = DateRange(seat.during.lower, last)
        seat.save()


def invite_person(
    person: Person, organisation: Organisation, role: Role, *, by: Actor, organ: Organ | None = None
) -> str:
    """Invite a person to a seat: gives the token that the mail carries; only its hash is kept (AC15).

    ``Refused`` when the person holds this very seat already.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        _refuse_if_held(person, organisation, role, organ, today())
        invitation = Invitation(
            person=person, organisation=organisation, organ=organ, role=role,
            token_hash=sha256(token.encode()).hexdigest(),
        )  # fmt: skip
        invitation.save()
        journal.record("invitation.send", invitation, by=by, told=Told(facts={"role": role}, persons=[person.pk]))
        with speaking(person.language):
            outbox.queue(
                "people.invitation",
                addressed_to(person, organisation.pk),
                subject=_("Invitation: access to Kontor for %(organisation)s") % {"organisation": organisation},
                text=_invitation_text(invitation, by, Link("invitation", token)),
                about_type="invitation",
                about_id=invitation.pk,
            )  # fmt: skip
    return token


def _invitation_text(invitation: Invitation, by: Actor, link: Link) -> str:
    """Who invites whom to what, on which alliance's platform, and until when; called while the invited is spoken to."""
    person, alliance = invitation.person, Organisation.objects.filter(kind=OrganisationKind.ALLIANCE).first()
    words = {
        "alliance": alliance or _("Kontor"), "organisation": invitation.organisation,
        "role": invitation.get_role_display(),
        "until": calendar.moment(invitation.expires_at, person.zone, person.language),
        "by": getattr(by, "person", None) or _("The secretariat"),
    }  # fmt: skip
    return "\n\n".join(
        [
            greeting(addressed_to(person)),
            _("you are invited to Kontor, the platform on which the alliance works: %(alliance)s.") % words,
            _("What it is about: %(organisation)s. Your role: %(role)s. You are invited by: %(by)s.") % words,
            _("Please choose your password here. The link works once, until %(until)s:") % words,
            link.in_language(person.language),
            _("If you did not expect this invitation, please let the secretariat know and do not use the link."),
            _("Yours sincerely"),
            "\n".join([_("The secretariat"), str(words["alliance"])]),
        ]
    )


def withdraw_invitation(invitation: Invitation, *, by: Actor) -> None:
    """Make an invitation's link useless before it is taken up; ``Refused`` when it is too late for that."""
    with transaction.atomic():
        locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if locked.accepted_at is not None or locked.expires_at <= clock.now():
            raise Refused(Reason("invitation_used_up", {}))
        locked.expires_at = clock.now()
        locked.save()
        journal.record("invitation.withdraw", locked, by=by, told=Told(persons=[locked.person_id]))


def accept_invitation(invitation: Invitation, *, password: str) -> Account:
    """Take an invitation up: opens the account, if there is none, and gives exactly the seat it names.

    The link proved that the mailbox is the reader's: whoever has an account with this address gets the seat, and an
    account that was closed is opened again with the new password. ``Refused`` when the invitation is used up, or the
    seat is held already.
    """
    with transaction.atomic():
        locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if locked.accepted_at is not None or locked.expires_at <= clock.now():
            raise Refused(Reason("invitation_used_up", {}))
        account = account_for(locked)
        if account is None:
            account = Account.objects.open_for(locked.person, locked.person.email, password)
        elif not account.is_active:
            account.is_active = True
            account.set_password(password)
            account.save()
        locked.accepted_at = clock.now()
        locked.save()
        role = Role(locked.role)
        seat_person(account.person, locked.organisation, role, by=account, organ=locked.organ, verb="seat.accept")
        return account


def person_for_address(email: str, **data: str) -> Person:
    """The one person who acts under this address: who has an account, was invited or holds a seat; else a new one.

    Whoever only wished something on a public page is not meant: anybody may type any address there. Names, language
    and zone are for a new person; those of a known one are that person's own. To be called inside the deed's
    transaction: two invitations at once to one new address wait for each other.
    """
    address = tidy_address(email)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"person:{address}"])
    return known_person(address) or Person.objects.create(email=address, **data)


def change_own_data(person: Person, *, by: Actor, **fields: str) -> Person:
    """A person keeps their own data in order; the journal says which were changed, not what they are now."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        changed = sorted(name for name, value in fields.items() if getattr(locked, name) != value)
        if not changed:
            return locked
        for name in changed:
            setattr(locked, name, fields[name])
        locked.full_clean(exclude=["email"])
        locked.save()
        journal.record("person.change", locked, by=by, told=Told(facts={"fields": changed}, persons=[locked.pk]))
        return locked


def note_sign_in(account: Account) -> None:
    """Journal that somebody signed in: when and who, neither from where nor with what (data are kept sparingly)."""
    with transaction.atomic():
        journal.record("account.sign_in", account, by=account)
