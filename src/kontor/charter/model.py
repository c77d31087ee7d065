"""The charter as typed, frozen data: sides, rules, versions (CHR-1, CHR-1a, ORG-1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from kontor.charter import figures as f
from kontor.charter.words import Words

F_co = TypeVar("F_co", covariant=True)
F = TypeVar("F")


class Strength(StrEnum):
    """How binding a rule is, kept as it is worded in the source; its plain indicative counts as MUST."""

    MUST = "must"  # muss
    IN_PRINCIPLE = "in_principle"  # grundsätzlich: strict, an exception only with a recorded reason
    AIMED_AT = "aimed_at"  # angestrebt
    MAY = "may"  # kann
    FILLED = "filled"  # the source is silent: this installation's own default


class Precision(StrEnum):
    """How exactly a source tells a date; the missing rest is read as the first month, the first day."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class UnknownSide(ValueError):  # noqa: N818 - named by what is wrong
    """A side that the charter does not have; carries the `side`."""

    def __init__(self, side: str) -> None:
        super().__init__(f"the charter has no side {side!r}")
        self.side = side


class NoCharterInForce(LookupError):  # noqa: N818 - named by what is wrong
    """No version was in force on the day asked for; carries the `day`."""

    def __init__(self, day: date) -> None:
        super().__init__(f"no version of the charter was in force on {day.isoformat()}")
        self.day = day


@dataclass(frozen=True, slots=True)
class Source:
    """A citation: the paper by its real name, and the place in it."""

    document: str
    place: str

    def __str__(self) -> str:
        return f"{self.document}, {self.place}"


@dataclass(frozen=True, slots=True)
class OfficialCodes:
    """How the official codes of a side's places are written. `told` says the shape to people."""

    system: str
    shape: str
    told: Words

    def fits(self, code: str) -> bool:
        """Whether the whole code has the shape."""
        return re.fullmatch(self.shape, code) is not None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the alliance: the country's name, and what its member cities are called together.

    `zone` is the IANA name of the zone that its people live by, `language` the one of LANGUAGES in which its cities
    write their own names; empty where it is none of them. `codes` is None where its places have no official codes.
    """

    code: f.SideCode
    order: int
    name: Words
    cities: Words
    zone: str
    language: str = ""
    codes: OfficialCodes | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """What a section of the source is about: "II.5.1", and its title; rules stand under the longest that fits."""

    number: str
    title: Words


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who can bear costs."""

    key: str
    name: Words


@dataclass(frozen=True, slots=True)
class Rule(Generic[F_co]):
    """One rule. `key` is what code asks for ("ratio", "duty.name_contacts"); `clause` is what people cite.

    A clause is the source's own section, followed by a letter where the section states several rules ("II.5.1.k")
    or by F and a number where it is silent and this installation fills the gap ("II.5.1.F1").
    `figures` is None for rules that consist of words only.
    """

    key: str
    clause: str
    strength: Strength
    sources: tuple[Source, ...]
    title: Words
    text: Words
    figures: F_co

    @property
    def group(self) -> str:
        """The part before the dot of "duty.name_contacts"; empty for a rule that stands alone."""
        return self.key.rpartition(".")[0]

    @property
    def name(self) -> str:
        """The part after the dot; the whole key of a rule that stands alone."""
        return self.key.rpartition(".")[2]

    @property
    def section(self) -> str:
        """The source's own section, to group rules on a page: "II.5.1" of "II.5.1.k"."""
        head, _, tail = self.clause.rpartition(".")
        return head if tail.islower() or tail.startswith("F") else self.clause


