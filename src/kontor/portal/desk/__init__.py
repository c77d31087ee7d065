"""The desk of a person: what waits for them, each thing one sentence with one button, the most urgent first.

A gatherer is a function of the signed-in account that gives tasks in a constant number of queries; it registers
itself with ``@gathers``. The page only calls ``tasks_of``.
"""

from kontor.portal.desk import cities, secretariat  # noqa: F401  # they register their gatherers
from kontor.portal.desk.tasks import Task, tasks_of

__all__ = ["Task", "tasks_of"]
