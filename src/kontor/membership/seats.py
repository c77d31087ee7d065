"""What the journal keeps of a decision about a seat (CHR-1, MEM-7)."""

from typing import Any

from kontor.charter.ratio import SeatDecision
from kontor.membership.models.alliance import charter_in_force


def facts_of_decision(decision: SeatDecision) -> dict[str, Any]:
    """The counts before and after, the ratio that they make, its limit, and the code of what followed from them.

    The clause goes into the entry's own column, and so does the charter's version.
    """
    facts = {"decision": decision.reason.code, "before": dict(decision.before), "after": dict(decision.after)}
    rule = charter_in_force().ratio
    if rule is None:
        return facts
    limit = rule.figures.limit
    return {
        **facts,
        "bounded": decision.after[rule.figures.bounded],
        "bounding": decision.after[rule.figures.bounding],
        "limit": f"{limit.numerator}:{limit.denominator}",
    }
