"""One table of a statute's file, read value by value, so that every mistake is told with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar, overload
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kontor.charter.words import LANGUAGES, Words

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

_FRACTION = re.compile(r"(\d+)([:/])(\d+)")


class CharterInvalid(ValueError):  # noqa: N818 - named by what is wrong
    """A statute that cannot be read. Names the `file`, the `place` in it and the `problem`, for whoever edits it."""

    def __init__(self, file: str, place: str, problem: str) -> None:
        super().__init__(f"{file}: {place}: {problem}")
        self.file, self.place, self.problem = file, place, problem


@dataclass(slots=True)
class Table:
    """A table of TOML values. Each method takes a key and raises CharterInvalid where the value is not as said."""

    file: str
    place: str
    values: dict[str, object]
    _read: set[str] = field(default_factory=set)

    def wrong(self, problem: str) -> CharterInvalid:
        """What to raise about this table."""
        return CharterInvalid(self.file, self.place, problem)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.values

    def text(self, key: str) -> str:
        """Text that is not blank."""
        text = self._value(key, str)
        if not text.strip():
            raise self.wrong(f"{key} is empty")
        return text.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """At least one text, none blank, none twice."""
        return self._all_different(key, [self._part(key, value, str) for value in self._filled_list(key)])

    def whole(self, key: str) -> int:
        """A whole number above 0."""
        return self._positive(key, self._value(key, int))

    def wholes(self, key: str) -> tuple[int, ...]:
        """At least one whole number above 0, ascending."""
        numbers = [self._positive(key, self._part(key, value, int)) for value in self._filled_list(key)]
        if sorted(set(numbers)) != numbers:
            raise self.wrong(f"{key} has to ascend, got {numbers}")
        return tuple(numbers)

    def flag(self, key: str) -> bool:
        """True or false."""
        return self._value(key, bool)

    def proportion(self, key: str) -> Fraction:
        """A proportion above 0, written "2:1" or "1/2"."""
        text = self.text(key)
        match = _FRACTION.fullmatch(text)
        if match is None or 0 in (int(match[1]), int(match[3])):
            raise self.wrong(f'{key} has to be a proportion like "2:1", got {text!r}')
        return Fraction(int(match[1]), int(match[3]))

    def one_of(self, key: str, kind: type[E]) -> E:
        """One word of a list."""
        return self._member(key, self.text(key), kind)

    def some_of(self, key: str, kind: type[E]) -> tuple[E, ...]:
        """At least one word of a list, none twice."""
        return tuple(self._member(key, text, kind) for text in self.texts(key))

    def day(self, key: str) -> date:
        """A day without a time."""
        value = self._value(key, date)
        if isinstance(value, datetime):
            raise self.wrong(f"{key} has to be a day without a time")
        return value

    def words(self, key: str) -> Words:
        """A text in every language, none blank."""
        table = self.table(key)
        texts = []
        for language in LANGUAGES:
            if language not in table.values:
                raise table.wrong(f"language {language} is missing")
            texts.append(table.text(language))
        table.close()
        return Words(*texts)

    def zone(self, key: str) -> str:
        """The IANA name of a time zone."""
        name = self.text(key)
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise self.wrong(f"there is no time zone {name!r}") from error
        return name

    def language(self, key: str) -> str:
        """One of the languages that every charter speaks."""
        name = self.text(key)
        if name not in LANGUAGES:
            raise self.wrong(f"{key} has to be one of {', '.join(LANGUAGES)}, got {name!r}")
        return name

    def table(self, key: str) -> Table:
        """A table inside this one."""
        return Table(self.file, f"{self.place}.{key}", self._value(key, dict))

    def tables(self, key: str) -> Iterator[Table]:
        """At least one table."""
        for number, value in enumerate(self._filled_list(key), start=1):
            yield Table(self.file, f"{self.place}.{key}[{number}]", self._part(key, value, dict))

    def close(self) -> None:
        """CharterInvalid if a value was never asked for: a misspelt key must not pass as a default."""
        unknown = sorted(set(self.values) - self._read)
        if unknown:
            raise self.wrong(f"unknown: {', '.join(unknown)}")

    @overload
    def _value(self, key: str, kind: type[dict[str, object]]) -> dict[str, object]: ...
    @overload
    def _value(self, key: str, kind: type[T]) -> T: ...
    def _value(self, key: str, kind: type[T]) -> T:
        if key not in self.values:
            raise self.wrong(f"{key} is missing")
        self._read.add(key)
        return self._part(key, self.values[key], kind)

    @overload
    def _part(self, key: str, value: object, kind: type[dict[str, object]]) -> dict[str, object]: ...
    @overload
    def _part(self, key: str, value: object, kind: type[T]) -> T: ...
    def _part(self, key: str, value: object, kind: type[T]) -> T:
        # A flag is an int to Python, but never a number to whoever wrote the file.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.wrong(f"{key} has to be {_SPOKEN[kind]}, got {value!r}")
        return value

    def _filled_list(self, key: str) -> list[object]:
        values: list[object] = self._value(key, list)
        if not values:
            raise self.wrong(f"{key} is empty")
        return values

    def _all_different(self, key: str, texts: list[str]) -> tuple[str, ...]:
        if len(set(texts)) != len(texts) or not all(text.strip() for text in texts):
            raise self.wrong(f"{key} has to hold different texts, none empty, got {texts}")
        return tuple(texts)

    def _positive(self, key: str, number: int) -> int:
        if number < 1:
            raise self.wrong(f"{key} has to be above 0, got {number}")
        return number

    def _member(self, key: str, text: str, kind: type[E]) -> E:
        if text not in {member.value for member in kind}:
            raise self.wrong(f"{key} has to be one of {', '.join(kind)}, got {text!r}")
        return kind(text)


_SPOKEN: dict[type, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    date: "a day",
    dict: "a table",
    list: "a list",
}
