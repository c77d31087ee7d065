"""Whether the journal's chain holds, as its page says it: checked while somebody reads, at most once in a while."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kontor.kernel import clock
from kontor.kernel.audit import chain

#: For so long a check is good enough to be shown again; its time stands beside it.
_FRESH = timedelta(minutes=5)
#: A longer journal is checked by ``kontor check journal`` only: the page would let its reader wait.
_AT_MOST = 50_000


@dataclass(frozen=True, slots=True)
class Check:
    """What a check found. ``findings`` are empty where the chain is in order."""

    position: int
    at: datetime
    findings: tuple[str, ...]


_last: dict[chain.Head, Check] = {}


def last_check() -> Check | None:
    """The last check of the chain, made now where it is too old; ``None`` before the first seal, and for long ones."""
    head = chain.head()
    if head is None or head.position > _AT_MOST:
        return None
    known = _last.get(head)
    if known is None or clock.now() - known.at > _FRESH:
        known = Check(head.position, clock.now(), tuple(chain.check()))
        _last.clear()
        _last[head] = known
    return known
