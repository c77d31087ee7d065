"""The hearing (MEM-9): what a city says to a motion about its seat stays on record, whatever is recorded after it."""

import json
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from kontor.kernel.audit.models import Entry
from kontor.membership import leaving
from kontor.membership.models import Conversion, Hearing
from kontor.membership.tests.factories import SmallAlliance, a_small_alliance
from kontor.membership.tests.pages import signed_in, url
from kontor.people.queries import own_data

pytestmark = pytest.mark.django_db
WORDS = "WORTE DER STADT"


@pytest.fixture
def small(settings: Any) -> SmallAlliance:
    """A motion about the seat of the second member, which has answered it."""
    settings.SECOND_FACTOR_OBLIGATORY = False
    small = a_small_alliance(cn=1, de=2)
    city = small.members[1]
    motion = leaving.prepare_conversion(city, by=small.secretary, grounds=["support"], statement="…")
    leaving.hear(motion, by=small.voice(city), hearing=WORDS)
    return small


def test_what_the_secretariat_records_replaces_nothing_that_the_city_said(small: SmallAlliance) -> None:
    heard_at = Conversion.objects.get().heard_at
    heard = leaving.hear(Conversion.objects.get(), by=small.secretary, hearing="-")
    assert [(each.text, each.from_city) for each in heard.hearings.order_by("id")] == [(WORDS, True), ("-", False)]
    assert (heard.status, heard.heard_at) == ("heard", heard_at)
    page = signed_in(small.secretary).get(url("conversion", heard.public_id)).content.decode()
    assert WORDS in page


def test_the_city_adds_to_what_it_said_and_the_journal_keeps_the_words_of_each_hearing(small: SmallAlliance) -> None:
    city = small.members[1]
    leaving.hear(Conversion.objects.get(), by=small.voice(city), hearing="NACHTRAG")
    entries = Entry.objects.filter(verb="conversion.hear").select_related("payload").order_by("id")
    assert [entry.payload.personal["text"] for entry in entries] == [WORDS, "NACHTRAG"]  # type: ignore[index]
    receipts = list(Hearing.objects.order_by("id").values_list("public_id", flat=True))
    assert [entry.facts["hearing"] for entry in entries] == receipts
    assert [entry.facts["from_city"] for entry in entries] == [True, True]


def test_the_form_for_a_further_hearing_is_empty(small: SmallAlliance) -> None:
    motion = Conversion.objects.get()
    form = signed_in(small.voice(small.members[1])).get(f"/de/move/conversion/{motion.public_id}/hear/")
    assert (form.status_code, WORDS in form.content.decode()) == (200, False)


def test_a_move_that_is_not_filled_in_answers_as_every_other_form(small: SmallAlliance) -> None:
    motion = Conversion.objects.get()
    voice, move = signed_in(small.voice(small.members[1])), f"/de/move/conversion/{motion.public_id}/"
    assert voice.post(move + "hear/", {"hearing": " "}).status_code == 422
    secretary = signed_in(small.secretary)
    assert secretary.post(move + "carry/", {"resolution": "", "decided_on": "2026-01-01"}).status_code == 422
    leaving.drop(motion, by=small.secretary)
    assert secretary.post(move + "carry/", {"resolution": ""}).status_code == 409


def test_the_database_changes_no_hearing(small: SmallAlliance) -> None:
    for change in (lambda: Hearing.objects.update(text="-"), lambda: Hearing.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Hearing.objects.get().text == WORDS


def test_who_said_it_finds_it_among_their_own_data(small: SmallAlliance) -> None:
    told = own_data(small.voice(small.members[1]))
    assert [each["text"] for each in told["hearings"]] == [WORDS]
    assert WORDS not in json.dumps(own_data(small.voice(small.members[0])), default=str)
