"""Predicates that read as prose: ``is_secretariat | speaks_for_applicant & ~is_observer``."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kontor.kernel.access.actors import Actor, System

_log = logging.getLogger("kontor.access")
Question = Callable[[Any, Any], bool | None]  # ``None``: it cannot say


@dataclass(frozen=True, slots=True)
class Predicate:
    """A yes-or-no question about an actor and one row (or ``None`` where no row is concerned).

    An error while asking means no: a broken rule must not open a door (FA09). That holds for what is made of
    predicates too: whatever contains a question that failed is answered with no, a negation of it included.
    """

    name: str
    question: Question

    def __call__(self, actor: Actor, row: object = None) -> bool:
        """Ask; the answer is ``True`` only when the question clearly says so."""
        return self.answer(actor, row) is True

    def answer(self, actor: Actor, row: object) -> bool | None:
        """What the question says: ``None`` when it failed, which is neither yes nor no."""
        try:
            said = self.question(actor, row)
        except Exception:
            _log.exception("The question %r failed; the answer is no.", self.name)
            return None
        return said if isinstance(said, bool) else None

    def __and__(self, other: "Predicate") -> "Predicate":
        return Predicate(f"{self.name} and {other.name}", lambda actor, row: _both(self, other, actor, row))

    def __or__(self, other: "Predicate") -> "Predicate":
        return Predicate(f"{self.name} or {other.name}", lambda actor, row: _either(self, other, actor, row))

    def __invert__(self) -> "Predicate":
        return Predicate(f"not {self.name}", lambda actor, row: _opposite(self.answer(actor, row)))


def _both(one: Predicate, other: Predicate, actor: Actor, row: object) -> bool | None:
    first = one.answer(actor, row)
    return other.answer(actor, row) if first is True else first


def _either(one: Predicate, other: Predicate, actor: Actor, row: object) -> bool | None:
    first = one.answer(actor, row)
    if first is True:
        return True
    second = other.answer(actor, row)
    return None if first is None and second is not True else second


def _opposite(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def predicate(question: Question) -> Predicate:
    """Make a predicate of a function ``(actor, row) -> bool``; its name is the function's."""
    return Predicate(question.__name__.replace("_", " "), question)


@predicate
def the_system_itself(actor: Actor, _row: object) -> bool:
    """Only the system, by rule: no person has a button for it."""
    return isinstance(actor, System)
