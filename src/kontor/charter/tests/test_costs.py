"""FIN-1: who pays."""

from __future__ import annotations

import pytest

from kontor.charter.costs import UnknownCategory, bearer_of, cost_categories
from kontor.charter.model import Charter

WHO_PAYS = {
    "secretariat_founding": ("service_zone_committee", "II.6.1.a"),
    "secretariat_running": ("service_zone_committee", "II.6.1.b"),
    "database_set_up": ("secretariat", "II.6.2.a"),
    "database_running": ("secretariat", "II.6.2.b"),
    "advertising": ("secretariat_and_office", "II.6.3"),
    "event": ("host_city", "II.6.4.a"),
    "meeting_local_organisation": ("host_city", "II.6.4.b"),
    "meeting_special_event": ("organising_city", "II.6.4.c"),
    "local_event": ("organising_city", "II.6.4.d"),
    "delegation_travel": ("delegates_organisation", "II.6.4.e"),
    "delegation_accommodation": ("delegates_organisation", "II.6.4.f"),
    "delegation_meals": ("delegates_organisation", "II.6.4.g"),
    "contact_point_founding": ("contact_point_carrier", "II.6.5.a"),
    "contact_point_running": ("contact_point_carrier", "II.6.5.b"),
}


def test_every_category_has_its_bearer_and_clause(charter: Charter) -> None:
    found = {}
    for rule in cost_categories(charter):
        decision = bearer_of(rule.name, charter)
        assert decision.reason.params == {"category": rule.name, "bearer": decision.bearer.key}
        found[rule.name] = (decision.bearer.key, decision.reason.clause)
    assert found == WHO_PAYS


@pytest.mark.parametrize("category", ["tea", "", "cost.event", "cost"])
def test_an_unknown_category_is_told(charter: Charter, category: str) -> None:
    with pytest.raises(UnknownCategory) as told:
        bearer_of(category, charter)
    assert told.value.category == category


def test_an_unknown_bearer_is_told(charter: Charter) -> None:
    with pytest.raises(KeyError):
        charter.bearer("nobody")