@dataclass(frozen=True, slots=True)
class Charter:
    """One version of an alliance's statute. `in_force_until` is its last day; None while it goes on."""

    key: str
    name: Words
    version: str
    title: Words
    in_force_from: date
    in_force_from_precision: Precision
    in_force_until: date | None
    sides: tuple[Side, ...]
    bearers: tuple[Bearer, ...]
    rules: tuple[Rule[f.Figures | None], ...]
    headings: tuple[Heading, ...] = ()
    _by_key: Mapping[str, Rule[f.Figures | None]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key = {rule.key: rule for rule in self.rules}
        object.__setattr__(self, "_by_key", MappingProxyType(by_key))

    def __reduce__(self) -> tuple[Any, ...]:
        # The look-up table cannot be pickled, and is made again anyway.
        return Charter, tuple(getattr(self, name) for name in self.__slots__ if name != "_by_key")

    def is_in_force_on(self, day: date) -> bool:
        """Whether this version was in force on that day."""
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)

    def side(self, code: f.SideCode) -> Side:
        """The side of that code; UnknownSide if there is none."""
        for side in self.sides:
            if side.code == code:
                return side
        raise UnknownSide(code)

    def heading_of(self, rule: Rule[Any]) -> Heading | None:
        """The most exact heading that a rule stands under; None where the charter gives none."""
        fitting = (h for h in self.headings if f"{rule.section}.".startswith(f"{h.number}."))
        return max(fitting, key=lambda heading: len(heading.number), default=None)

    def bearer(self, key: str) -> Bearer:
        """The bearer of that key; KeyError if there is none."""
        for bearer in self.bearers:
            if bearer.key == key:
                return bearer
        raise KeyError(key)

    def rule(self, key: str) -> Rule[f.Figures | None]:
        """The rule of that key; KeyError if there is none."""
        return self._by_key[key]

    def has(self, key: str) -> bool:
        """Whether there is a rule of that key."""
        return key in self._by_key

    def at(self, clause: str) -> Rule[f.Figures | None]:
        """The rule that a citation names; KeyError if there is none."""
        for rule in self.rules:
            if rule.clause == clause:
                return rule
        raise KeyError(clause)

    def group(self, group: str) -> tuple[Rule[f.Figures | None], ...]:
        """All rules of a group ("duty", "right", "service", "dossier", ...) in the order of the charter."""
        return tuple(rule for rule in self.rules if rule.group == group)

    def tasks_of(self, organ: str) -> tuple[Rule[f.TaskFigures], ...]:
        """ORG-1..6: the tasks that the organ has, alone or together with another."""
        tasks = (self.typed(rule.key, f.TaskFigures) for rule in self.group("task"))
        return tuple(task for task in tasks if organ in task.figures.organs)

    def typed(self, key: str, figures: type[F]) -> Rule[F]:
        """The rule of that key, known to carry that class of figures. KeyError, TypeError where it does not."""
        rule: Rule[Any] = self.rule(key)
        if not isinstance(rule.figures, figures):
            raise TypeError(f"rule {key!r} carries {type(rule.figures).__name__}, not {figures.__name__}")
        return rule

    @property
    def ratio(self) -> Rule[f.RatioFigures] | None:
        """The ratio between the sides; None in an alliance that sets none."""
        return self.typed("ratio", f.RatioFigures) if self.has("ratio") else None

    @property
    def consent(self) -> Rule[f.ConsentFigures]:
        """Whose written consent an application needs (MEM-4)."""
        return self.typed("consent", f.ConsentFigures)

    @property
    def silence(self) -> Rule[f.MeaningFigures]:
        """What silence amounts to: never consent."""
        return self.typed("silence", f.MeaningFigures)

    @property
    def abstention(self) -> Rule[f.MeaningFigures]:
        """What an abstention amounts to: never consent."""
        return self.typed("abstention", f.MeaningFigures)

    @property
    def joiners_in_round(self) -> Rule[f.JoinersFigures]:
        """What becomes of a city that joins during a round."""
        return self.typed("joiners_in_round", f.JoinersFigures)

    @property
    def leavers_in_round(self) -> Rule[f.LeaversFigures]:
        """What becomes of a city that leaves during a round."""
        return self.typed("leavers_in_round", f.LeaversFigures)

    @property
    def empty_electorate(self) -> Rule[f.EmptyElectorateFigures]:
        """What a round without anybody to ask amounts to."""
        return self.typed("empty_electorate", f.EmptyElectorateFigures)

    @property
    def reminders(self) -> Rule[f.RemindersFigures]:
        """When silent cities are reminded."""
        return self.typed("reminders", f.RemindersFigures)

    @property
    def answer_period(self) -> Rule[f.AnswerPeriodFigures]:
        """How long cities have to answer."""
        return self.typed("answer_period", f.AnswerPeriodFigures)

    @property
    def reservation(self) -> Rule[f.ReservationFigures]:
        """How long a reserved seat is held."""
        return self.typed("reservation", f.ReservationFigures)

    @property
    def deadline_zone(self) -> Rule[f.DeadlineZoneFigures]:
        """The zone whose days deadlines are counted in."""
        return self.typed("deadline_zone", f.DeadlineZoneFigures)

    @property
    def member_kinds(self) -> Rule[f.MemberKindsFigures]:
        """What kinds of places may be members."""
        return self.typed("member_kinds", f.MemberKindsFigures)

    @property
    def observer_rights(self) -> Rule[f.ObserverRightsFigures]:
        """What observers may read and do."""
        return self.typed("observer_rights", f.ObserverRightsFigures)

    @property
    def meetings_per_year(self) -> Rule[f.MeetingsFigures]:
        """How many meetings a year are aimed at."""
        return self.typed("meetings_per_year", f.MeetingsFigures)

    @property
    def alternation(self) -> Rule[f.AlternationFigures]:
        """That the sides take turns in hosting."""
        return self.typed("alternation", f.AlternationFigures)

    @property
    def voting(self) -> Rule[f.VotingFigures]:
        """Who casts votes at a session."""
        return self.typed("voting", f.VotingFigures)

    @property
    def withdrawal(self) -> Rule[f.WithdrawalFigures]:
        """When a withdrawal takes effect."""
        return self.typed("withdrawal", f.WithdrawalFigures)


@dataclass(frozen=True, slots=True)
class CharterHistory:
    """All versions of one alliance's charter, oldest first, never two in force on one day (CHR-2)."""

    key: str
    name: Words
    versions: tuple[Charter, ...]

    def in_force_on(self, day: date) -> Charter:
        """The version in force on that day; NoCharterInForce before the first, after the last, and in a gap."""
        for charter in self.versions:
            if charter.is_in_force_on(day):
                return charter
        raise NoCharterInForce(day)

    def version(self, version: str) -> Charter:
        """The version that a recorded reason cites; KeyError if there is none."""
        for charter in self.versions:
            if charter.version == version:
                return charter
        raise KeyError(version)

    def side(self, code: f.SideCode) -> Side:
        """The side of that code, as the newest version that has it describes it; UnknownSide if there is none."""
        for charter in reversed(self.versions):
            if any(side.code == code for side in charter.sides):
                return charter.side(code)
        raise UnknownSide(code)

    @property
    def latest(self) -> Charter:
        """The newest version, in force or not."""
        return self.versions[-1]

    @property
    def past(self) -> tuple[Charter, ...]:
        """All versions before the latest, newest first."""
        return self.versions[-2::-1]
