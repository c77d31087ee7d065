"""The deeds around people: inviting, opening accounts, giving and ending seats, forgetting."""

import secrets
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from psycopg.types.range import DateRange

from kontor.charter.reasons import Reason
from kontor.kernel import clock
from kontor.kernel.access import Actor, Refused
from kontor.kernel.audit import journal
from kontor.kernel.audit.journal import Told
from kontor.kernel.lingua.languages import speaking
from kontor.kernel.mail import outbox
from kontor.kernel.mail.outbox import Recipient
from kontor.people.models import Account, Invitation, Organ, Organisation, Person, Role, Seat
from kontor.people.models.account import tidy_address
from kontor.people.models.seat import today


def seat_person(
    person: Person,
    organisation: Organisation,
    role: Role,
    *,
    by: Actor,
    since: date | None = None,
    organ: Organ | None = None,
    office: str = "",
) -> Seat:
    """Give a person a seat from ``since`` (today). A speaking role passes from its holder to the new one (ORG-8)."""
    begins = since or today()
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
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
            "seat.give", seat, by=by,
            told=Told(facts={"role": role}, personal={"person": person.name}, persons=[person.pk]),
        )  # fmt: skip
        return seat


def _office_of(organisation: Organisation) -> str:
    """The office that the organisation's speakers sit in: whoever follows them sits there too (ORG-8)."""
    named = Seat.objects.speaking_for(organisation).exclude(office="").values_list("office", flat=True)
    return named.first() or ""


def end_seat(seat: Seat, *, by: Actor, on: date | None = None) -> None:
    """End a seat; the day it ends is the first without it. One that began the same day is taken back."""
    last = on or today()
    with transaction.atomic():
        journal.record(
            "seat.end", seat, by=by, told=Told(personal={"person": seat.person.name}, persons=[seat.person_id])
        )
        if seat.during.lower is not None and seat.during.lower >= last:
            seat.delete()
            return
        seat.during = DateRange(seat.during.lower, last)
        seat.save()


def invite_person(
    person: Person, organisation: Organisation, role: Role, *, by: Actor, organ: Organ | None = None
) -> str:
    """Invite a person to a seat: gives the token that the mail carries; only its hash is kept (AC15)."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        invitation = Invitation(
            person=person, organisation=organisation, organ=organ, role=role,
            token_hash=sha256(token.encode()).hexdigest(),
        )  # fmt: skip
        invitation.save()
        journal.record("invitation.send", invitation, by=by, told=Told(facts={"role": role}, persons=[person.pk]))
        with speaking(person.language):
            outbox.queue(
                "people.invitation",
                Recipient(person.email, person.name, person.language, organisation.pk),
                subject=_("Your access to Kontor"),
                text="\n\n".join(
                    [
                        _("Dear %(name)s,") % {"name": person.name},
                        _("you have been invited to act for %(organisation)s. Please choose your password here; "
                          "the link works once, for fourteen days.") % {"organisation": organisation},
                        f"{settings.BASE_URL}/to/invitation/{token}",
                    ]
                ),
                about_type="invitation",
                about_id=invitation.pk,
            )  # fmt: skip
    return token


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
    """Take an invitation up: opens the account, if there is none, and gives exactly the seat it names."""
    with transaction.atomic():
        locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        if locked.accepted_at is not None or locked.expires_at <= clock.now():
            raise Refused(Reason("invitation_used_up", {}))
        account = Account.objects.filter(person=locked.person).first()
        if account is None:
            if Account.objects.filter(email=tidy_address(locked.person.email)).exists():
                raise Refused(Reason("invitation_used_up", {}))
            account = Account.objects.open_for(locked.person, locked.person.email, password)
        locked.accepted_at = clock.now()
        locked.save()
        seat_person(locked.person, locked.organisation, Role(locked.role), by=account, organ=locked.organ)
        return account


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
