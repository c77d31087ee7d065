"""What a round is about is frozen in the database, and the journal knows who was asked (MEM-3, MEM-4)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from kontor.cities.tests.factories import a_city
from kontor.kernel.audit.models import Entry
from kontor.kernel.mail.models import Message
from kontor.membership.models import Round, Voice
from kontor.membership.tests.factories import a_running_round, a_small_alliance
from kontor.people.models import Seat

pytestmark = pytest.mark.django_db


def _is_refused(change: Any) -> bool:
    try:
        with transaction.atomic():
            change()
    except DatabaseError as refused:
        return "Cannot" in str(refused)
    return False


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", 7), ("text", {}), ("text_sha256", "0" * 64), ("charter_version", "1999"),
        ("dispatched_at", timezone.now() - timedelta(days=90)), ("answer_due_at", timezone.now()),
    ],
)  # fmt: skip
def test_nothing_that_was_put_to_the_cities_can_be_changed(field: str, value: object) -> None:
    running = a_running_round(a_small_alliance())
    assert _is_refused(lambda: Round.objects.filter(pk=running.pk).update(**{field: value}))


def test_nobody_is_put_into_anothers_place_or_left_out_of_the_electorate() -> None:
    small = a_small_alliance()
    running = a_running_round(small)
    voice = Voice.objects.filter(round=running)[:1].get()
    other = a_city("other")
    assert _is_refused(lambda: Voice.objects.filter(pk=voice.pk).update(city=other))
    assert _is_refused(voice.delete)
    Voice.objects.filter(pk=voice.pk).update(released_at=timezone.now(), released_because="left")
    assert running.voices.filter(released_because="left").count() == 1


def test_the_journal_names_everybody_who_was_asked_and_the_letter_each_got() -> None:
    small = a_small_alliance()
    Seat.objects.filter(organisation=small.members[1].organisation).delete()
    running = a_running_round(small)
    facts = Entry.objects.get(verb="application.circulate").facts
    sent = {each.party: each for each in Message.objects.filter(kind="membership.circular")}

    def told(city: Any) -> dict[str, Any]:
        letter = sent.get(city.organisation_id)
        files = [file.sha256 for file in letter.attachments.all()] if letter else []
        return {"city": city.public_id, "circular": letter.public_id if letter else "", "letters": files}

    assert facts["electorate"] == [told(city) for city in small.members]
    assert facts["electorate"][1]["circular"] == ""
    assert facts["answer_due_at"] == running.answer_due_at.isoformat()
