"""Membership in tables."""

from kontor.membership.models.alliance import Alliance
from kontor.membership.models.application import Application, DossierPart
from kontor.membership.models.leaving import Addressee, Conversion, Hearing, Withdrawal
from kontor.membership.models.letter import FormalLetter
from kontor.membership.models.milestone import Milestone, MilestoneKind
from kontor.membership.models.prospect import Prospect, Talk
from kontor.membership.models.round import Answer, Position, Round, Statement, Voice
from kontor.membership.models.standing import Claim, Standing, StandingKind

__all__ = [
    "Addressee",
    "Alliance",
    "Answer",
    "Application",
    "Claim",
    "Conversion",
    "DossierPart",
    "FormalLetter",
    "Hearing",
    "Milestone",
    "MilestoneKind",
    "Position",
    "Prospect",
    "Round",
    "Standing",
    "StandingKind",
    "Statement",
    "Talk",
    "Voice",
    "Withdrawal",
]
