"""Situations that no source tells, so that they can be seen: a waiting observer, a withdrawal (MEM-7, MEM-8)."""

from psycopg.types.range import DateRange

from kontor.cities.models import City
from kontor.demo.course import before
from kontor.demo.posting import deliver_what_waits
from kontor.demo.reading import Table, content, read
from kontor.demo.stages.prospects import secretary
from kontor.kernel import clock
from kontor.kernel.access import SYSTEM
from kontor.kernel.audit import journal
from kontor.membership import leaving, letters
from kontor.membership.lifecycle import ApplicationStatus
from kontor.membership.models import Alliance, Application, Standing, StandingKind
from kontor.membership.queries import contact_of
from kontor.people.models import Account


def load() -> None:
    """Both are simulated, and marked so wherever they are shown."""
    record = read("situations")
    _somebody_waits(record["waiting"])  # in the order of their days, as the journal has them
    _somebody_leaves(record["leaving"])


def _city(key: str) -> City:
    return City.objects.select_related("organisation").get(organisation__key=key)


def _voice_of(city: City) -> Account:
    return Account.objects.get(person__seats__organisation=city.organisation_id)


def _somebody_waits(told: Table) -> None:
    """All consented, the reserved seat lapsed, and the city became an observer; its round is not played through."""
    city, days = _city(told["city"]), told["days"]
    parts = {part["key"]: content(part["text"], original="zh-hans") for part in told["part"]}
    with clock.at(before(days["recorded"], "10:00")):
        waiting = Application.objects.create(
            city=city, language="zh-hans", status=ApplicationStatus.OBSERVING, is_simulated=True,
            opened_at=before(days["opened"], "09:30", "Asia/Shanghai"),
            first_submitted_at=before(days["submitted"], "09:30", "Asia/Shanghai"),
            consented_at=before(days["consented"], "11:00", "Asia/Shanghai"), **parts,
        )  # fmt: skip
        since = DateRange(before(days["observing"], "10:00").date(), None)
        Standing.objects.create(city=city, kind=StandingKind.WAITING_OBSERVER, during=since, is_simulated=True)
        journal.record("demo.situation", waiting, by=SYSTEM)
        letters.seat_free(waiting)
        alliance = Alliance.lock()
        alliance.told_of_seat = [waiting.pk]  # told once; what happens in the demo does not tell it again
        alliance.save(update_fields=["told_of_seat"])
        deliver_what_waits()


def _somebody_leaves(told: Table) -> None:
    """An invented observer withdraws; one member city's mailbox refused the letter, so the withdrawal waits for it."""
    city, days, dead = _city(told["city"]), told["days"], contact_of(_city(told["dead"]))
    with clock.at(before(days["filed"], "12:00")):
        filed = leaving.file_withdrawal(city, by=_voice_of(city), reason=told["reason"], is_simulated=True)
    with clock.at(before(days["communicated"], "13:00")):
        leaving.communicate(filed, by=secretary())
        deliver_what_waits(refused=dead.email if dead else "")
