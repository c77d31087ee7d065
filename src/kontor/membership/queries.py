"""Questions across the tables of this app."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet, Value
from django.utils.translation import gettext as _

from kontor.charter.ratio import Balance, ForecastStep, Tally, WhatIf, ratio_forecast, ratio_of, what_if
from kontor.cities.models import City
from kontor.kernel import clock
from kontor.kernel.access import Actor
from kontor.kernel.audit.models import Entry
from kontor.kernel.lingua.content import Content
from kontor.kernel.mail.models import Message
from kontor.kernel.mail.outbox import Recipient
from kontor.kernel.prepared import prepared
from kontor.membership.lifecycle import ApplicationStatus
from kontor.membership.lifecycle import application as life
from kontor.membership.models import Answer, Application, Claim, Position, Round, Standing, Statement, Voice
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.models.application import RESERVING, WAITING
from kontor.membership.rules import serves_the_alliance
from kontor.people.models import Person, Role, Seat, sort_key
from kontor.people.models.seat import today
from kontor.people.rules import roles_of
from kontor.people.sending import addressed_to

CIRCULAR = "membership.circular"


def balance() -> Balance:
    """The ratio of today (MEM-7)."""
    return ratio_of(Standing.objects.current().members().tally(), charter_in_force())


@dataclass(frozen=True, slots=True)
class SeatCount:
    """The seats of today by side: those of members, those held for applications; and how many wait for one."""

    members: Tally
    reserved: Tally
    waiting: Tally = field(default_factory=Tally)

    @classmethod
    def today(cls) -> "SeatCount":
        """As the rows stand now, in one query."""
        counted: Counter[tuple[str, str]] = Counter(_seats_on(today()))
        return cls(*(_counted(counted, what) for what in ("members", "reserved", "waiting")))

    def reserved_by_others(self, application: Application) -> Tally:
        """The seats held for all other applications."""
        if application.status not in RESERVING:
            return self.reserved
        side = application.city.side
        own = min(1, self.reserved[side])  # the seat may have been given back since the application was read
        return self.reserved - Tally({side: own})


@prepared
def _seats_on(day: date) -> QuerySet[Any]:
    """One line for each seat, and for each city that waits for one: whose it is, and its side."""
    members = Standing.objects.on(day).members().values_list(Value("members"), "city__side")
    reserved = Application.objects.reserving().values_list(Value("reserved"), "city__side")
    waiting = Application.objects.waiting().values_list(Value("waiting"), "city__side")
    return members.union(reserved, waiting, all=True)


def _counted(rows: Counter[tuple[str, str]], what: str) -> Tally:
    return Tally({side: number for (kind, side), number in rows.items() if kind == what})


@dataclass(frozen=True, slots=True)
class Running:
    """An application that no round has decided yet, as far as the forecast needs it."""

    public_id: str
    side: str
    city: Content


def forecast(actor: Actor, count: SeatCount | None = None) -> list[tuple[Running, ForecastStep]]:
    """What becomes of the running applications that the actor sees if they are decided one after another (MEM-7).

    Whoever waits already comes before them all, as it does when a round completes.
    """
    count = count or SeatCount.today()
    seen = _all_in_line() if serves_the_alliance(actor) else _in_line(Application.objects.visible_to(actor))
    running = [Running(*row) for row in seen]
    sides = [each.side for each in running]
    steps = ratio_forecast(count.members, count.reserved, count.waiting, sides, charter_in_force())
    return list(zip(running, steps, strict=True))


def _in_line(rows: QuerySet[Application]) -> QuerySet[Any]:
    """Those that are with the secretariat or the member cities, as ``Running`` takes them."""
    undecided = rows.filter(status__in=[ApplicationStatus.SUBMITTED, ApplicationStatus.CIRCULATING])
    columns = undecided.values_list("public_id", "city__side", "city__organisation__names")
    return columns.order_by("first_submitted_at", "id")


@prepared
def _all_in_line() -> QuerySet[Any]:
    return _in_line(Application.objects.all())


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
    return addressed_to(person, city.organisation_id)


@dataclass(frozen=True, slots=True)
class Completeness:
    """What a member has named of MEM-13's first duty: office, responsible person, contact person."""

    office: bool
    responsible: bool
    contact: bool

    @classmethod
    def of(cls, voices: Iterable[Seat]) -> "Completeness":
        """What the seats that speak for a city name (ORG-8)."""
        seats = list(voices)
        return cls(
            office=any(seat.office for seat in seats),
            responsible=any(seat.role == Role.RESPONSIBLE for seat in seats),
            contact=any(seat.role == Role.CONTACT for seat in seats),
        )

    @property
    def is_complete(self) -> bool:
        """Whether nothing is lacking."""
        return self.office and self.responsible and self.contact

    def missing(self) -> list[str]:
        """What is lacking, in the reader's language."""
        wanted = (
            (self.office, _("the responsible office")),
            (self.responsible, _("a responsible person")),
            (self.contact, _("a contact person")),
        )
        return [word for is_named, word in wanted if not is_named]


