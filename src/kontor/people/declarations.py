"""What is kept about persons here and in the kernel, and what of it is blanked for whoever is forgotten."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from kontor.kernel.audit.sentences import labelled
from kontor.kernel.mail.forgetting import forget_letters, letters_passed_on, letters_to
from kontor.kernel.mail.models import Redirection
from kontor.kernel.mail.outbox import carries_a_key, known_by
from kontor.people.keeping import addresses_of, keeps, persons_at
from kontor.people.models import Person
from kontor.people.vocabulary import Role


def _mails(person: Person) -> list[dict[str, Any]]:
    addresses = addresses_of(person)
    own = [
        {
            "to": row.to_address, "name": row.to_name, "subject": row.subject, "text": row.words,
            "written_at": row.written_at, "status": row.status, "arrived_at": row.arrived_at,
        }
        for row in letters_to(addresses)
    ]  # fmt: skip
    return [*own, *(_passed_on(each) for each in letters_passed_on(addresses))]


def _passed_on(each: Redirection) -> dict[str, Any]:
    """A letter that went to a successor: as it was written to this person, and nothing of the other."""
    message = each.message
    written_anew = message.redirections.filter(pk__gte=each.pk, is_written_anew=True).exists()
    words = {} if written_anew else {"subject": message.subject, "text": message.words}
    return {
        "to": each.from_address, "name": each.from_name, **words,
        "written_at": message.written_at, "status": "redirected", "redirected_at": each.at,
    }  # fmt: skip


def _sessions(person: Person) -> list[dict[str, Any]]:
    rows = UserSession.objects.filter(user__person=person).order_by("id")
    return [
        {"from": row.ip, "with": row.user_agent, "since": row.created_at, "last_seen": row.last_seen_at} for row in rows
    ]


def _authenticators(person: Person) -> list[dict[str, Any]]:
    rows = Authenticator.objects.filter(user__person=person).order_by("id")
    return [{"kind": row.type, "since": row.created_at, "last_used": row.last_used_at} for row in rows]


def _forget_mails(person: Person) -> int:
    return forget_letters(addresses_of(person), [person.salutation, person.name, person.latin_name])


known_by(persons_at)
carries_a_key("people.invitation")
carries_a_key("people.account")
labelled("role", lambda role: str(Role(role).label) if role in Role.values else role)
keeps("mails", tell=_mails, forget=_forget_mails)
keeps("sessions", tell=_sessions)
keeps("authenticators", tell=_authenticators)
