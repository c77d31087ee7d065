"""What a task is, and who gathers them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

Gatherer = Callable[[Any], Iterable["Task"]]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: the sentence, where it is done, the word on the button, and until when."""

    text: str
    url: str
    action: str
    due: datetime | date | None = None
    about: str = ""

    @property
    def overdue(self) -> bool:
        """Whether its time has passed."""
        if self.due is None:
            return False
        now = timezone.now()
        return self.due < now if isinstance(self.due, datetime) else self.due < now.date()

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


def tasks_for(request: HttpRequest) -> list[Task]:
    """The tasks of whoever sends this request, gathered once: the page and the navigation's badge ask for them."""
    kept: list[Task] | None = getattr(request, "desk_tasks", None)
    if kept is None:
        kept = tasks_of(request.user) if request.user.is_authenticated else []
        request.desk_tasks = kept  # type: ignore[attr-defined]  # lives as long as the request
    return kept