def completeness(cities: Iterable[City]) -> dict[int, Completeness]:
    """What each of these cities has named, by its number; one query for any number of them (ORG-8)."""
    wanted = list(cities)
    voices: dict[int, list[Seat]] = {}
    for seat in Seat.objects.speaking_for_any(city.organisation_id for city in wanted):
        voices.setdefault(seat.organisation_id, []).append(seat)
    return {city.pk: Completeness.of(voices.get(city.organisation_id, [])) for city in wanted}


def incomplete(standings: QuerySet[Standing]) -> Iterator[tuple[City, list[str]]]:
    """The cities among these standings that lack something of ORG-8, and what; two queries for any number."""
    cities = [standing.city for standing in standings.select_related("city__organisation").order_by("id")]
    named = completeness(cities)
    return ((city, named[city.pk].missing()) for city in cities if not named[city.pk].is_complete)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger: a city, what it said, how the circular reached it."""

    city: City
    statement: Statement | None
    history: list[Statement]
    message: Message | None
    released_because: str
    released_at: datetime | None = None
    answers: Mapping[int, list[Answer]] = field(default_factory=dict)

    @property
    def position(self) -> str:
        """``consent`` … or ``silence``, ``released``."""
        if self.released_because:
            return "released"
        return self.statement.position if self.statement else "silence"


def ledger(round_: Round, circulars: Iterable[Message] | None = None) -> list[LedgerRow]:
    """The whole ledger of a round in a constant number of queries, by side and name (MEM-4).

    ``circulars`` are those of this round, where the caller has read them already.
    """
    said: dict[int, list[Statement]] = {}
    for statement in _statements_in(round_.pk):
        said.setdefault(statement.city_id, []).append(statement)
    if circulars is None:
        circulars = Message.objects.about("round", round_.pk).filter(kind=CIRCULAR).with_last_failure().defer("text")
    by_party = {message.party: message for message in circulars}
    answers: dict[int, list[Answer]] = {}
    if any(each.position == Position.QUESTION for statements in said.values() for each in statements):
        for answer in _answers_in(round_.pk):
            answers.setdefault(answer.question_id, []).append(answer)
    return [
        LedgerRow(
            voice.city,
            said.get(voice.city_id, [None])[-1],
            said.get(voice.city_id, [])[:-1],
            by_party.get(voice.city.organisation_id),
            voice.released_because,
            voice.released_at,
            answers,
        )
        for voice in _voices_in(round_.pk)
    ]


@prepared
def _voices_in(round_: int) -> QuerySet[Voice]:
    """The cities of a round by side and in the reader's alphabet."""
    names = ("city__public_id", "city__side", "city__organisation__names")
    rows = Voice.objects.filter(round=round_).select_related("city__organisation")
    ordered = rows.order_by("city__side", f"city__organisation__{sort_key()}")
    return ordered.only("released_at", "released_because", *names)


@prepared
def _statements_in(round_: int) -> QuerySet[Statement]:
    return Statement.objects.filter(round=round_).select_related("person", "signed_file").order_by("id")


