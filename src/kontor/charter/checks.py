"""What has to hold between the rules of a version, and between versions, once each is read on its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kontor.charter import figures as f
from kontor.charter.figure_forms import REQUIRED_GROUPS, REQUIRED_KEYS
from kontor.charter.model import Charter, Rule
from kontor.charter.table import Table


def check_unique(table: Table, what: str, names: Iterable[str]) -> None:
    """Refuse a name that is there twice."""
    for name, count in Counter(names).items():
        if count > 1:
            raise table.wrong(f"{what} {name} is there {count} times")


def check_rules(version: Table, read: Sequence[tuple[Table, Rule[f.Figures | None]]]) -> None:
    """Refuse rules whose key or clause is there twice, and a version that lacks a required rule."""
    keys: set[str] = set()
    clauses: dict[str, str] = {}
    for table, rule in read:
        if rule.key in keys:
            raise table.wrong(f"key {rule.key} is there twice")
        if rule.clause in clauses:
            raise table.wrong(f"clause {rule.clause} is already that of {clauses[rule.clause]}")
        keys.add(rule.key)
        clauses[rule.clause] = rule.key
    missing = [key for key in REQUIRED_KEYS if key not in keys]
    missing += [f"{group}.…" for group in REQUIRED_GROUPS if not any(key.startswith(f"{group}.") for key in keys)]
    if missing:
        raise version.wrong(f"rules are missing: {', '.join(missing)}")


def check_references(charter: Charter, read: Sequence[tuple[Table, Rule[f.Figures | None]]]) -> None:
    """What a rule's figures name must exist in the same version."""
    bearers = {bearer.key for bearer in charter.bearers}
    organs = {rule.name for rule in charter.group("organ")}
    sides = {side.code for side in charter.sides}
    for table, rule in read:
        match rule.figures:
            case f.RatioFigures(bounded=bounded, bounding=bounding):
                _check_known(table, "side", (bounded, bounding), sides)
                if bounded == bounding:
                    raise table.wrong("a side cannot bound itself")
            case f.CriterionFigures(side=str(side)):
                _check_known(table, "side", (side,), sides)
            case f.CostFigures(bearer=bearer):
                _check_known(table, "bearer", (bearer,), bearers)
            case f.TaskFigures(organs=named):
                _check_known(table, "organ", named, organs)
            case _:
                pass


def _check_known(table: Table, what: str, named: Iterable[str], known: set[str]) -> None:
    for name in named:
        if name not in known:
            raise table.wrong(f"there is no {what} {name!r} in this version")


def check_versions(top: Table, versions: Sequence[Charter]) -> None:
    """Refuse two versions of one name, and two in force on one day."""
    check_unique(top, "version", [charter.version for charter in versions])
    for earlier, later in pairwise(versions):
        if earlier.in_force_until is None or earlier.in_force_until >= later.in_force_from:
            raise top.wrong(f"versions {earlier.version} and {later.version} are in force at the same time")
