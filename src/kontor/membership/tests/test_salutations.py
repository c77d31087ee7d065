"""Letters begin as their recipient wishes, else with the name, in mail, PDF and Word file (DOC-2)."""

import pytest

from kontor.kernel.lingua.languages import speaking
from kontor.kernel.mail.models import Message
from kontor.kernel.mail.outbox import Recipient
from kontor.membership.models import FormalLetter
from kontor.membership.tests.factories import SmallAlliance, a_running_round
from kontor.people.sending import greeting


@pytest.mark.parametrize(
    ("language", "salutation", "begins"),
    [
        ("de", "Sehr geehrte Frau Professorin Muster", "Sehr geehrte Frau Professorin Muster,"),
        ("de", " Sehr geehrte Frau Muster, ", "Sehr geehrte Frau Muster,"),
        ("de", "Glück auf!", "Glück auf!"),
        ("de", "", "Guten Tag Anna Muster,"),
        ("zh-hans", "尊敬的王主任：", "尊敬的王主任："),
        ("zh-hans", "尊敬的王主任，您好", "尊敬的王主任，您好："),
        ("en", "Dear Professor Muster", "Dear Professor Muster,"),
    ],
)
def test_a_greeting_is_the_recipients_own_or_the_name(language: str, salutation: str, begins: str) -> None:
    to = Recipient("anna@city.example", "Anna Muster", language, salutation=salutation)
    with speaking(language):
        assert greeting(to) == begins


def test_somebody_without_a_name_is_greeted_all_the_same() -> None:
    with speaking("de"):
        assert greeting(Recipient("office@city.example", "", "de")) == "Sehr geehrte Damen und Herren,"


@pytest.mark.django_db
def test_a_circular_begins_as_its_recipient_wishes_in_the_mail_and_in_the_document(small: SmallAlliance) -> None:
    city, other = small.members[-1], small.members[0]
    person = small.voice(city).person
    person.salutation = "Sehr geehrte Frau Professorin Muster"
    person.save()
    a_running_round(small)
    begins = {
        each.party: (each.text.partition("\n")[0], FormalLetter.objects.get(file__messages=each).document["salutation"])
        for each in Message.objects.filter(kind="membership.circular")
    }
    named = f"尊敬的{small.voice(other).person.name}："
    assert begins[city.organisation_id] == ("Sehr geehrte Frau Professorin Muster,",) * 2
    assert begins[other.organisation_id] == (named, named)
