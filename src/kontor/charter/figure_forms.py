"""Which figures a rule has to carry, by its key or its group, and how each kind is read from its table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from kontor.charter import figures as f
from kontor.charter.table import Table

Form: TypeAlias = Callable[[Table], f.Figures]


def _ratio(table: Table) -> f.RatioFigures:
    return f.RatioFigures(
        bounded=table.text("bounded"),
        bounding=table.text("bounding"),
        limit=table.proportion("limit"),
        exception_with_reason=table.flag("exception_with_reason"),
    )


def _consent(table: Table) -> f.ConsentFigures:
    return f.ConsentFigures(table.one_of("asked", f.AskedForConsent), written=table.flag("written"))


def _meaning(table: Table) -> f.MeaningFigures:
    return f.MeaningFigures(table.one_of("means", f.Meaning), recorded=table.flag("recorded"))


def _joiners(table: Table) -> f.JoinersFigures:
    return f.JoinersFigures(table.one_of("joiners", f.JoinersInRound))


def _leavers(table: Table) -> f.LeaversFigures:
    return f.LeaversFigures(table.one_of("leavers", f.LeaversInRound))


def _empty_electorate(table: Table) -> f.EmptyElectorateFigures:
    return f.EmptyElectorateFigures(table.one_of("outcome", f.EmptyElectorate))


def _reminders(table: Table) -> f.RemindersFigures:
    return f.RemindersFigures(table.wholes("days"))


def _answer_period(table: Table) -> f.AnswerPeriodFigures:
    return f.AnswerPeriodFigures(table.whole("days"), ends_round=table.flag("ends_round"))


def _reservation(table: Table) -> f.ReservationFigures:
    return f.ReservationFigures(table.whole("days"))


def _deadline_zone(table: Table) -> f.DeadlineZoneFigures:
    return f.DeadlineZoneFigures(table.zone("zone"))


def _member_kinds(table: Table) -> f.MemberKindsFigures:
    return f.MemberKindsFigures(table.texts("kinds"))


def _observer_rights(table: Table) -> f.ObserverRightsFigures:
    return f.ObserverRightsFigures(
        reads=table.texts("reads"),
        uses_services=table.flag("uses_services"),
        votes=table.flag("votes"),
        states=table.flag("states"),
    )


def _observer_kind(table: Table) -> f.ObserverKindFigures:
    return f.ObserverKindFigures(table.one_of("returns", f.ReturnWay))


def _meetings(table: Table) -> f.MeetingsFigures:
    return f.MeetingsFigures(table.whole("per_year"))


def _alternation(table: Table) -> f.AlternationFigures:
    return f.AlternationFigures(table.flag("exception_with_reason"))


def _voting(table: Table) -> f.VotingFigures:
    return f.VotingFigures(table.one_of("scheme", f.VotingScheme), table.some_of("alternatives", f.VotingScheme))


def _majority(table: Table) -> f.MajorityFigures:
    share = table.proportion("share")
    if share > 1:
        raise table.wrong(f"share has to be at most the whole, got {share}")
    return f.MajorityFigures(
        base=table.one_of("base", f.MajorityBase),
        share=share,
        more_than=table.flag("more_than"),
        tie=table.one_of("tie", f.Tie),
    )


def _withdrawal(table: Table) -> f.WithdrawalFigures:
    return f.WithdrawalFigures(table.one_of("effective", f.WithdrawalEffect))


def _cost(table: Table) -> f.CostFigures:
    return f.CostFigures(table.text("bearer"))


def _organ(table: Table) -> f.OrganFigures:
    return f.OrganFigures(table.flag("votes"))


def _task(table: Table) -> f.TaskFigures:
    return f.TaskFigures(table.texts("organs"))


def _committee(table: Table) -> f.CommitteeFigures:
    return f.CommitteeFigures(table.text("chair"))


def _criterion(table: Table) -> f.CriterionFigures:
    return f.CriterionFigures(table.text("side") if table.has("side") else None)


BY_KEY: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "ratio": _ratio,
        "consent": _consent,
        "silence": _meaning,
        "abstention": _meaning,
        "joiners_in_round": _joiners,
        "leavers_in_round": _leavers,
        "empty_electorate": _empty_electorate,
        "reminders": _reminders,
        "answer_period": _answer_period,
        "reservation": _reservation,
        "deadline_zone": _deadline_zone,
        "member_kinds": _member_kinds,
        "observer_rights": _observer_rights,
        "meetings_per_year": _meetings,
        "alternation": _alternation,
        "voting": _voting,
        "withdrawal": _withdrawal,
    }
)
BY_GROUP: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "observer": _observer_kind,
        "majority": _majority,
        "cost": _cost,
        "organ": _organ,
        "task": _task,
        "committee": _committee,
        "criterion": _criterion,
    }
)

OPTIONAL: Final = frozenset({"ratio"})
"""An alliance may set no ratio between its sides; without the other rules the functions of this package cannot work."""

REQUIRED_KEYS: Final = (
    *(key for key in BY_KEY if key not in OPTIONAL),
    "observer.waiting",
    "observer.converted",
    "waiting_order",
    "majority.work_programme",
    "majority.conversion",
    "majority.motion",
)
REQUIRED_GROUPS: Final = ("dossier", "duty", "right", "ground", "organ", "cost")


def form_for(key: str) -> Form | None:
    """How the figures of that rule are read; None for a rule of words only."""
    return BY_KEY.get(key) or BY_GROUP.get(key.rpartition(".")[0])
