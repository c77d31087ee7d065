"""Writing into the journal, inside the transaction of the deed."""

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Protocol

from django.db import transaction

from kontor.kernel.access.actors import Actor
from kontor.kernel.audit.models import Entry, Payload


class Journaled(Protocol):
    """A row that deeds are done to."""

    pk: int
    public_id: str
    journal_type: str

    def journal_names(self) -> Mapping[str, str]:
        """What the row is called, by language; nothing personal."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a deed tells the journal beyond itself: plain facts, and apart from them what is personal."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] = field(default_factory=dict)
    persons: Iterable[int] = ()
    clause: str = ""


def _no_statute() -> str:
    return ""


_statute: Callable[[], str] = _no_statute


def stamp_with(version_in_force: Callable[[], str]) -> None:
    """Every entry names the version of the statute in force; the app that knows it says how to ask."""
    global _statute  # noqa: PLW0603  # set once, when the apps are ready
    _statute = version_in_force


def canonical(value: object) -> str:
    """One and only one JSON text for a value, so that digests can be compared."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def commitment_to(salt: str, personal: Mapping[str, Any]) -> str:
    """The digest that binds an entry to its personal part without revealing it."""
    return sha256(f"{salt}\n{canonical(personal)}".encode()).hexdigest()


def record(verb: str, subject: Journaled, *, by: Actor, told: Told | None = None) -> Entry:
    """Write one deed. Must run inside the deed's own transaction, so both happen or neither."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A journal entry is written inside the transaction of its deed.")
    told = told or Told()
    person, name = getattr(by, "journal_identity", lambda: (None, ""))()
    latin = getattr(by, "journal_latin", str)()
    personal = {**({"actor": name} if name else {}), **({"actor_latin": latin} if latin else {}), **told.personal}
    salt = secrets.token_hex(16)
    entry = Entry.objects.create(
        verb=verb,
        actor=by.pk,
        subject_type=subject.journal_type,
        subject_id=subject.pk,
        subject_public_id=subject.public_id,
        clause=told.clause,
        charter_version=_statute(),
        facts={"subject": dict(subject.journal_names()), **told.facts},
        commitment=commitment_to(salt, personal),
    )
    persons = {person for person in (person, *told.persons) if person is not None}
    Payload.objects.create(entry=entry, salt=salt, personal=personal, persons=sorted(persons))
    return entry
