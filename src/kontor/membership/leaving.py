"""The deeds of withdrawal and conversion (MEM-8, MEM-9)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from kontor.charter.reasons import Reason
from kontor.cities.models import City
from kontor.kernel import clock
from kontor.kernel.access import SYSTEM, Actor, Refused
from kontor.kernel.audit import journal
from kontor.kernel.audit.journal import Told
from kontor.kernel.files.accepting import Accepted
from kontor.kernel.files.storing import store
from kontor.kernel.lifecycle import performs
from kontor.membership import actions, letters
from kontor.membership.lifecycle import ConversionStatus, RoundStatus, WithdrawalStatus, conversion, withdrawal
from kontor.membership.models import Addressee, Alliance, Application, Conversion, Hearing, Round, Standing, Withdrawal
from kontor.membership.models.standing import StandingKind
from kontor.membership.rules import speaks_for_its_city
from kontor.membership.standings import change_standing
from kontor.people.models import Account

#: A motion in these states has not been decided.
OPEN_MOTIONS = (ConversionStatus.PREPARED, ConversionStatus.HEARD)


def file_withdrawal(
    city: City, *, by: Actor, reason: str = "", signed: Accepted | None = None, is_simulated: bool = False
) -> Withdrawal:
    """A member, or an observer, declares in writing that it leaves (MEM-8).

    ``Refused`` for a city that is neither, and for one that leaves already.
    """
    with transaction.atomic():
        City.objects.select_for_update(of=("self",)).get(pk=city.pk)
        if not Standing.objects.current().filter(city=city).exists():
            raise Refused(Reason("not_a_member", {}))
        running = (WithdrawalStatus.FILED, WithdrawalStatus.BEING_COMMUNICATED)
        if Withdrawal.objects.filter(city=city, status__in=running).exists():
            raise Refused(Reason("withdrawal_runs_already", {}))
        filed = Withdrawal.objects.create(city=city, reason=reason, is_simulated=is_simulated)
        if signed:
            filed.signed_file = store(
                signed.content, name=signed.name, media_type=signed.media_type,
                about_type="withdrawal", about_id=filed.pk, purpose="declaration",
            )  # fmt: skip
            filed.save()
        journal.record("withdrawal.file", filed, by=by, told=Told(clause="II.5.2.a"))
        return filed


@performs(withdrawal, "communicate", holding=Alliance.change_electorate)
def communicate(withdrawal: Withdrawal, *, by: Actor) -> None:
    """Tell every member city; the withdrawal takes effect with the last delivery (MEM-8)."""
    withdrawal.communicated_at = clock.now()
    others = Standing.objects.current().members().exclude(city=withdrawal.city).select_related("city__organisation")
    for standing in others.order_by("id"):
        _address(withdrawal, standing.city)


def tell_newcomer(city: City) -> None:
    """A city that joins while others are leaving is told as well: a withdrawal waits for every member (MEM-8)."""
    for leaving in Withdrawal.objects.filter(status=WithdrawalStatus.BEING_COMMUNICATED).order_by("pk"):
        if not leaving.addressees.filter(city=city).exists():
            _address(leaving, city)


def _address(withdrawal: Withdrawal, city: City) -> None:
    message = letters.withdrawal_notice(withdrawal, city)
    Addressee.objects.create(withdrawal=withdrawal, city=city, message=message)


def take_effect_if_all_were_told(number: int) -> None:
    """Make the withdrawal effective when the last member city has been told; called with each delivery."""
    Alliance.change_electorate()
    row = Withdrawal.objects.select_for_update(of=("self",)).get(pk=number)
    if row.status == WithdrawalStatus.BEING_COMMUNICATED and not row.cities_not_told():
        take_effect(row, by=SYSTEM)


@performs(withdrawal, "take_effect", holding=Alliance.change_electorate)
def take_effect(withdrawal: Withdrawal, *, by: Actor) -> None:
    """The city is no member, or no observer, any more; running rounds no longer ask it (MEM-4, MEM-8)."""
    withdrawal.effective_at = clock.now()
    was_member = Standing.objects.current().members().filter(city=withdrawal.city).exists()
    for motion in Conversion.objects.filter(city=withdrawal.city, status__in=OPEN_MOTIONS).order_by("pk"):
        drop(motion, by=SYSTEM)
    end_seat(withdrawal.city, None, by=by)
    letters.withdrawal_effective(withdrawal, was_member=was_member)


def end_seat(city: City, kind: StandingKind | None, *, by: Actor, is_simulated: bool = False) -> None:
    """A member's (or an observer's) seat ends: first the standing, then what hung on it (MEM-4, MEM-7).

    In this order, because a round that ends with the leaving is measured by the ratio without the city that left.
    Every application concerned is locked before the alliance, so that its completion waits neither way.
    """
    asking = Round.objects.filter(status=RoundStatus.RUNNING, voices__city=city, voices__released_at=None)
    asked = list(asking.values_list("application_id", flat=True))
    own = list(Application.objects.running().filter(city=city).values_list("pk", flat=True)) if kind is None else []
    list(Application.objects.select_for_update(of=("self",)).filter(pk__in=[*asked, *own]).order_by("pk"))
    change_standing(city, kind, by=by, is_simulated=is_simulated)
    for each in Application.objects.running().filter(pk__in=own).order_by("pk"):
        actions.end(each, by=SYSTEM)
    in_turn = Round.objects.filter(status=RoundStatus.RUNNING, application_id__in=asked)
    for running in in_turn.order_by("application__first_submitted_at", "pk"):
        actions.release(running, by=SYSTEM, city=city)


def tell_who_can_have_a_seat(but: int | None = None) -> None:
    """Called after everything that changes how many seats there are or who waits for them; holds the alliance (MEM-7).

    Whom the alliance has told stands in its own row, which everybody holds who counts seats; ``but`` is the number of
    an application that has been told otherwise.
    """
    alliance = Alliance.lock()
    can_have_one = Application.objects.to_be_offered()
    for each in can_have_one:
        if each.pk not in alliance.told_of_seat and each.pk != but:
            letters.seat_free(each)
    told = sorted(each.pk for each in can_have_one)
    if told != alliance.told_of_seat:
        alliance.told_of_seat = told
        alliance.save(update_fields=["told_of_seat"])


@performs(withdrawal, "revoke")
def revoke(withdrawal: Withdrawal, *, by: Actor) -> None:
    """The city stays, as long as nobody has been told."""


def note_told_otherwise(addressee: Addressee, *, by: Actor, how: str) -> None:
    """Record that a city without an address was told by other means (MEM-8).

    ``Refused`` once it has been told, and where the withdrawal waits for nobody any more: evidence is never replaced.
    """
    with transaction.atomic():
        Alliance.change_electorate()
        row = Addressee.objects.select_for_update(of=("self",)).get(pk=addressee.pk)
        if row.message_id is not None:
            raise Refused(Reason("is_told_by_letter", {}))
        if row.told_otherwise or row.withdrawal.status != WithdrawalStatus.BEING_COMMUNICATED:
            raise Refused(Reason("is_told_already", {}))
        row.told_otherwise = how
        row.save()
        journal.record(
            "withdrawal.told_otherwise", row.withdrawal, by=by,
            told=Told(facts={"city": row.city.journal_names()}, personal={"how": how}, clause="II.5.2.b"),
        )  # fmt: skip
        take_effect_if_all_were_told(row.withdrawal_id)


# --- conversion ---
def prepare_conversion(  # what a motion names (MEM-9)
    city: City, *, by: Actor, grounds: Sequence[str], duty: str = "", statement: str, is_simulated: bool = False
) -> Conversion:
    """The secretariat prepares the motion: it names the grounds, and with that of duties the duty (MEM-9).

    The city is heard. The database refuses a motion without a ground, and a duty without its ground.
    """
    with transaction.atomic():
        Alliance.hold_electorate()
        City.objects.select_for_update(of=("self",)).get(pk=city.pk)
        if not Standing.objects.current().members().filter(city=city).exists():
            raise Refused(Reason("not_a_member", {}))
        if Conversion.objects.filter(city=city, status__in=OPEN_MOTIONS).exists():
            raise Refused(Reason("conversion_runs_already", {}))
        prepared = Conversion.objects.create(
            city=city, grounds=list(grounds), duty=duty, statement=statement, is_simulated=is_simulated
        )
        told = Told(facts={"ground": ",".join(grounds), "duty": duty})
        journal.record("conversion.prepare", prepared, by=by, told=told)
        letters.hearing_invited(prepared)
        return prepared


@performs(conversion, "hear")
def hear(conversion: Conversion, *, by: Account, hearing: str) -> Told:
    """What the city says to it; put before the session with the motion. It replaces nothing that was said before."""
    given = Hearing.objects.create(
        conversion=conversion, text=hearing.strip(), person=by.person, from_city=speaks_for_its_city(by, conversion)
    )
    conversion.heard_at = conversion.heard_at or given.given_at
    return Told(facts={"hearing": given.public_id, "from_city": given.from_city}, personal={"text": given.text})


@performs(conversion, "carry", holding=Alliance.change_electorate)
def carry(conversion: Conversion, *, by: Actor, resolution: str, decided_on: date) -> Told:
    """The session resolved it: the member's seat is an observer's from today (MEM-9)."""
    conversion.resolution, conversion.decided_on = resolution, decided_on
    end_seat(conversion.city, StandingKind.CONVERTED_OBSERVER, by=by, is_simulated=conversion.is_simulated)
    letters.converted(conversion)
    return Told(facts={"resolution": resolution})


@performs(conversion, "reject")
def reject(conversion: Conversion, *, by: Actor, resolution: str, decided_on: date) -> Told:
    """The session rejected it: the city stays a member."""
    conversion.resolution, conversion.decided_on = resolution, decided_on
    return Told(facts={"resolution": resolution})


@performs(conversion, "drop")
def drop(conversion: Conversion, *, by: Actor) -> None:
    """The secretariat does not pursue it."""
