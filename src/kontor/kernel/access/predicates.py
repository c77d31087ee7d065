"""Predicates that read as prose: ``is_secretariat | speaks_for_applicant & ~is_observer``."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kontor.kernel.access.actors import Actor, System

_log = logging.getLogger("kontor.access")
Question = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A yes-or-no question about an actor and one row (or ``None`` where no row is concerned).

    An error while asking means no: a broken rule must not open a door (FA09).
    """

    name: str
    question: Question

    def __call__(self, actor: Actor, row: object = None) -> bool:
        """Ask; the answer is ``True`` only when the question clearly says so."""
        try:
            return self.question(actor, row) is True
        except Exception:
            _log.exception("The question %r failed; the answer is no.", self.name)
            return False

    def __and__(self, other: "Predicate") -> "Predicate":
        return Predicate(f"{self.name} and {other.name}", lambda actor, row: self(actor, row) and other(actor, row))

    def __or__(self, other: "Predicate") -> "Predicate":
        return Predicate(f"{self.name} or {other.name}", lambda actor, row: self(actor, row) or other(actor, row))

    def __invert__(self) -> "Predicate":
        return Predicate(f"not {self.name}", lambda actor, row: not self(actor, row))


def predicate(question: Question) -> Predicate:
    """Make a predicate of a function ``(actor, row) -> bool``; its name is the function's."""
    return Predicate(question.__name__.replace("_", " "), question)


@predicate
def the_system_itself(actor: Actor, _row: object) -> bool:
    """Only the system, by rule: no person has a button for it."""
    return isinstance(actor, System)
