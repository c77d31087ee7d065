"""Who pays (FIN-1, FIN-2): the bearer follows from the category, and the clause is shown with it."""

from __future__ import annotations

from dataclasses import dataclass

from kontor.charter.figures import CostFigures
from kontor.charter.model import Bearer, Charter, Rule
from kontor.charter.reasons import Reason, cite


class UnknownCategory(LookupError):  # noqa: N818 - named by what is wrong
    """A category of costs that the charter does not have; carries the `category`."""

    def __init__(self, category: str) -> None:
        super().__init__(f"the charter has no category of costs {category!r}")
        self.category = category


@dataclass(frozen=True, slots=True)
class CostDecision:
    """The bearer of a category, and the clause it follows from. Which city it is in a case, the caller knows."""

    bearer: Bearer
    reason: Reason


def cost_categories(charter: Charter) -> tuple[Rule[CostFigures], ...]:
    """All categories in the order of the charter; `rule.name` is what bearer_of takes."""
    return tuple(charter.typed(rule.key, CostFigures) for rule in charter.group("cost"))


def bearer_of(category: str, charter: Charter) -> CostDecision:
    """Who bears costs of that category, e.g. "meeting_local_organisation"; UnknownCategory if there is none."""
    if not charter.has(f"cost.{category}"):
        raise UnknownCategory(category)
    rule = charter.typed(f"cost.{category}", CostFigures)
    bearer = charter.bearer(rule.figures.bearer)
    return CostDecision(bearer, cite("cost.borne_by", charter, rule, category=category, bearer=bearer.key))
