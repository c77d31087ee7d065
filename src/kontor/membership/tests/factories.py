"""Test records of an alliance: members who can speak, applications at every stage."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from psycopg.types.range import DateRange

from kontor.cities.models import City
from kontor.cities.tests.factories import a_city
from kontor.kernel.lingua.content import Content
from kontor.membership import actions
from kontor.membership.models import Alliance, Application, Round, Standing, StandingKind
from kontor.people.models import Account, OrganisationKind, Role
from kontor.people.tests.factories import a_seat, a_secretary, an_account, an_organisation

FOUNDED = date(2016, 4, 25)


@dataclass
class SmallAlliance:
    """An alliance with its secretary and members; ``voice`` speaks for a city."""

    alliance: Alliance
    secretary: Account
    members: list[City] = field(default_factory=list)
    voices: dict[int, Account] = field(default_factory=dict)

    def voice(self, city: City) -> Account:
        """A fresh account object of the one who speaks for a city: as a new request would load it."""
        return Account.objects.get(pk=self.voices[city.pk].pk)

    def add_member(self, key: str, side: str) -> City:
        """A member city with a contact person."""
        city = a_city(key, side)
        self.speak_for(city)
        Standing.objects.create(
            city=city, kind=StandingKind.MEMBER, during=DateRange(FOUNDED, None), announced_at=timezone.now()
        )
        self.members.append(city)
        return city

    def speak_for(self, city: City, language: str = "") -> Account:
        """Give a city a contact person with an account."""
        account = an_account(language=language or ("zh-hans" if city.side == "CN" else "de"))
        a_seat(account.person, city.organisation, Role.CONTACT)
        self.voices[city.pk] = account
        return account


def a_small_alliance(cn: int = 2, de: int = 1) -> SmallAlliance:
    """An alliance with so many members on each side."""
    organisation = an_organisation(
        "alliance", OrganisationKind.ALLIANCE, names=Content.of(de="Allianz", zh="联盟", en="Alliance")
    )
    small = SmallAlliance(Alliance.objects.create(organisation=organisation), a_secretary(organisation))
    for number in range(cn):
        small.add_member(f"cn{number}", "CN")
    for number in range(de):
        small.add_member(f"de{number}", "DE")
    return small


def a_draft(small: SmallAlliance, key: str = "applicant", side: str = "DE", complete: bool = True) -> Application:
    """A draft of a city that is no member; all four parts filled unless told otherwise."""
    city = a_city(key, side)
    small.speak_for(city)
    draft = actions.open_application(city, by=small.voice(city))
    if complete:
        texts = {part: Content().with_texts({"de": f"{part}: Angaben"}, original="de") for part in PARTS}
        draft = actions.save_draft(draft, by=small.voice(city), edition=draft.edition, **texts)
    return draft


PARTS = ("economic_data", "industry", "cooperations", "wishes")


def a_running_round(small: SmallAlliance, key: str = "applicant", side: str = "DE") -> Round:
    """An application that was put to the members; nobody has answered."""
    draft = a_draft(small, key, side)
    submitted = actions.submit(draft, by=small.voice(draft.city))
    circulating = actions.circulate(submitted, by=small.secretary)
    return Round.objects.get(application=circulating)


def everybody_consents(small: SmallAlliance, running: Round, but: int = 0) -> None:
    """All members consent, except the last ``but``."""
    voices = small.members[: len(small.members) - but] if but else small.members
    for city in voices:
        actions.state(running, by=small.voice(city), city=city, position="consent")
