"""A life written once: the table of moves, and everything that is made from it."""

from kontor.kernel.lifecycle.moves import Lifecycle, Move, lifecycles
from kontor.kernel.lifecycle.performing import asks, done_on, performs, reacts

__all__ = ["Lifecycle", "Move", "asks", "done_on", "lifecycles", "performs", "reacts"]
