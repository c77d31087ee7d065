"""Roles, read off seats. Apps above combine these with their own questions."""

from collections.abc import Collection
from typing import Protocol

from kontor.kernel.access import Actor, predicate
from kontor.kernel.access.predicates import the_system_itself
from kontor.people.vocabulary import OrganKind, Role


class Person(Protocol):
    """Whoever is spoken about."""

    pk: int


class Roles(Protocol):
    """What an account is now, read off its seats (``people.models.roles``)."""

    organisations: Collection[int]
    speaks_for: Collection[int]
    organ_kinds: Collection[str]
    roles: Collection[str]
    sits_in_secretariat: bool


def roles_of(actor: Actor) -> Roles | None:
    """The roles of a signed-in account; ``None`` for visitors and the system, who have none."""
    return getattr(actor, "roles", None)


@predicate
def is_secretariat(actor: Actor, _row: object) -> bool:
    """Sits in the secretariat or its office (ORG-3)."""
    roles = roles_of(actor)
    return roles is not None and roles.sits_in_secretariat


@predicate
def is_contact_point(actor: Actor, _row: object) -> bool:
    """Works at one of the contact points (ORG-5)."""
    roles = roles_of(actor)
    return roles is not None and OrganKind.CONTACT_POINTS in roles.organ_kinds


@predicate
def is_auditor(actor: Actor, _row: object) -> bool:
    """Reads the journal, changes nothing."""
    roles = roles_of(actor)
    return roles is not None and Role.AUDITOR in roles.roles


def speaks_for(actor: Actor, organisation: int) -> bool:
    """Whether the actor may speak for this organisation in writing now."""
    roles = roles_of(actor)
    return roles is not None and organisation in roles.speaks_for


def belongs_to(actor: Actor, organisation: int) -> bool:
    """Whether the actor has any current seat there."""
    roles = roles_of(actor)
    return roles is not None and organisation in roles.organisations


def may_close(actor: Actor, person: Person) -> bool:
    """Whether the actor may end the access of a person and have the data deleted: oneself, the secretariat, Kontor."""
    is_own = getattr(actor, "person_id", None) == person.pk
    return is_own or is_secretariat(actor) or the_system_itself(actor)


@predicate
def works_within(actor: Actor, _row: object) -> bool:
    """Holds any seat now: sees who the people of the organs are, where the public sees the organisations."""
    roles = roles_of(actor)
    return roles is not None and bool(roles.organisations)
