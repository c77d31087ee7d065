"""The world of the access matrix: one alliance with everybody in it, and one row of every kind that has an address."""

from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from django.urls import reverse
from psycopg.types.range import DateRange

from kontor.cities.models import Indicator, KeyFigure
from kontor.cities.tests.factories import a_city, a_source
from kontor.demo.models import ReceivedMail
from kontor.kernel.audit import chain
from kontor.kernel.audit.models import Entry
from kontor.kernel.files.storing import store
from kontor.kernel.lingua.content import Content
from kontor.kernel.mail.models import Message
from kontor.membership import actions, leaving, prospects
from kontor.membership.models import Standing, StandingKind
from kontor.membership.tests.factories import FOUNDED, SmallAlliance, a_draft, a_running_round, a_small_alliance
from kontor.people.actions import invite_person
from kontor.people.models import Account, Invitation, Organ, OrganisationKind, OrganKind, Role
from kontor.people.tests.factories import a_person, a_seat, an_account, an_organisation
from tests.access_table import Page

ABSENT = "bbbbbbbbbbbb"
NAMES = Content.of(de="Kontaktstellen", zh="联络处", en="Contact points")


@dataclass
class World:
    """Personas by name (``None``: not signed in), and the public ids of rows by name."""

    small: SmallAlliance
    personas: dict[str, Account | None] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    files_root: Path = Path()

    def url(self, name: str, page: Page, row: str) -> str:
        """The address of a page of the table for one of its rows; ``absent`` is a row that nobody has."""
        more = {key: self.rows.get(str(value), value) for key, value in page.more.items()}
        if row:
            more["public_id"] = ABSENT if row == "absent" else self.rows[row]
        return reverse(name, kwargs=more)


def build_world() -> World:
    """Make the whole world; about a second."""
    small = a_small_alliance(cn=1, de=3)
    world = World(small, {"visitor": None, "stranger": an_account(), "secretary": small.secretary})
    alliance = small.alliance.organisation
    _add_organ_people(world, alliance)
    _add_cities(world)
    _add_rows(world)
    _add_somebody_to_tell_otherwise(world)
    chain.seal()  # as the worker does every ten seconds
    return world


def _add_organ_people(world: World, alliance: object) -> None:
    points = Organ.objects.create(owner=alliance, key="contact-points", kind=OrganKind.CONTACT_POINTS, names=NAMES)
    agency, office = an_organisation("agentur"), an_organisation("revision")
    company = an_organisation("firma", OrganisationKind.COMPANY)
    for name, organisation, role, organ in (
        ("contact_point", agency, Role.MEMBER, points),
        ("auditor", office, Role.AUDITOR, None),
        ("company", company, Role.STAFF, None),
    ):
        account = an_account()
        a_seat(account.person, organisation, role, organ)
        world.personas[name] = account
    stranger = world.personas["stranger"]
    assert stranger is not None
    world.rows |= {"organ": points.public_id, "person": stranger.person.public_id}


def _add_cities(world: World) -> None:
    small = world.small
    _china, first, second, leaver = small.members
    world.personas |= {
        "member": small.voices[first.pk],
        "other_member": small.voices[second.pk],
        "leaver": small.voices[leaver.pk],
    }
    observer = a_city("beobachterin", "DE")
    world.personas["observer"] = small.speak_for(observer)
    Standing.objects.create(city=observer, kind=StandingKind.CONVERTED_OBSERVER, during=DateRange(FOUNDED, None))
    former = a_city("ehemalige", "DE")
    world.personas["former"] = small.speak_for(former)
    Standing.objects.create(city=former, kind=StandingKind.MEMBER, during=DateRange(FOUNDED, date(2020, 1, 1)))
    seat = first.organisation.seats.first()
    assert seat is not None
    world.rows |= {"city": first.public_id, "other_city": second.public_id, "seat": seat.public_id}
    KeyFigure.objects.create(city=first, indicator=Indicator.POPULATION, year=2020, value=1, source=a_source("paper"))
    invitee = a_person()
    invite_person(invitee, first.organisation, Role.DELEGATE, by=small.secretary)
    world.rows["invitation"] = Invitation.objects.get(person=invitee).public_id


def _add_rows(world: World) -> None:
    small = world.small
    draft, running = a_draft(small, "entwurf"), a_running_round(small, "laufend")
    world.personas |= {
        "draft_applicant": small.voices[draft.city_id],
        "applicant": small.voices[running.application.city_id],
    }
    asking = small.members[2]
    actions.state(running, by=small.voice(asking), city=asking, position="question", text="Für wen?")
    prospect = prospects.recommend(a_city("interessent", "DE"), by=small.secretary)
    leaver, concerned = small.members[3], small.members[1]
    withdrawal = leaving.file_withdrawal(leaver, by=small.voice(leaver), reason="Haushalt")
    conversion = leaving.prepare_conversion(
        concerned, by=small.secretary, grounds=["duties"], duty="duty.name_contacts", statement="…"
    )
    paper = store(
        b"%PDF-1.7", name="anlage.pdf", media_type="application/pdf", about_type="application", about_id=draft.pk,
        purpose="attachment",
    )  # fmt: skip
    message = Message.objects.filter(kind="membership.circular").order_by("id")[0]
    mail = ReceivedMail.objects.create(
        to_address="a@a.example", subject="s", language="de", raw=_a_mail_with_attachment()
    )
    world.rows |= {
        "message": message.public_id,
        "letter": message.attachments.get().public_id,
        "mail": mail.public_id,
        "entry": Entry.objects.order_by("id")[0].public_id,
        "draft": draft.public_id,
        "running": running.application.public_id,
        "round": running.public_id,
        "question": running.statements.get().public_id,
        "prospect": prospect.public_id,
        "withdrawal": withdrawal.public_id,
        "conversion": conversion.public_id,
        "file_of_draft": paper.public_id,
    }


def _add_somebody_to_tell_otherwise(world: World) -> None:
    """A withdrawal that waits for a member without an address: the secretariat says how that city was told."""
    small, leaver = world.small, world.small.members[0]
    silent = small.add_member("stumm", "DE")
    silent.organisation.seats.all().delete()
    withdrawal = leaving.file_withdrawal(leaver, by=small.voice(leaver))
    leaving.communicate(withdrawal, by=small.secretary)
    addressee = withdrawal.addressees.get(message=None)
    world.rows |= {"communicated": withdrawal.public_id, "addressee": str(addressee.pk)}


def _a_mail_with_attachment() -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["To"] = "s", "a@a.example"
    mail.set_content("text")
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    return mail.as_bytes()
