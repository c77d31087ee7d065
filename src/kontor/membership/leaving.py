"""The deeds of withdrawal and conversion (MEM-8, MEM-9)."""

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
from kontor.membership.models import Addressee, Alliance, Application, Conversion, Round, Standing, Withdrawal
from kontor.membership.models.standing import StandingKind
from kontor.membership.standings import change_standing


def file_withdrawal(city: City, *, by: Actor, reason: str = "", signed: Accepted | None = None) -> Withdrawal:
    """A member declares in writing that it leaves (MEM-8). ``Refused`` if it is no member or leaves already."""
    with transaction.atomic():
        City.objects.select_for_update(of=("self",)).get(pk=city.pk)
        if not Standing.objects.current().filter(city=city).exists():
            raise Refused(Reason("not_a_member", {}))
        running = (WithdrawalStatus.FILED, WithdrawalStatus.BEING_COMMUNICATED)
        if Withdrawal.objects.filter(city=city, status__in=running).exists():
            raise Refused(Reason("withdrawal_runs_already", {}))
        filed = Withdrawal.objects.create(city=city, reason=reason)
        if signed:
            filed.signed_file = store(
                signed.content, name=signed.name, media_type=signed.media_type,
                about_type="withdrawal", about_id=filed.pk, purpose="declaration",
            )  # fmt: skip
            filed.save()
        journal.record("withdrawal.file", filed, by=by)
        return filed


@performs(withdrawal, "communicate")
def communicate(withdrawal: Withdrawal, *, by: Actor) -> None:
    """Tell every member city; the withdrawal takes effect with the last delivery (MEM-8)."""
    withdrawal.communicated_at = clock.now()
    others = Standing.objects.current().members().exclude(city=withdrawal.city).select_related("city__organisation")
    for standing in others.order_by("id"):
        message = letters.withdrawal_notice(withdrawal, standing.city)
        Addressee.objects.create(withdrawal=withdrawal, city=standing.city, message=message)


def take_effect_if_all_were_told(number: int) -> None:
    """Make the withdrawal effective when the last member city has been told; called with each delivery."""
    row = Withdrawal.objects.select_for_update(of=("self",)).get(pk=number)
    if row.status == WithdrawalStatus.BEING_COMMUNICATED and not row.cities_not_told():
        take_effect(row, by=SYSTEM)


@performs(withdrawal, "take_effect")
def take_effect(withdrawal: Withdrawal, *, by: Actor) -> None:
    """The city is no member any more; running rounds no longer ask it (MEM-4, MEM-8)."""
    withdrawal.effective_at = clock.now()
    release_from_rounds(withdrawal.city)
    change_standing(withdrawal.city, None)
    letters.withdrawal_effective(withdrawal)
    letters.tell_secretariat_of_free_seats()


def release_from_rounds(city: City) -> None:
    """Release a city from every running round. Locks applications in order, before the alliance row."""
    numbers = Round.objects.filter(status=RoundStatus.RUNNING, voices__city=city, voices__released_at=None)
    applications = sorted(numbers.values_list("application_id", flat=True))
    list(Application.objects.select_for_update(of=("self",)).filter(pk__in=applications).order_by("pk"))
    for running in Round.objects.filter(status=RoundStatus.RUNNING, application_id__in=applications).order_by("pk"):
        actions.release(running, by=SYSTEM, city=city)


@performs(withdrawal, "revoke")
def revoke(withdrawal: Withdrawal, *, by: Actor) -> None:
    """The city stays, as long as nobody has been told."""


def note_told_otherwise(addressee: Addressee, *, by: Actor, how: str) -> None:
    """Record that a city without an address was told by other means (MEM-8)."""
    with transaction.atomic():
        row = Addressee.objects.select_for_update(of=("self",)).get(pk=addressee.pk)
        row.told_otherwise = how
        row.save()
        journal.record(
            "withdrawal.told_otherwise", row.withdrawal, by=by,
            told=Told(facts={"city": row.city.journal_names(), "how": how}),
        )  # fmt: skip
        take_effect_if_all_were_told(row.withdrawal_id)


# --- conversion ---
def prepare_conversion(city: City, *, by: Actor, ground: str, duty: str, statement: str) -> Conversion:
    """The secretariat prepares the motion: it names the ground and the duty, and the city is heard (MEM-9)."""
    with transaction.atomic():
        City.objects.select_for_update(of=("self",)).get(pk=city.pk)
        if not Standing.objects.current().members().filter(city=city).exists():
            raise Refused(Reason("not_a_member", {}))
        if Conversion.objects.filter(
            city=city, status__in=(ConversionStatus.PREPARED, ConversionStatus.HEARD)
        ).exists():
            raise Refused(Reason("conversion_runs_already", {}))
        prepared = Conversion.objects.create(city=city, ground=ground, duty=duty, statement=statement)
        journal.record("conversion.prepare", prepared, by=by, told=Told(facts={"ground": ground, "duty": duty}))
        letters.hearing_invited(prepared)
        return prepared


@performs(conversion, "hear")
def hear(conversion: Conversion, *, by: Actor, hearing: str) -> None:
    """What the city says to it; put before the session with the motion."""
    conversion.hearing = hearing
    conversion.heard_at = clock.now()


@performs(conversion, "carry")
def carry(conversion: Conversion, *, by: Actor, resolution: str, decided_on: date) -> Told:
    """The session resolved it: the member's seat is an observer's from today (MEM-9)."""
    conversion.resolution, conversion.decided_on = resolution, decided_on
    release_from_rounds(conversion.city)
    Alliance.lock()
    change_standing(conversion.city, StandingKind.CONVERTED_OBSERVER)
    letters.converted(conversion)
    letters.tell_secretariat_of_free_seats()
    return Told(facts={"resolution": resolution})


@performs(conversion, "reject")
def reject(conversion: Conversion, *, by: Actor, resolution: str, decided_on: date) -> Told:
    """The session rejected it: the city stays a member."""
    conversion.resolution, conversion.decided_on = resolution, decided_on
    return Told(facts={"resolution": resolution})


@performs(conversion, "drop")
def drop(conversion: Conversion, *, by: Actor) -> None:
    """The secretariat does not pursue it."""
