"""The figures and schemes that rules carry, one small class for each kind of rule.

An enumeration with a single member is meant: the rule is data that is shown and cited, and a charter that says
something else is refused when it is loaded instead of being silently ignored by functions that cannot follow it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

SideCode: TypeAlias = str
"""The code of a side of the alliance, e.g. "CN"; which codes there are, the charter says."""


class AskedForConsent(StrEnum):
    """Whose consent an application needs (MEM-4)."""

    EVERY_MEMBER = "every_member"


class Meaning(StrEnum):
    """What a position other than an express yes or no amounts to."""

    NOT_CONSENT = "not_consent"


class JoinersInRound(StrEnum):
    """What becomes of a city that joins while a round is running."""

    NOT_ADDED = "not_added"


class LeaversInRound(StrEnum):
    """What becomes of a city that leaves while a round is running."""

    RELEASED = "released"


class EmptyElectorate(StrEnum):
    """What a round amounts to in which nobody is left to ask."""

    NEVER_COMPLETE = "never_complete"


class VotingScheme(StrEnum):
    """Who casts votes at a session (GOV-3)."""

    ONE_PER_SIDE = "one_per_side"
    ONE_PER_CITY = "one_per_city"


class MajorityBase(StrEnum):
    """Of which votes a share is taken."""

    CAST = "cast"
    PRESENT = "present"
    ENTITLED = "entitled"


class Tie(StrEnum):
    """What a tie amounts to."""

    REFUSED = "refused"


class WithdrawalEffect(StrEnum):
    """When a withdrawal takes effect (MEM-8)."""

    COMMUNICATED_TO_ALL = "communicated_to_all"


class ReturnWay(StrEnum):
    """How an observer city comes to a member's seat."""

    OFFERED_FREE_SEAT = "offered_free_seat"
    APPLIES_ANEW = "applies_anew"


@dataclass(frozen=True, slots=True)
class RatioFigures:
    """MEM-7: at most `limit` members of the bounded side for each member of the bounding side."""

    bounded: SideCode
    bounding: SideCode
    limit: Fraction
    exception_with_reason: bool


@dataclass(frozen=True, slots=True)
class ConsentFigures:
    """MEM-4: whose consent is needed, and whether in writing."""

    asked: AskedForConsent
    written: bool


@dataclass(frozen=True, slots=True)
class MeaningFigures:
    """What silence or an abstention amounts to, and whether it is recorded."""

    means: Meaning
    recorded: bool


@dataclass(frozen=True, slots=True)
class JoinersFigures:
    """What becomes of a city that joins during a round."""

    joiners: JoinersInRound


@dataclass(frozen=True, slots=True)
class LeaversFigures:
    """What becomes of a city that leaves during a round."""

    leavers: LeaversInRound


@dataclass(frozen=True, slots=True)
class EmptyElectorateFigures:
    """What a round without anybody to ask amounts to."""

    outcome: EmptyElectorate


@dataclass(frozen=True, slots=True)
class RemindersFigures:
    """Days after dispatch on which cities that are still silent are reminded, ascending."""

    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnswerPeriodFigures:
    """Days for an answer after dispatch, and whether their end ends the round."""

    days: int
    ends_round: bool


@dataclass(frozen=True, slots=True)
class ReservationFigures:
    """Days for which a reserved seat is held."""

    days: int


@dataclass(frozen=True, slots=True)
class DeadlineZoneFigures:
    """IANA name of the zone whose days deadlines are counted in."""

    zone: str


@dataclass(frozen=True, slots=True)
class MemberKindsFigures:
    """MEM-1: what kinds of places may be members."""

    kinds: tuple[str, ...]


#: The audience of what is addressed to members: applications put to them, who leaves, whom to talk to.
MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class ObserverRightsFigures:
    """What an observer may read, and what it may not do; `reads` names audiences, the public and MEMBERS."""

    reads: tuple[str, ...]
    uses_services: bool
    votes: bool
    states: bool


@dataclass(frozen=True, slots=True)
class ObserverKindFigures:
    """How this kind of observer comes to a seat."""

    returns: ReturnWay


@dataclass(frozen=True, slots=True)
class MeetingsFigures:
    """GOV-1: how many meetings a year are aimed at."""

    per_year: int


@dataclass(frozen=True, slots=True)
class AlternationFigures:
    """GOV-1: the sides take turns; whether a recorded reason allows an exception."""

    exception_with_reason: bool


@dataclass(frozen=True, slots=True)
class VotingFigures:
    """The scheme in force; `alternatives` are those that this platform could run instead."""

    scheme: VotingScheme
    alternatives: tuple[VotingScheme, ...]


@dataclass(frozen=True, slots=True)
class MajorityFigures:
    """Carried when the yes votes are more than (or, if not `more_than`, at least) `share` of the base."""

    base: MajorityBase
    share: Fraction
    more_than: bool
    tie: Tie


@dataclass(frozen=True, slots=True)
class WithdrawalFigures:
    """MEM-8: when a withdrawal takes effect."""

    effective: WithdrawalEffect


@dataclass(frozen=True, slots=True)
class CostFigures:
    """FIN-1: key of the bearer of one category of costs."""

    bearer: str


@dataclass(frozen=True, slots=True)
class OrganFigures:
    """Whether the organ votes."""

    votes: bool


@dataclass(frozen=True, slots=True)
class TaskFigures:
    """Names of the organs that share the task, e.g. ("secretariat", "secretariat_office")."""

    organs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommitteeFigures:
    """Key of the city that chairs the committee."""

    chair: str


@dataclass(frozen=True, slots=True)
class CriterionFigures:
    """CHR-1a: shown beside an application of this side (None: of any side). Not a gate, so nothing to evaluate."""

    side: SideCode | None


Figures: TypeAlias = (
    RatioFigures
    | ConsentFigures
    | MeaningFigures
    | JoinersFigures
    | LeaversFigures
    | EmptyElectorateFigures
    | RemindersFigures
    | AnswerPeriodFigures
    | ReservationFigures
    | DeadlineZoneFigures
    | MemberKindsFigures
    | ObserverRightsFigures
    | ObserverKindFigures
    | MeetingsFigures
    | AlternationFigures
    | VotingFigures
    | MajorityFigures
    | WithdrawalFigures
    | CostFigures
    | OrganFigures
    | TaskFigures
    | CommitteeFigures
    | CriterionFigures
)
