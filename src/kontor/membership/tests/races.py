"""The race lab: everybody does the last thing at the same moment. Used by the tests (short) and by bench/ (long)."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import connections

from kontor.kernel.access import Refused
from kontor.kernel.audit.models import Entry
from kontor.membership import actions
from kontor.membership.models import Application, Round
from kontor.membership.tests.factories import SmallAlliance, a_running_round, everybody_consents

_CONNECTIONS = 100  # the embedded server takes 120


def at_once(deeds: Sequence[Callable[[], object]]) -> list[object]:
    """Do all deeds at the same moment, each on its own connection; gives results or the exceptions raised.

    More than the server has connections for take turns at the door, in whatever order the machine lets them.
    """
    gate, door = threading.Barrier(len(deeds)), threading.BoundedSemaphore(_CONNECTIONS)
    outcomes: list[object] = [None] * len(deeds)

    def run(index: int, deed: Callable[[], object]) -> None:
        try:
            gate.wait(30)
            with door:
                try:
                    outcomes[index] = deed()
                finally:
                    connections.close_all()
        except Exception as error:  # the outcome is what the test looks at
            outcomes[index] = error

    threads = [threading.Thread(target=run, args=(index, deed)) for index, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    return outcomes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one round of the race."""

    status: str
    completions: int
    reservations: int
    consents: int
    errors: int

    @property
    def is_right(self) -> bool:
        """Completed exactly once, one seat reserved, no consent lost."""
        return (self.status, self.completions, self.reservations, self.errors) == ("seat_reserved", 1, 1, 0)


def last_consents_at_once(small: SmallAlliance, key: str) -> Outcome:
    """Every member consents at the same moment; the application must be completed exactly once (BL06, R3)."""
    running = a_running_round(small, key)
    voices = [(small.voice(city), city) for city in small.members]
    results = at_once(
        [partial(actions.state, running, by=voice, city=city, position="consent") for voice, city in voices],
    )
    return Outcome(
        status=Application.objects.get(pk=running.application_id).status,
        completions=Entry.objects.filter(verb="round.complete", subject_id=running.pk).count(),
        reservations=Entry.objects.filter(
            verb="application.reserve_seat",
            subject_id=running.application_id,
        ).count(),
        consents=Round.objects.get(pk=running.pk).statements.count(),
        errors=sum(isinstance(result, Exception) and not isinstance(result, Refused) for result in results),
    )


def two_at_the_edge(small: SmallAlliance, keys: tuple[str, str]) -> list[str]:
    """Two Chinese applications get their last consent at the same moment; gives what became of both (BL08).

    The alliance has one Chinese seat left, and has it again afterwards: both are taken back.
    """
    deeds, applications = [], []
    for key in keys:
        running = a_running_round(small, key, "CN")
        everybody_consents(small, running, but=1)
        city = small.members[-1]
        deeds.append(partial(actions.state, running, by=small.voice(city), city=city, position="consent"))
        applications.append(running.application_id)
    at_once(deeds)
    ended = list(Application.objects.filter(pk__in=applications))
    for application in ended:
        actions.take_back(application, by=small.voice(application.city))
    return sorted(application.status for application in ended)
