"""A question is written once and asked often: with other parameters, in other languages, from other threads."""

from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kontor.kernel.files.models import File
from kontor.kernel.lingua.languages import current
from kontor.kernel.prepared import prepared


def _file(name: str, purpose: str = "attachment") -> File:
    return File.objects.create(
        name=name, media_type="text/plain", size=1, sha256="0" * 64, about_type="test", about_id=1, purpose=purpose
    )


@prepared
def _called(name: str) -> QuerySet[File]:
    return File.objects.filter(name=name).order_by("id")


@pytest.mark.django_db
def test_other_parameters_give_other_rows_as_the_queryset_itself_would() -> None:
    one, other = _file("one"), _file("other")
    assert [_called("one"), _called(name="other"), _called("none")] == [[one], [other], []]


@pytest.mark.django_db
def test_the_sql_is_written_at_the_first_asking_only() -> None:
    written = []

    @prepared
    def counted(name: str) -> QuerySet[File]:
        written.append(name)
        return File.objects.filter(name=name)

    with CaptureQueriesContext(connection) as asked:
        for name in ("a", "b", "a"):
            counted(name)
    assert (len(written), len(asked)) == (1, 3)


@pytest.mark.django_db
def test_a_parameter_is_a_value_and_never_sql() -> None:
    _file("one")
    assert _called("x' OR '1'='1") == []


@pytest.mark.django_db
def test_each_language_has_its_own_order() -> None:
    _file("b", purpose="1")
    _file("a", purpose="2")

    @prepared
    def sorted_files(about: int) -> QuerySet[File]:
        return File.objects.filter(about_id=about).order_by("name" if current() == "de" else "purpose")

    with translation.override("de"):
        german = [file.name for file in sorted_files(1)]
    with translation.override("zh-hans"):
        chinese = [file.name for file in sorted_files(1)]
    assert (german, chinese) == (["a", "b"], ["b", "a"])


@pytest.mark.django_db
def test_it_sees_what_its_own_transaction_has_written() -> None:
    before = _called("new")
    new = _file("new")
    assert (before, _called("new")) == ([], [new])


@pytest.mark.parametrize(("value", "error"), [(None, ValueError), (["one"], TypeError), ({"one"}, TypeError)])
def test_what_sql_would_compare_otherwise_is_refused(value: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="name is"):
        _called(value)


def test_every_thread_asks_over_its_own_connection(committed: None) -> None:
    found: list[list[File]] = []

    def ask() -> None:
        found.append(_called("shared"))
        connection.close()

    shared = _file("shared")
    _called("shared")
    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [[shared]]
