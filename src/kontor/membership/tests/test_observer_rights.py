"""What observers read is the charter's figure, and nothing else decides it (CHR-1, MEM-11; charter II.3.1.F2)."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from psycopg.types.range import DateRange

import kontor.charter
from kontor.charter.load import SHIPPED
from kontor.cities.models import City
from kontor.cities.tests.factories import a_city
from kontor.kernel.access import Refused
from kontor.kernel.audit import chain
from kontor.kernel.mail.models import Message
from kontor.membership import actions, leaving
from kontor.membership.models import Standing, StandingKind, Voice
from kontor.membership.models.standing import OBSERVERS
from kontor.membership.tests.factories import FOUNDED, SmallAlliance, a_draft, a_running_round, a_small_alliance
from kontor.membership.tests.pages import signed_in, url
from kontor.people.models import Account

pytestmark = pytest.mark.django_db
OPENED = 'figures.reads = ["public", "members"]'


@pytest.fixture
def closed_to_observers(tmp_path: Path) -> Path:
    """The shipped charter with one figure changed: observers read what is public."""
    folder = tmp_path / "statutes"
    shutil.copytree(Path(kontor.charter.__file__).parent / "statutes", folder)
    [rules] = [path for path in folder.rglob("members.toml") if OPENED in path.read_text("utf-8")]
    rules.write_text(rules.read_text("utf-8").replace(OPENED, 'figures.reads = ["public"]'), "utf-8")
    return folder / SHIPPED


@dataclass
class Sight:
    """An alliance in which something of every kind is addressed to members, and a city that observes."""

    small: SmallAlliance
    observer: City
    pages: list[str]
    lists: list[str]
    member: City

    def reader(self) -> Account:
        """The observer's voice, read anew as by a new request."""
        return self.small.voice(self.observer)

    def seen_by(self, account: Account) -> dict[str, Any]:
        """What the pages, the lists, the feed and the city's page give this person."""
        client = signed_in(account)
        listed = [client.get(each).content.decode() for each in self.lists]
        return {
            "pages": [client.get(each).status_code for each in self.pages],
            "lists": [any(name in text for name in ("Xrunning", "Xleaving", "Xconverted")) for text in listed],
            "forecast": len(client.get(url("ratio")).context["forecast"]),
            "names": self.small.voice(self.member).person.email in client.get(_page(self.member)).content.decode(),
            "today": "Xrunning" in client.get("/de/today/").content.decode(),
        }


def _page(city: City) -> str:
    return city.get_absolute_url()


@pytest.fixture(params=OBSERVERS)
def sight(request: Any, settings: Any) -> Sight:
    """A running round, a withdrawal, a motion that was carried; a draft, which members do not read either."""
    settings.SECOND_FACTOR_OBLIGATORY = False
    small = a_small_alliance(cn=1, de=4)
    for city, name in zip(small.members[1:3], ("Xleaving", "Xconverted"), strict=True):
        _named(city, name)
    running = a_running_round(small, "Xrunning")
    withdrawal = leaving.file_withdrawal(small.members[1], by=small.voice(small.members[1]))
    motion = leaving.prepare_conversion(small.members[2], by=small.secretary, grounds=["support"], statement="…")
    heard = leaving.hear(motion, by=small.secretary, hearing="–")
    carried = leaving.carry(heard, by=small.secretary, resolution="R1", decided_on=date(2026, 5, 1))
    observer = a_city("Beobachterin", "DE")
    small.speak_for(observer)
    Standing.objects.create(city=observer, kind=request.param, during=DateRange(FOUNDED, None))
    letter = Message.objects.filter(kind="membership.circular").order_by("id")[0].attachments.get()
    application = running.application.public_id
    chain.seal()
    pages = [
        url("application", application), url("round", running.public_id), url("bundle", application),
        url("letter_as_docx", letter.public_id), letter.get_absolute_url(), url("announcements"),
        url("withdrawal", withdrawal.public_id), url("conversion", carried.public_id),
    ]  # fmt: skip
    return Sight(small, observer, pages, [url("applications"), url("leaving")], small.members[0])


def _named(city: City, name: str) -> None:
    organisation = city.organisation
    organisation.names = organisation.names.with_texts({"de": name, "zh-hans": name, "en": name}, original="de")
    organisation.save()


ALL_OF_IT = {"pages": [200] * 8, "lists": [True, True], "forecast": 1, "names": True, "today": True}
NOTHING = {"pages": [404] * 8, "lists": [False, False], "forecast": 0, "names": False, "today": False}


def test_an_observer_reads_what_members_read_as_the_charter_says(sight: Sight) -> None:
    assert sight.seen_by(sight.reader()) == ALL_OF_IT
    assert sight.seen_by(sight.small.voice(sight.small.members[3])) == ALL_OF_IT


def test_with_the_figure_switched_off_it_reads_nothing_of_it(
    sight: Sight, closed_to_observers: Path, settings: Any
) -> None:
    settings.CHARTER = closed_to_observers
    assert sight.seen_by(sight.reader()) == NOTHING
    assert sight.seen_by(sight.small.voice(sight.small.members[3])) == ALL_OF_IT


def test_what_members_do_not_read_an_observer_does_not_read_either(sight: Sight) -> None:
    draft = a_draft(sight.small, "entwurf")
    open_motion = leaving.prepare_conversion(
        sight.small.members[3], by=sight.small.secretary, grounds=["support"], statement="…"
    )
    client = signed_in(sight.reader())
    hidden = (
        url("application", draft.public_id), url("conversion", open_motion.public_id), url("prospects"),
        url("deliveries"), "/de/journal/",
    )  # fmt: skip
    assert [client.get(address).status_code for address in hidden] == [404] * 5


def test_reading_makes_no_voice(sight: Sight) -> None:
    running = Voice.objects.select_related("round").exclude(city=sight.observer)[0].round
    assert not running.voices.filter(city=sight.observer).exists()
    assert signed_in(sight.reader()).get(url("state", running.application.public_id)).status_code == 404
    with pytest.raises(Refused):
        actions.state(running, by=sight.reader(), city=sight.observer, position="consent")


def test_who_was_an_observer_reads_no_more(sight: Sight) -> None:
    Standing.objects.filter(city=sight.observer).update(during=DateRange(FOUNDED, date(2020, 1, 1)))
    assert sight.seen_by(sight.reader()) == NOTHING
    assert Client().get(sight.pages[0]).status_code == 302
    assert StandingKind(Standing.objects.get(city=sight.observer).kind) in OBSERVERS
