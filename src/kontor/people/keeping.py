"""What is kept about a person, told in one place: for the copy that a person takes along, and for forgetting a person.

Every app that keeps something about persons says so here: how it is told, and how it is blanked where nothing obliges
anybody to keep it (Art. 15, 17 and 20 GDPR).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from kontor.people.models import Person
from kontor.people.models.account import tidy_address

#: Gives what is kept about a person, one mapping for each thing.
Telling = Callable[[Person], list[dict[str, Any]]]
#: Blanks it; gives how many things were blanked.
Forgetting = Callable[[Person], int]


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing that is kept about persons. Without ``forget`` it stays, without the person's name."""

    name: str
    tell: Telling
    forget: Forgetting | None = None


_kept: dict[str, Kept] = {}


def keeps(name: str, *, tell: Telling, forget: Forgetting | None = None) -> None:
    """Say that something is kept about persons under this name."""
    _kept[name] = Kept(name, tell, forget)


def everything_kept() -> Mapping[str, Kept]:
    """All that is kept, by its name."""
    return dict(_kept)


def addresses_of(person: Person) -> list[str]:
    """The person's addresses in their tidy spelling: the one that letters go to, and the one of the account."""
    account = getattr(person, "account", None)
    found = [person.email, account.email if account else ""]
    return sorted({tidy_address(address) for address in found if address})


def persons_at(address: str) -> list[int]:
    """The numbers of all persons with this address: who is written to there."""
    tidy = tidy_address(address)
    if not tidy:
        return []
    same = models.Q(email__iexact=tidy) | models.Q(account__email=tidy)
    return list(Person.objects.filter(same).order_by("pk").values_list("pk", flat=True))
