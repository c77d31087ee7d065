"""Questions that many pages ask: their SQL is written once and then asked with other parameters each time.

Django writes the SQL of a query anew whenever it is asked, which costs about four times what asking it costs.
"""

import copy
from collections.abc import Callable, Iterable
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet, Value

from kontor.kernel.lingua.languages import current

Asked = ParamSpec("Asked")
Row = TypeVar("Row", bound=Model)


class _Parameter(str):
    """Stands in the SQL's parameters for what will be given; it is the parameter's name."""


class _Written:
    """One question with its SQL, and everything of Django's that turns the answer into rows."""

    def __init__(self, question: QuerySet[Any]) -> None:
        self.question = question
        self.compiler = question.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.parameters = self.compiler.as_sql()

    def ask(self, given: dict[str, Any]) -> list[Any]:
        """The rows for these parameters: Django's own way through, but for the writing."""
        parameters = tuple(given[each] if type(each) is _Parameter else each for each in self.parameters)
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # of this thread, not of the one that wrote the SQL
        compiler.as_sql = lambda *_args, **_options: (self.sql, parameters)
        query = copy.copy(self.question.query)
        query.get_compiler = lambda *_args, **_options: compiler  # type: ignore[method-assign]
        rows: QuerySet[Any] = QuerySet(self.question.model, query, DEFAULT_DB_ALIAS)
        way_through: Any = self.question._iterable_class
        return list(way_through(rows))


def prepared(question: Callable[Asked, QuerySet[Row]]) -> Callable[Asked, list[Row]]:
    """Make a function that gives a queryset into one that asks it and gives the rows.

    The function is called once for each language, with placeholders: it may hand its arguments to lookups and do
    nothing else with them. Arguments are single values; ``ValueError`` for ``None``, which SQL compares otherwise,
    and ``TypeError`` for a list.
    """
    written: dict[str, _Written] = {}
    asked = signature(question)

    @wraps(question)
    def ask(*args: Asked.args, **kwargs: Asked.kwargs) -> list[Row]:
        given = asked.bind(*args, **kwargs).arguments
        for name, value in given.items():
            _single(name, value)
        language = current()
        if language not in written:
            placeholders: list[Any] = [Value(_Parameter(name)) for name in asked.parameters]
            written[language] = _Written(_call(question, placeholders))
        return written[language].ask(given)

    return ask


def _call(question: Callable[..., QuerySet[Any]], arguments: list[Any]) -> QuerySet[Any]:
    return question(*arguments)


def _single(name: str, value: object) -> None:
    if value is None:
        raise ValueError(f"{name} is None: ask another question for rows without it")
    if isinstance(value, Iterable) and not isinstance(value, str):
        raise TypeError(f"{name} is a list of values, and a prepared question takes single ones")
