"""The table of moves, and what follows from it without anybody writing it again.

From one ``Lifecycle`` come the model field, the check constraint, the database guard, the buttons with
their reasons, the endpoint, the lock, the journal row, the line of steps, the diagram in the docs and
the parametrised tests.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pgtrigger
from django.db import models
from django.utils.functional import Promise

from kontor.charter.reasons import Reason
from kontor.kernel.access import Actor, Predicate, Refused
from kontor.kernel.audit import sentences

Words = str | Promise
Hindrance = Callable[[Any], Reason | None]


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a life: from which states to which, who may, and what may stand in the way.

    ``journal`` is the whole sentence for the journal, with ``%(actor)s`` and ``%(subject)s``.
    ``unless`` gives the reason why the step is blocked now, or ``None``. A move to the state that it
    came from is a deed that changes something else about the row. ``done`` is what the person reads who did it.
    """

    verb: str
    source: tuple[str, ...]
    target: str
    button: Words
    journal: Words
    may: Predicate
    unless: Hindrance | None = None
    clause: str = ""
    explanation: Words = ""
    is_grave: bool = False
    done: Words = ""

    def hindrance(self, row: Any) -> Reason | None:
        """Why the move is blocked for this row now, or ``None``."""
        return self.unless(row) if self.unless else None


@dataclass(frozen=True, eq=False)
class Lifecycle:
    """The whole life of one kind of row. ``path`` is the ordinary way through it, shown as a line of steps."""

    name: str
    title: Words
    states: type[models.TextChoices]
    initial: str
    moves: tuple[Move, ...]
    final: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    locks_first: tuple[str, ...] = ()  # foreign keys whose rows are locked before, so that locks have one order
    bound: dict[str, Any] = field(default_factory=dict)  # model, deeds, forms, reactions: bound by name

    def __post_init__(self) -> None:
        if self.name in _lifecycles:
            raise ValueError(f"There is a lifecycle {self.name!r} already.")
        _lifecycles[self.name] = self
        for move in self.moves:
            sentences.phrase(self.entry_verb(move.verb), move.journal)

    def entry_verb(self, verb: str) -> str:
        """The verb as the journal writes it."""
        return f"{self.name}.{verb}"

    def move(self, verb: str) -> Move:
        """The move with this verb; ``KeyError`` if there is none."""
        for move in self.moves:
            if move.verb == verb:
                return move
        raise KeyError(f"{self.name} has no move {verb!r}")

    def moves_from(self, state: str) -> Iterator[Move]:
        """The moves that leave a state, in the order of the table."""
        return (move for move in self.moves if state in move.source)

    # --- for models.py ---
    def field(self) -> "StateField":
        """The model's column for the state."""
        return StateField(lifecycle=self)

    def constraint(self) -> models.CheckConstraint:
        """The database's own check that the state is one of the table's."""
        return models.CheckConstraint(
            name=f"{self.name}_status_is_known", condition=models.Q(status__in=list(self.states.values))
        )

    def guard(self) -> pgtrigger.Trigger:
        """The database's refusal of every change of state that the table does not have."""
        ways = sorted({(str(s), str(m.target)) for m in self.moves for s in m.source if s != m.target})
        return pgtrigger.FSM(name=f"{self.name}_moves", field="status", transitions=ways)

    @property
    def model(self) -> Any:
        """The model whose field was made from this table."""
        return self.bound["model"]

    # --- for pages ---
    def check(self, move: Move, row: Any, by: Actor) -> None:
        """Raise ``Refused`` unless ``by`` may do this move with this row now."""
        if row.status not in move.source:
            raise Refused(Reason("not_from_this_state", {"state": self.states(row.status).label}))
        if not move.may(by, row):
            raise Refused(Reason("not_entitled", {}))
        if (reason := move.hindrance(row)) is not None:
            raise Refused(reason)

    def offers(self, row: Any, by: Actor) -> list["Offer"]:
        """What ``by`` may do with the row now; blocked moves carry their reason."""
        return [
            Offer(self, move, row, move.hindrance(row)) for move in self.moves_from(row.status) if move.may(by, row)
        ]


@dataclass(frozen=True, slots=True)
class Offer:
    """One button: a move that a person may do, possibly blocked for now."""

    lifecycle: Lifecycle
    move: Move
    row: Any
    reason: Reason | None

    @property
    def needs_input(self) -> bool:
        """Whether the move asks for something before it is done."""
        bound = self.lifecycle.bound
        return any(self.move.verb in bound.get(kind, {}) for kind in ("forms", "pages")) or self.move.is_grave


_lifecycles: dict[str, Lifecycle] = {}


def lifecycles() -> Mapping[str, Lifecycle]:
    """All lives by name."""
    return dict(_lifecycles)


class StateField(models.CharField[str, str]):
    """A column for the state, made from the table; it is changed by moves only."""

    def __init__(self, *, lifecycle: Lifecycle | None = None, **kwargs: Any) -> None:
        self.lifecycle = lifecycle
        if lifecycle is not None:
            kwargs.update(choices=lifecycle.states.choices, default=lifecycle.initial, max_length=30, editable=False)
        super().__init__(**kwargs)

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        """Tell the table which model it lives on."""
        super().contribute_to_class(cls, name, private_only)
        if self.lifecycle is not None and cls.__module__ != "__fake__":
            self.lifecycle.bound["model"] = cls
            cls.lifecycle = self.lifecycle  # type: ignore[attr-defined]

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """In migrations it is a plain column: the words of the states are not the database's business."""
        name, _path, arguments, options = super().deconstruct()
        options.pop("choices", None)
        return name, "django.db.models.CharField", list(arguments), options
