"""What an account is, read off its person's current seats."""

from dataclasses import dataclass

from kontor.people.models.seat import Seat
from kontor.people.vocabulary import SECRETARIAT_ORGANS, SPEAKING_ROLES


@dataclass(frozen=True, slots=True)
class CurrentRoles:
    """The current seats of one person, sorted by the questions that rules ask."""

    organisations: frozenset[int]
    speaks_for: frozenset[int]
    organ_kinds: frozenset[str]
    roles: frozenset[str]
    sits_in_secretariat: bool

    @classmethod
    def of(cls, person: int) -> "CurrentRoles":
        """Read the seats of today, in one query."""
        seats = list(Seat.objects.current().filter(person=person).select_related("organisation", "organ"))
        organ_kinds = frozenset(s.organ.kind for s in seats if s.organ)
        return cls(
            organisations=frozenset(s.organisation_id for s in seats),
            speaks_for=frozenset(s.organisation_id for s in seats if s.role in SPEAKING_ROLES and not s.organ_id),
            organ_kinds=organ_kinds,
            roles=frozenset(s.role for s in seats),
            sits_in_secretariat=not organ_kinds.isdisjoint(SECRETARIAT_ORGANS),
        )

    @classmethod
    def none(cls) -> "CurrentRoles":
        """No seat at all."""
        nothing: frozenset[int] = frozenset()
        words: frozenset[str] = frozenset()
        return cls(nothing, nothing, words, words, sits_in_secretariat=False)
