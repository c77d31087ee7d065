"""Questions across the tables of this app."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model, Prefetch, Q, QuerySet, prefetch_related_objects

from kontor.charter.ratio import Balance, ForecastStep, Tally, WhatIf, ratio_forecast, ratio_of, what_if
from kontor.cities.models import City
from kontor.kernel.access import Actor
from kontor.kernel.audit.models import Entry
from kontor.kernel.lingua.content import ContentField
from kontor.kernel.lingua.languages import current
from kontor.kernel.mail.models import Message
from kontor.kernel.mail.outbox import Recipient
from kontor.membership.lifecycle import ApplicationStatus
from kontor.membership.models import Application, Claim, Position, Round, Standing, Statement, Voice
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.models.application import RESERVING
from kontor.people.models import Person, Role, Seat
from kontor.people.rules import roles_of


def texts_of(model: type[Model], path: str = "") -> list[str]:
    """The long texts in three languages of a model: left in the database where a page shows names only."""
    return [path + field.name for field in model._meta.concrete_fields if isinstance(field, ContentField)]


def members_on(day: date) -> QuerySet[Standing]:
    """The members of a day with their cities, sorted for the reader."""
    key = "sort_zh" if current() == "zh-hans" else "sort_de"
    rows = Standing.objects.on(day).members().select_related("city__organisation", "claim__source")
    return rows.order_by("city__side", f"city__organisation__{key}")


def balance() -> Balance:
    """The ratio of today (MEM-7)."""
    return ratio_of(Standing.objects.current().members().tally(), charter_in_force())


@dataclass(frozen=True, slots=True)
class SeatCount:
    """The seats of today by side: those of members, and those held for applications."""

    members: Tally
    reserved: Tally

    @classmethod
    def today(cls) -> "SeatCount":
        """As the rows stand now; two queries."""
        return cls(Standing.objects.current().members().tally(), Application.objects.reserving().tally())

    def reserved_by_others(self, application: Application) -> Tally:
        """The seats held for all other applications."""
        if application.status not in RESERVING:
            return self.reserved
        side = application.city.side
        own = min(1, self.reserved[side])  # the seat may have been given back since the application was read
        return self.reserved - Tally({side: own})


def forecast(
    among: QuerySet[Application] | None = None, count: SeatCount | None = None
) -> list[tuple[Application, ForecastStep]]:
    """What the ratio would be if the running applications (those ``among`` them) were admitted one after another."""
    rows = Application.objects.all() if among is None else among
    count = count or SeatCount.today()
    running = list(
        rows.filter(status__in=[ApplicationStatus.SUBMITTED, ApplicationStatus.CIRCULATING])
        .select_related("city__organisation")
        .only("public_id", "city__side", "city__organisation__names")
        .order_by("first_submitted_at", "id")
    )
    steps = ratio_forecast(count.members, count.reserved, [each.city.side for each in running], charter_in_force())
    return list(zip(running, steps, strict=True))


def if_they_move(joins: list[City], leaves: list[City]) -> WhatIf:
    """What the ratio would be if these cities joined and those left."""
    return what_if(
        Standing.objects.current().members().tally(), _tally_of(joins), _tally_of(leaves), charter_in_force()
    )


def _tally_of(cities: list[City]) -> Tally:
    sides = [city.side for city in cities]
    return Tally({side: sides.count(side) for side in set(sides)})


def contact_of(city: City) -> Person | None:
    """To whom letters to a city go: its contact person, else its responsible person (ORG-8)."""
    seats = Seat.objects.speaking_for(city.organisation_id).select_related("person").exclude(person__email="")
    by_role = {seat.role: seat.person for seat in seats}
    return by_role.get(Role.CONTACT) or by_role.get(Role.RESPONSIBLE)


def recipient_at(city: City) -> Recipient | None:
    """The recipient of a city's letters, or ``None`` when the city has named nobody with an address."""
    person = contact_of(city)
    if person is None:
        return None
    return Recipient(person.email, person.name, person.language, city.organisation_id)


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a member has named of MEM-13's first duty: office, responsible person, contact person."""

    office: bool
    responsible: bool
    contact: bool

    @property
    def is_complete(self) -> bool:
        """Whether nothing is lacking."""
        return self.office and self.responsible and self.contact