@prepared
def _answers_in(round_: int) -> QuerySet[Answer]:
    return Answer.objects.filter(question__round=round_).select_related("person").order_by("id")


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


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What was written about an application: the circulars of its round, and all other letters but receipts."""

    circulars: list[Message]
    letters: list[Message]


def correspondence(application: Application, round_: Round | None) -> Correspondence:
    """The letters about an application and its rounds, the oldest first; receipts stand in the ledger."""
    written = _letters_about(application.pk, round_.pk if round_ else 0)
    return Correspondence(
        [message for message in written if message.kind == CIRCULAR],
        [message for message in written if message.kind != CIRCULAR],
    )


def letters_of(round_: Round) -> Correspondence:
    """The letters of one round, receipts apart: its circulars, and the reminders."""
    rows = Message.objects.about("round", round_.pk).exclude(kind="membership.receipt")
    written = list(rows.with_last_failure().defer("text").order_by("id"))
    return Correspondence(
        [message for message in written if message.kind == CIRCULAR],
        [message for message in written if message.kind != CIRCULAR],
    )


@prepared
def _letters_about(application: int, round_: int) -> QuerySet[Message]:
    """All but receipts, and but the circulars of other rounds."""
    rounds = Round.objects.filter(application=application).values("pk")
    about = Q(about_type="application", about_id=application) | Q(about_type="round", about_id__in=rounds)
    others = Q(kind=CIRCULAR) & ~Q(about_id=round_)
    rows = Message.objects.filter(about).exclude(others).exclude(kind="membership.receipt")
    return rows.with_last_failure().defer("text").order_by("id")


#: What the journal calls the moves of an application: each brings it into another state.
_MOVED = frozenset(life.entry_verb(move.verb) for move in life.moves)


@dataclass(frozen=True, slots=True)
class Moments:
    """When an application came into its state, and since when it can be offered a seat, if it can."""

    reached_at: datetime
    seat_free_since: datetime | None = None


def moments_of(rows: Iterable[Application], history: Iterable[Entry] | None = None) -> dict[int, Moments]:
    """Since when each application waits for what it waits for; a constant number of queries.

    ``history`` is the journal of these applications, newest first, where the caller has read it already.
    """
    wanted = {row.pk: row for row in rows}
    moved = _moves_of(wanted) if history is None else history
    reached: dict[int, datetime] = {}
    for entry in moved:
        if entry.subject_type == "application" and entry.verb in _MOVED:
            reached.setdefault(entry.subject_id, entry.at)
    free = _free_since([number for number, row in wanted.items() if row.status in WAITING])
    return {
        number: Moments(reached.get(number) or _last_day_on(row), free.get(number)) for number, row in wanted.items()
    }


def _moves_of(applications: Iterable[int]) -> QuerySet[Entry]:
    """The last move of each."""
    rows = Entry.objects.filter(subject_type="application", subject_id__in=list(applications), verb__in=_MOVED)
    return rows.order_by("subject_id", "-id").distinct("subject_id")


def _last_day_on(row: Application) -> datetime:
    """Where the journal tells no move: a draft that was just begun, a record that was taken over."""
    return row.admitted_at or row.consented_at or row.first_submitted_at or row.opened_at


def _free_since(waiting: list[int]) -> dict[int, datetime | None]:
    """Those among them to whom a seat can be offered now, and when they were told of it last (MEM-7)."""
    offered = [row.pk for row in Application.objects.to_be_offered() if row.pk in waiting] if waiting else []
    if not offered:
        return {}
    told = Message.objects.filter(kind="membership.seat_free", about_type="application", about_id__in=offered)
    last = dict(told.values_list("about_id").annotate(last=Max("written_at")).order_by("about_id"))
    return {number: last.get(number) or clock.now() for number in offered}


@prepared
def history_of(application: int) -> QuerySet[Entry]:
    """The journal of an application (its number) and its rounds, newest first."""
    rounds = Round.objects.filter(application=application).values("pk")
    about = Q(subject_type="application", subject_id=application) | Q(subject_type="round", subject_id__in=rounds)
    return Entry.objects.filter(about).select_related("payload").order_by("-id")


def cities_spoken_for(actor: Actor) -> QuerySet[City]:
    """The cities that an actor may speak for in writing now."""
    roles = roles_of(actor)
    return City.objects.in_order().filter(organisation__in=roles.speaks_for if roles else [])


@prepared
def claims_about(city: int) -> QuerySet[Claim]:
    """What the sources say about the membership of a city (its number), the contradicting ones side by side."""
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
