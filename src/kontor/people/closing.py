"""Ending an account, giving back a lost second factor, and forgetting a person (Art. 17 GDPR)."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from kontor.charter.reasons import Reason
from kontor.kernel import clock
from kontor.kernel.access import SYSTEM, Actor, Refused
from kontor.kernel.audit import chain, journal
from kontor.kernel.audit.journal import Told
from kontor.people.actions import end_seat, named, withdraw_invitation
from kontor.people.keeping import everything_kept
from kontor.people.models import Account, Invitation, Organ, Person, Seat
from kontor.people.queries import is_the_last_secretary
from kontor.people.rules import may_close
from kontor.people.vocabulary import SECRETARIAT_ORGANS


def close_account(account: Account, *, by: Actor) -> None:
    """End a person's access: seats, open invitations, sessions, password and second factors end with it.

    What the person did stays done. ``Refused`` for whoever may not, when it is closed already, and for the last
    account of the secretariat, which is closed by the operator only.
    """
    with transaction.atomic():
        _hold_the_secretariat()
        locked = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
        _check(locked.person, by)
        if not locked.is_active:
            raise Refused(Reason("account_closed_already", {}))
        _end_what_runs(locked.person, by=by)
        _shut(locked)
        journal.record("account.close", locked, by=by, told=_about(locked.person))


def reset_factor(account: Account, *, by: Actor) -> int:
    """Remove all second factors of an account whose owner has lost them, and end its sessions; gives how many.

    Whoever must have one is led to set up a new one at the next sign-in.
    """
    with transaction.atomic():
        locked = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)
        removed = Authenticator.objects.filter(user=locked).count()
        Authenticator.objects.filter(user=locked).delete()
        _end_sessions(locked)
        journal.record("account.reset_factor", locked, by=by, told=_about(locked.person))
        return removed


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was blanked: how many things of which kind."""

    things: dict[str, int]

    def __str__(self) -> str:
        return ", ".join(f"{name}: {number}" for name, number in self.things.items())


def forget_person(person: Person, *, by: Actor) -> Forgotten:
    """Blank what is kept about a person, after closing the account: names, addresses, letters, the journal's payloads.

    What must stay for ever, the statements of a city and who held which seat, stays without the name. Documents stay as
    they were issued or signed, names and all: the evidence is the document (Art. 17(3) GDPR). Done a second time it
    changes nothing. ``Refused`` as for closing.
    """
    with transaction.atomic():
        _hold_the_secretariat()
        locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
        _check(locked, by)
        if locked.forgotten_at:
            return Forgotten({})
        _end_what_runs(locked, by=by)
        things = {name: kept.forget(locked) for name, kept in everything_kept().items() if kept.forget}
        account = Account.objects.select_for_update(of=("self",)).filter(person=locked).first()
        if account is not None:
            _shut(account)
            account.email = f"{account.public_id}@forgotten.invalid"
            account.last_login = None
            account.save()
        for name in ("family_name", "given_name", "latin_name", "salutation", "email"):
            setattr(locked, name, "")
        locked.forgotten_at = clock.now()
        locked.save()
        things["journal"] = chain.forget(locked.pk, locked, by=by)
        return Forgotten(things)


def _hold_the_secretariat() -> None:
    """Let one access end at a time: of the two last secretaries each would otherwise count on the other."""
    organs = Organ.objects.filter(kind__in=SECRETARIAT_ORGANS).order_by("pk")
    list(organs.select_for_update(no_key=True).values_list("pk"))


def _check(person: Person, by: Actor) -> None:
    if not may_close(by, person):
        raise Refused(Reason("not_entitled", {}))
    if by is not SYSTEM and is_the_last_secretary(person):
        raise Refused(Reason("last_secretary", {}))


def _end_what_runs(person: Person, *, by: Actor) -> None:
    for seat in Seat.objects.filter(person=person).ending_later().select_related("person", "organisation"):
        end_seat(seat, by=by)
    for invitation in Invitation.objects.open().filter(person=person):
        withdraw_invitation(invitation, by=by)


def _shut(account: Account) -> None:
    Authenticator.objects.filter(user=account).delete()
    EmailAddress.objects.filter(user=account).delete()
    _end_sessions(account)
    account.is_active = False
    account.set_unusable_password()
    account.save()


def _end_sessions(account: Account) -> None:
    for session in UserSession.objects.filter(user=account):
        session.end()


def _about(person: Person) -> Told:
    return Told(personal=named(person), persons=[person.pk])
