"""Who may. The machinery only: which roles there are is said by each app's ``rules.py``."""

from kontor.kernel.access.actors import SYSTEM, Actor, System
from kontor.kernel.access.predicates import Predicate, predicate
from kontor.kernel.access.refusals import Refused
from kontor.kernel.access.views import AccessRule, Openness, allowed, find, public, signed_in

__all__ = [
    "SYSTEM",
    "AccessRule",
    "Actor",
    "Openness",
    "Predicate",
    "Refused",
    "System",
    "allowed",
    "find",
    "predicate",
    "public",
    "signed_in",
]
