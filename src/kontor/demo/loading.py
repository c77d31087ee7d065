"""Loads the demo record, once. Each stage is one transaction and is marked as loaded in it, so that a start that was
interrupted goes on where it stopped, and a second start changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from kontor.demo.models import LoadedStage
from kontor.demo.reading import manifest
from kontor.demo.stages import admission, bodies, claims, people, places, prospects, situations
from kontor.kernel.access import SYSTEM
from kontor.kernel.audit import chain, journal
from kontor.kernel.audit.journal import Told
from kontor.membership.models import Alliance


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of the record: its name, what the terminal says meanwhile, and what loads it."""

    name: str
    saying: str
    load: Callable[[], None]


def _note_in_journal() -> None:
    """The journal says where the record ends: what stands before this entry was loaded, not lived."""
    alliance = Alliance.the_one().organisation
    journal.record("demo.load", alliance, by=SYSTEM, told=Told(facts={"record": manifest()}))


STAGES = (
    Stage("places", "Loading sources, cities and key figures …", places.load),
    Stage("bodies", "Loading the alliance, its organs and their members …", bodies.load),
    Stage("claims", "Loading what the sources say about membership …", claims.load),
    Stage("people", "Loading invented people and their seats …", people.load),
    Stage("situations", "Simulating an observer that waits and a withdrawal …", situations.load),
    Stage("prospects", "Loading the prospects …", prospects.load),
    Stage("admission", "Simulating the admission of Rhein-Kreis Neuss up to the last consent …", admission.load),
    Stage("manifest", "Noting in the journal what was loaded …", _note_in_journal),
)


def load_record(say: Callable[[str], None]) -> None:
    """Load what is not there yet; ``say`` gets one line for each stage."""
    loaded = set(LoadedStage.objects.values_list("name", flat=True))
    waiting = [stage for stage in STAGES if stage.name not in loaded]
    if not waiting:
        say("The record is there.")
        return
    for stage in waiting:
        say(stage.saying)
        with transaction.atomic():
            LoadedStage.objects.create(name=stage.name)
            stage.load()
    chain.seal()
