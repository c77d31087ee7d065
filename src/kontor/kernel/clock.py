"""What time it is, asked in one place, so that a record of past deeds can be loaded through the deeds themselves.

Everything that a row or the journal keeps as "now" comes from here. In ordinary operation it is the time; only the
demo's loader and tests set the clock, and only for what they do inside ``with at(moment)``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("kontor_clock", default=None)


def now() -> datetime:
    """The moment it is, in UTC; inside ``at`` the moment that was set."""
    return _set_to.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be ``moment`` for everything inside, in this thread and task only. ``ValueError`` if it has no zone."""
    if moment.utcoffset() is None:
        raise ValueError("a moment needs a zone")
    before = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(before)