def completeness_of(city: City) -> Completeness:
    """What a city has named (ORG-8)."""
    seats = list(Seat.objects.speaking_for(city.organisation_id))
    return Completeness(
        office=any(seat.office for seat in seats),
        responsible=any(seat.role == Role.RESPONSIBLE for seat in seats),
        contact=any(seat.role == Role.CONTACT for seat in seats),
    )


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger: a city, what it said, how the circular reached it."""

    city: City
    statement: Statement | None
    history: list[Statement]
    message: Message | None
    released_because: str
    released_at: datetime | None = None

    @property
    def position(self) -> str:
        """``consent`` … or ``silence``, ``released``."""
        if self.released_because:
            return "released"
        return self.statement.position if self.statement else "silence"


def ledger(round_: Round) -> list[LedgerRow]:
    """The whole ledger of a round in a constant number of queries, by side and name (MEM-4)."""
    key = "sort_zh" if current() == "zh-hans" else "sort_de"
    voices = Voice.objects.select_related("city__organisation").only(
        "round_id", "released_at", "released_because", "city__public_id", "city__side", "city__organisation__names"
    )
    statements = Statement.objects.select_related("person", "signed_file").order_by("id")
    prefetch_related_objects(
        [round_],
        Prefetch("voices", voices.order_by("city__side", f"city__organisation__{key}")),
        Prefetch("statements", statements),
    )
    said: dict[int, list[Statement]] = {}
    for statement in round_.statements.all():
        said.setdefault(statement.city_id, []).append(statement)
    circulars = Message.objects.about("round", round_.pk).filter(kind="membership.circular")
    by_party = {message.party: message for message in circulars.with_last_failure().defer("text")}
    return [
        LedgerRow(
            voice.city,
            said.get(voice.city_id, [None])[-1],
            said.get(voice.city_id, [])[:-1],
            by_party.get(voice.city.organisation_id),
            voice.released_because,
            voice.released_at,
        )
        for voice in round_.voices.all()
    ]


@dataclass(frozen=True, slots=True)
class Glance:
    """Where a running round stands, in one line: how many consents of how many, and whose are missing."""

    round: Round
    given: int
    required: int
    missing: list[City]


def glances(applications: list[Application]) -> dict[int, Glance]:
    """The running rounds of these applications by application, in a constant number of queries."""
    rounds = Round.objects.filter(application__in=applications, status="running")
    voices = Voice.objects.filter(round__in=rounds, released_at=None).select_related("city__organisation")
    said = Statement.objects.filter(round__in=rounds).order_by("round_id", "city_id", "-id")
    positions = {(each.round_id, each.city_id): each.position for each in said.distinct("round_id", "city_id")}
    found = {}
    for running in rounds:
        cities = [voice.city for voice in voices if voice.round_id == running.pk]
        missing = [city for city in cities if positions.get((running.pk, city.pk)) != Position.CONSENT]
        found[running.application_id] = Glance(running, len(cities) - len(missing), len(cities), missing)
    return found


def letters_about(application: Application, to: int | None = None) -> QuerySet[Message]:
    """The letters about an application, or ``to`` one organisation; circulars and receipts stand in the ledger."""
    rounds = application.rounds.values("pk")
    about = Q(about_type="application", about_id=application.pk) | Q(about_type="round", about_id__in=rounds)
    rows = Message.objects.filter(about).exclude(kind__in=("membership.circular", "membership.receipt"))
    if to is not None:
        rows = rows.filter(party=to)
    return rows.with_last_failure().defer("text").prefetch_related("attachments").order_by("id")


def history_of(application: Application) -> QuerySet[Entry]:
    """The journal of an application and its rounds, newest first."""
    rounds = application.rounds.values("pk")
    about = Q(subject_type="application", subject_id=application.pk) | Q(subject_type="round", subject_id__in=rounds)
    return Entry.objects.filter(about).select_related("payload").order_by("-id")


def cities_spoken_for(actor: Actor) -> QuerySet[City]:
    """The cities that an actor may speak for in writing now."""
    roles = roles_of(actor)
    return City.objects.in_order().filter(organisation__in=roles.speaks_for if roles else [])


def claims_about(city: City) -> QuerySet[Claim]:
    """What the sources say about a city's membership, the contradicting ones side by side."""
    return Claim.objects.filter(city=city).select_related("source").order_by("on", "id")


def awaiting_announcement() -> QuerySet[Standing]:
    """Members not yet announced at a joint session: an open point for the next agenda (MEM-6)."""
    return (
        Standing.objects.current()
        .members()
        .filter(announced_at=None, claim=None)
        .select_related("city__organisation")
        .order_by("during")
    )
