"""Whether every member city has consented in writing (MEM-4). Silence and abstention never are consent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from kontor.charter.model import Charter
from kontor.charter.reasons import Reason, cite

VoiceId: TypeAlias = int | str
"""Whatever identifies a member city to the caller."""


class Position(StrEnum):
    """What a city says in its statement. That it said nothing is not a position, but the lack of one."""

    CONSENT = "consent"
    OBJECTION = "objection"
    QUESTION = "question"
    ABSTENTION = "abstention"


@dataclass(frozen=True, slots=True)
class Voice:
    """One city of the electorate. `released`: why it no longer has to consent (it left), None while it must."""

    id: VoiceId
    released: str | None = None


@dataclass(frozen=True, slots=True)
class ConsentState:
    """The ledger of a round at one moment; ids in the order of the electorate.

    `missing` are all whose consent is required and not given: objecting, questioning, abstaining and silent ones.
    `not_asked` made a statement without belonging to the electorate; it does not count. `remarks` cite the rules by
    which silence, abstention, leavers and joiners were judged.
    """

    complete: bool
    consenting: tuple[VoiceId, ...]
    missing: tuple[VoiceId, ...]
    objecting: tuple[VoiceId, ...]
    questioning: tuple[VoiceId, ...]
    abstaining: tuple[VoiceId, ...]
    silent: tuple[VoiceId, ...]
    released: tuple[VoiceId, ...]
    not_asked: tuple[VoiceId, ...]
    reason: Reason
    remarks: tuple[Reason, ...]


def consent_complete(
    electorate: Iterable[Voice], statements: Mapping[VoiceId, Position], charter: Charter
) -> ConsentState:
    """Whether the written consent of every member city is there (MEM-4).

    `electorate` is the snapshot taken at dispatch, leavers marked as released; `statements` the current position of
    each city that made one. A round in which nobody is left to consent, or nobody ever was, is not complete:
    "everyone consented" would be true of nobody, and a city would come in that no member city wanted. The founding
    members therefore pass through no round; they sign the memorandum together. ValueError for a city named twice.
    """
    voices = tuple(electorate)
    if len({voice.id for voice in voices}) != len(voices):
        raise ValueError("a city stands in the electorate twice")
    required = tuple(voice.id for voice in voices if voice.released is None)
    asked = {voice.id for voice in voices}

    def having(position: Position | None) -> tuple[VoiceId, ...]:
        return tuple(voice for voice in required if statements.get(voice) is position)

    stands = {position: having(position) for position in (*Position, None)}
    released = tuple(voice.id for voice in voices if voice.released is not None)
    not_asked = tuple(voice for voice in statements if voice not in asked)
    missing = tuple(voice for voice in required if voice not in set(stands[Position.CONSENT]))
    return ConsentState(
        complete=bool(required) and not missing,
        consenting=stands[Position.CONSENT],
        missing=missing,
        objecting=stands[Position.OBJECTION],
        questioning=stands[Position.QUESTION],
        abstaining=stands[Position.ABSTENTION],
        silent=stands[None],
        released=released,
        not_asked=not_asked,
        reason=_reason({position: len(ids) for position, ids in stands.items()}, len(released), charter),
        remarks=_remarks(len(stands[None]), len(stands[Position.ABSTENTION]), len(released), len(not_asked), charter),
    )


def _reason(counts: Mapping[Position | None, int], released: int, charter: Charter) -> Reason:
    required, given, objecting = sum(counts.values()), counts[Position.CONSENT], counts[Position.OBJECTION]
    rule = charter.consent
    if not required:
        return cite("consent.nobody_to_ask", charter, charter.empty_electorate, released=released)
    if objecting:
        return cite("consent.objected", charter, rule, given=given, required=required, objecting=objecting)
    if given == required:
        return cite("consent.complete", charter, rule, required=required)
    return cite(
        "consent.incomplete",
        charter,
        rule,
        given=given,
        required=required,
        questioning=counts[Position.QUESTION],
        abstaining=counts[Position.ABSTENTION],
        silent=counts[None],
    )


def _remarks(silent: int, abstaining: int, released: int, not_asked: int, charter: Charter) -> tuple[Reason, ...]:
    remarks = []
    if silent:
        remarks.append(cite("consent.silence_is_not_consent", charter, charter.silence, silent=silent))
    if abstaining:
        remark = cite("consent.abstention_is_not_consent", charter, charter.abstention, abstaining=abstaining)
        remarks.append(remark)
    if released:
        remarks.append(cite("consent.leavers_released", charter, charter.leavers_in_round, released=released))
    if not_asked:
        remarks.append(cite("consent.joiners_not_added", charter, charter.joiners_in_round, not_asked=not_asked))
    return tuple(remarks)
