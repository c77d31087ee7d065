"""What this app keeps about persons: told to them, and blanked where nothing obliges to keep it (Art. 15, 17 GDPR)."""

from typing import Any

from django.db.models import QuerySet

from kontor.kernel.audit.models import Entry
from kontor.membership.models import Answer, Application, Hearing, Prospect, Statement
from kontor.people.models import Account, Person


def statements_by(person: Person) -> list[dict[str, Any]]:
    """What a person stated for a city. A statement is the city's and stays: only its speaker loses the name."""
    rows = Statement.objects.filter(person=person).select_related("city__organisation").order_by("id")
    return [
        {
            "receipt": row.public_id, "city": str(row.city), "position": row.position, "text": row.text,
            "role": row.role, "stated_at": row.stated_at,
        }
        for row in rows
    ]  # fmt: skip


def answers_by(person: Person) -> list[dict[str, Any]]:
    """What a person answered to questions of cities. An answer stays as statements do; only the name goes."""
    rows = Answer.objects.filter(person=person).select_related("question__city__organisation").order_by("id")
    return [{"city": str(row.question.city), "text": row.text, "answered_at": row.answered_at} for row in rows]


def hearings_by(person: Person) -> list[dict[str, Any]]:
    """What a person said or recorded at the hearing of a city. It stays as statements do; only the name goes."""
    rows = Hearing.objects.filter(person=person).select_related("conversion__city__organisation").order_by("id")
    return [{"city": str(row.conversion.city), "text": row.text, "given_at": row.given_at} for row in rows]


def wishes_of(person: Person) -> list[dict[str, Any]]:
    """What a person wished on the public page."""
    rows = Prospect.objects.filter(wished_by=person).order_by("id")
    return [{"city": row.wished_name, "wish": row.wish, "at": row.opened_at} for row in rows]


def forget_wishes(person: Person) -> int:
    """Blank the words of the wishes; that the city wished to join stays."""
    return Prospect.objects.filter(wished_by=person).update(wish="")


def signatures_of(person: Person) -> list[dict[str, Any]]:
    """The memorandums that name the person as the one who signed."""
    rows = _signed_by(person).select_related("city__organisation").order_by("id")
    return [{"city": str(row.city), "as": row.signatory, "on": row.signed_on, "in": row.signed_in} for row in rows]


def forget_signatures(person: Person) -> int:
    """Take the name from the record of the signature; the signed file is the document itself, and stays."""
    return _signed_by(person).update(signatory="")


def persons_named(organisation: int, words: str) -> list[int]:
    """The numbers of the persons with a seat at an organisation whose name stands in these words."""
    rows = Person.objects.filter(seats__organisation=organisation, forgotten_at=None).distinct()
    return sorted(person.pk for person in rows if person.name and person.name in words)


def _signed_by(person: Person) -> QuerySet[Application]:
    """As the journal tells: it knows the person whatever they are called by now.

    The secretary who recorded a signature is at the entry too, as whoever acted, and has not signed.
    """
    told = Entry.objects.filter(verb="application.sign", payload__persons__contains=[person.pk])
    signed = told.exclude(actor__in=Account.objects.filter(person=person).values("pk"))
    return Application.objects.filter(pk__in=signed.values("subject_id")).exclude(signatory="")
