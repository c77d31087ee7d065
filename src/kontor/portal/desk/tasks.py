"""What a task is, and who gathers them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kontor.kernel import clock

Gatherer = Callable[[Any], Iterable["Task"]]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: the sentence, where it is done, the word on the button, and until when."""

    text: str
    url: str
    action: str
    due: datetime | date | None = None
    about: str = ""
    simulated: bool = False

    @property
    def overdue(self) -> bool:
        """Whether its time has passed."""
        if self.due is None:
            return False
        return self.due < clock.now() if isinstance(self.due, datetime) else self.due < clock.today()

    @property
    def urgency(self) -> tuple[bool, str]:
        """What has a date comes first, by date."""
        return self.due is None, self.due.isoformat() if self.due else ""


_gatherers: list[Gatherer] = []


def gathers(gatherer: Gatherer) -> Gatherer:
    """Register a gatherer."""
    _gatherers.append(gatherer)
    return gatherer


def tasks_of(account: Any) -> list[Task]:
    """Everything that waits for this person, the most urgent first."""
    found = [task for gather in _gatherers for task in gather(account)]
    return sorted(found, key=lambda task: task.urgency)
