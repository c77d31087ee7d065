"""Who looks after a city's record (DIR-6, ORG-8)."""

from typing import Any

from kontor.kernel.access import Actor, predicate
from kontor.people import rules as people
from kontor.people.rules import is_secretariat

#: The secretariat looks after every city's record.
may_edit_any_city = is_secretariat


@predicate
def speaks_for_the_city(actor: Actor, city: Any) -> bool:
    """Holds a current seat that speaks for this city."""
    return people.speaks_for(actor, city.organisation_id)


@predicate
def belongs_to_the_city(actor: Actor, city: Any) -> bool:
    """Has any current seat at this city."""
    return people.belongs_to(actor, city.organisation_id)


may_edit_city = speaks_for_the_city | may_edit_any_city
