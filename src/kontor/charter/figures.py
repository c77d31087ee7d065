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
    EVERY_MEMBER = "every_member"


class Meaning(StrEnum):
    """What a position other than an express yes or no amounts to."""

    NOT_CONSENT = "not_consent"


class JoinersInRound(StrEnum):
    NOT_ADDED = "not_added"


class LeaversInRound(StrEnum):
    RELEASED = "released"


class EmptyElectorate(StrEnum):
    NEVER_COMPLETE = "never_complete"


class VotingScheme(StrEnum):
    ONE_PER_SIDE = "one_per_side"
    ONE_PER_CITY = "one_per_city"


class MajorityBase(StrEnum):
    """Of which votes a share is taken."""

    CAST = "cast"
    PRESENT = "present"
    ENTITLED = "entitled"


class Tie(StrEnum):
    REFUSED = "refused"


class WithdrawalEffect(StrEnum):
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
    asked: AskedForConsent
    written: bool


@dataclass(frozen=True, slots=True)
class MeaningFigures:
    means: Meaning
    recorded: bool


@dataclass(frozen=True, slots=True)
class JoinersFigures:
    joiners: JoinersInRound


@dataclass(frozen=True, slots=True)
class LeaversFigures:
    leavers: LeaversInRound


@dataclass(frozen=True, slots=True)
class EmptyElectorateFigures:
    outcome: EmptyElectorate


@dataclass(frozen=True, slots=True)
class RemindersFigures:
    """Days after dispatch on which cities that are still silent are reminded, ascending."""

    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnswerPeriodFigures:
    days: int
    ends_round: bool


@dataclass(frozen=True, slots=True)
class ReservationFigures:
    days: int


@dataclass(frozen=True, slots=True)
class DeadlineZoneFigures:
    """IANA name of the zone whose days deadlines are counted in."""

    zone: str


@dataclass(frozen=True, slots=True)
class MemberKindsFigures:
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ObserverRightsFigures:
    """What an observer may read, and what it may not do; `reads` names audiences."""

    reads: tuple[str, ...]
    uses_services: bool
    votes: bool
    states: bool


@dataclass(frozen=True, slots=True)
class ObserverKindFigures:
    returns: ReturnWay


@dataclass(frozen=True, slots=True)
class MeetingsFigures:
    per_year: int


@dataclass(frozen=True, slots=True)
class AlternationFigures:
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
    effective: WithdrawalEffect


@dataclass(frozen=True, slots=True)
class CostFigures:
    """FIN-1: key of the bearer of one category of costs."""

    bearer: str


@dataclass(frozen=True, slots=True)
class OrganFigures:
    votes: bool


@dataclass(frozen=True, slots=True)
class TaskFigures:
    """Names of the organs that share the task, e.g. ("secretariat", "secretariat_office")."""

    organs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommitteeFigures:
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
