"""Who does a deed: a signed-in account, or the system itself (a job, the clock)."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@runtime_checkable
class Actor(Protocol):
    """Whoever may stand behind ``by=``: accounts, anonymous visitors and the system all look like this."""

    @property
    def pk(self) -> int | None:
        """The account's number; ``None`` for anonymous visitors and the system."""

    @property
    def is_authenticated(self) -> bool:
        """Whether a person has signed in."""


@dataclass(frozen=True, slots=True)
class System:
    """The system acting by itself, by rule and never on anybody's behalf."""

    pk: None = None
    is_authenticated: bool = False


SYSTEM = System()
