"""What is kept about persons here and in the kernel, and what of it is blanked for whoever is forgotten."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from kontor.kernel.audit.sentences import labelled
from kontor.kernel.mail.forgetting import forget_letters, letters_to
from kontor.kernel.mail.outbox import carries_a_key, known_by
from kontor.people.keeping import addresses_of, keeps, persons_at
from kontor.people.models import Person
from kontor.people.vocabulary import Role


def _mails(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "to": row.to_address, "name": row.to_name, "subject": row.subject, "text": row.words,
            "written_at": row.written_at, "status": row.status, "arrived_at": row.arrived_at,
        }
        for row in letters_to(addresses_of(person))
    ]  # fmt: skip


def _sessions(person: Person) -> list[dict[str, Any]]:
    rows = UserSession.objects.filter(user__person=person).order_by("id")
    return [
        {"from": row.ip, "with": row.user_agent, "since": row.created_at, "last_seen": row.last_seen_at} for row in rows
    ]


def _authenticators(person: Person) -> list[dict[str, Any]]:
    rows = Authenticator.objects.filter(user__person=person).order_by("id")
    return [{"kind": row.type, "since": row.created_at, "last_used": row.last_used_at} for row in rows]


def _forget_mails(person: Person) -> int:
    return forget_letters(addresses_of(person))


known_by(persons_at)
carries_a_key("people.invitation")
carries_a_key("people.account")
labelled("role", lambda role: str(Role(role).label) if role in Role.values else role)
keeps("mails", tell=_mails, forget=_forget_mails)
keeps("sessions", tell=_sessions)
keeps("authenticators", tell=_authenticators)
