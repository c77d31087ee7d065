"""Doing a move: lock, check, act, save, journal, react, all in one transaction."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import transaction

from kontor.kernel.access import Actor
from kontor.kernel.audit import journal
from kontor.kernel.audit.journal import Told
from kontor.kernel.jobs.crashpoints import crashpoint
from kontor.kernel.lifecycle.moves import Lifecycle

Deed = Callable[..., Told | None]
Row = TypeVar("Row")


def performs(
    lifecycle: Lifecycle, verb: str, *, holding: Callable[[], object] | None = None
) -> Callable[[Deed], Callable[..., Any]]:
    """Make a function the deed of a move.

    The function gets the locked, fresh row, ``by`` and the move's input; it sets fields and may return
    what the journal should know besides. What is called is the whole step: it gives the row as saved,
    or raises ``Refused`` and has written nothing. ``holding`` takes a lock that comes before the row's.
    """
    move = lifecycle.move(verb)

    def decorate(deed: Deed) -> Callable[..., Any]:
        @wraps(deed)
        def step(row: Any, *, by: Actor, **given: Any) -> Any:
            with transaction.atomic():
                if holding is not None:
                    holding()
                locked = _lock(lifecycle, row)
                lifecycle.check(move, locked, by)
                crashpoint(f"{lifecycle.name}.{verb}:locked")
                told = deed(locked, by=by, **given) or Told()
                locked.status = move.target
                locked.save()
                if move.clause and not told.clause:
                    told = Told(told.facts, told.personal, told.persons, move.clause)
                journal.record(lifecycle.entry_verb(verb), locked, by=by, told=told)
                reactions = lifecycle.bound.get("reactions", {}).get(verb, ())
                for reaction in reactions:
                    reaction(locked, by=by)
                if reactions:
                    locked.refresh_from_db()  # what follows a move may move the row on
                crashpoint(f"{lifecycle.name}.{verb}:journalled")
            crashpoint(f"{lifecycle.name}.{verb}:committed")
            return locked

        lifecycle.bound.setdefault("deeds", {})[verb] = step
        return step

    return decorate


def _lock(lifecycle: Lifecycle, row: Any) -> Any:
    """Lock the row, after those that come before it in the order of locks; gives it as it is now."""
    for name in lifecycle.locks_first:
        before = lifecycle.model._meta.get_field(name).related_model
        before._base_manager.select_for_update(of=("self",)).get(pk=getattr(row, f"{name}_id"))
    return lifecycle.model._base_manager.select_for_update(of=("self",)).get(pk=row.pk)


def reacts(lifecycle: Lifecycle, verb: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register what an app above does when this move is done: ``reaction(row, by=…)``, same transaction."""
    lifecycle.move(verb)

    def register(reaction: Callable[..., None]) -> Callable[..., None]:
        lifecycle.bound.setdefault("reactions", {}).setdefault(verb, []).append(reaction)
        return reaction

    return register


def done_on(lifecycle: Lifecycle, verb: str) -> Callable[[Callable[[Any], str]], Callable[[Any], str]]:
    """Register the page on which a move is done (``address(row)``) where one form is not enough; the only way then."""
    lifecycle.move(verb)

    def register(address: Callable[[Any], str]) -> Callable[[Any], str]:
        lifecycle.bound.setdefault("pages", {})[verb] = address
        return address

    return register


def asks(lifecycle: Lifecycle, verb: str) -> Callable[[type[Row]], type[Row]]:
    """Register the form for what a move asks; its cleaned data become the deed's keyword arguments."""
    lifecycle.move(verb)

    def register(form: type[Row]) -> type[Row]:
        lifecycle.bound.setdefault("forms", {})[verb] = form
        return form

    return register
