"""Who gets a seat that is free: those who wait, in their order; told once; an exception only by resolution (MEM-7)."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kontor.cities.models import City
from kontor.kernel.access import SYSTEM, Refused
from kontor.kernel.audit.models import Entry
from kontor.kernel.audit.sentences import lines
from kontor.kernel.files.accepting import Accepted
from kontor.kernel.lingua.languages import speaking
from kontor.kernel.mail import actions as mail
from kontor.kernel.mail.models import Message
from kontor.membership import actions, leaving
from kontor.membership.models import Application, Standing
from kontor.membership.tests.factories import SmallAlliance, a_running_round, a_small_alliance, everybody_consents
from kontor.membership.tests.pages import signed_in, url

pytestmark = pytest.mark.django_db


def consented(small: SmallAlliance, key: str, side: str = "CN") -> Application:
    """An application to which all member cities have consented, whatever became of it then."""
    everybody_consents(small, a_running_round(small, key, side))
    return Application.objects.get(city__organisation__key=key)


def leave(small: SmallAlliance, city: City) -> None:
    """The city leaves, and every other member is told at once."""
    small.members.remove(city)
    leaving.communicate(leaving.file_withdrawal(city, by=small.voice(city)), by=small.secretary)
    for letter in Message.objects.filter(kind="membership.withdrawal", status="queued"):
        mail.accept(letter, by=SYSTEM, reply="250")


def signed(small: SmallAlliance, application: Application) -> Application:
    """The memorandum was signed."""
    now_signed: Application = actions.sign(
        application, by=small.secretary, signatory="M", signed_in="Neuss", signed_on=date(2026, 1, 5),
        memorandum=Accepted("mou.pdf", b"%PDF-1.7 signed", "application/pdf"),
    )  # fmt: skip
    return now_signed


def told() -> list[str]:
    """The keys of the cities that were told of a free seat, in the order of the letters."""
    numbers = Message.objects.filter(kind="membership.seat_free").order_by("id").values_list("about_id", flat=True)
    return [Application.objects.get(pk=number).city.organisation.key for number in numbers]


def test_a_round_that_completes_does_not_jump_the_queue() -> None:
    small = a_small_alliance(cn=2, de=1)
    first = consented(small, "first")
    running = a_running_round(small, "second", "CN")
    leave(small, small.members[0])  # one Chinese seat is free, and the first in line waits for it
    everybody_consents(small, running)
    second = Application.objects.get(city__organisation__key="second")
    first.refresh_from_db()
    assert (first.status, second.status) == ("no_seat", "no_seat")
    entry = Entry.objects.get(verb="application.run_out_of_seats", subject_id=second.pk)
    assert (entry.facts["decision"], entry.clause) == ("seat.kept_for_waiting", "II.5.1.F9")
    assert actions.offer_seat(first, by=small.secretary).status == "seat_reserved"


def test_with_more_seats_than_wait_a_round_that_completes_gets_one() -> None:
    small = a_small_alliance(cn=2, de=1)
    consented(small, "first")
    running = a_running_round(small, "second", "CN")
    small.add_member("newde", "DE")  # two Chinese seats are free, one city waits
    everybody = [city for city in small.members if city.organisation.key != "newde"]
    for city in everybody:
        actions.state(running, by=small.voice(city), city=city, position="consent")
    assert Application.objects.get(city__organisation__key="second").status == "seat_reserved"


def test_whoever_waits_on_the_side_that_is_not_bounded_holds_nobody_up() -> None:
    small = a_small_alliance(cn=1, de=1)
    lapsed = consented(small, "bonn", "DE")
    Application.objects.filter(pk=lapsed.pk).update(status="no_seat")
    assert consented(small, "mainz", "DE").status == "seat_reserved"


def test_two_of_the_same_moment_stand_in_one_order() -> None:
    small = a_small_alliance(cn=2, de=1)
    first, second = consented(small, "first"), consented(small, "second")
    Application.objects.update(first_submitted_at=first.first_submitted_at)
    leave(small, small.members[0])
    with pytest.raises(Refused) as refused:
        actions.offer_seat(second, by=small.secretary)
    reason = refused.value.reason
    assert (reason.code, reason.params["city"], reason.clause) == ("not_first_in_line", str(first.city), "II.5.1.F9")


def _taken_back(small: SmallAlliance, holder: Application) -> None:
    actions.take_back(holder, by=small.voice(holder.city))


def _left(small: SmallAlliance, holder: Application) -> None:
    leave(small, small.members[0])


def _converted(small: SmallAlliance, holder: Application) -> None:
    motion = leaving.prepare_conversion(small.members[0], by=small.secretary, grounds=["support"], statement="…")
    heard = leaving.hear(motion, by=small.secretary, hearing="–")
    leaving.carry(heard, by=small.secretary, resolution="R1", decided_on=date(2026, 5, 1))


@pytest.mark.parametrize("free_a_seat", [_taken_back, _left, _converted])
def test_however_a_seat_becomes_free_the_next_in_line_is_told(free_a_seat: Any) -> None:
    small = a_small_alliance(cn=1, de=1)
    holder = consented(small, "holder")
    consented(small, "first"), consented(small, "second")
    assert told() == []
    free_a_seat(small, holder)
    assert told() == ["first"]
    secretary = Message.objects.filter(kind="membership.seat_to_offer").values_list("to_address", flat=True)
    assert list(secretary) == [small.secretary.person.email]


def test_a_new_german_member_frees_two_chinese_seats_and_each_is_told_once() -> None:
    small = a_small_alliance(cn=2, de=1)
    german = signed(small, consented(small, "german", "DE"))
    first, _second, _third = (consented(small, key) for key in ("first", "second", "third"))
    actions.admit(german, by=small.secretary)
    assert told() == ["first", "second"]
    actions.offer_seat(first, by=small.secretary)
    assert told() == ["first", "second"]  # the second has been told of its seat, and there is none for the third


def test_who_was_told_of_a_seat_that_went_is_told_of_the_next() -> None:
    small = a_small_alliance(cn=4, de=2)
    german = signed(small, consented(small, "german", "DE"))
    consented(small, "first")
    leave(small, small.members[0])
    leave(small, small.members[-1])  # three Chinese cities, one German: the seat has gone again
    assert told() == ["first"]
    actions.admit(german, by=small.secretary)
    assert told() == ["first", "first"]


# --- what is on record of the decision (CHR-1) ---
def test_the_journal_keeps_the_counts_the_ratio_and_the_clause() -> None:
    small = a_small_alliance(cn=2, de=1)
    waiting, german = consented(small, "third"), consented(small, "german", "DE")
    small.add_member("newde", "DE")
    actions.offer_seat(waiting, by=small.secretary)
    kept = ("decision", "before", "after", "bounded", "bounding", "limit")
    entries = Entry.objects.filter(facts__has_key="decision").order_by("id")
    assert [(e.verb, e.subject_id, e.clause, *(e.facts[name] for name in kept)) for e in entries] == [
        ("application.run_out_of_seats", waiting.pk, "II.5.1.k",
         "seat.none_free", {"CN": 2, "DE": 1}, {"CN": 3, "DE": 1}, 3, 1, "2:1"),
        ("application.reserve_seat", german.pk, "II.5.1.k",
         "seat.side_not_bounded", {"CN": 2, "DE": 1}, {"CN": 2, "DE": 2}, 2, 2, "2:1"),
        ("application.offer_seat", waiting.pk, "II.5.1.k",
         "seat.free", {"CN": 2, "DE": 2}, {"CN": 3, "DE": 2}, 3, 2, "2:1"),
    ]  # fmt: skip
    assert {e.charter_version for e in entries} == {"2016"}
    said = lines(entries.select_related("payload"))[0].sentence
    assert "3 zu 1" in said or "3 to 1" in said


# --- the exception (MEM-7, "grundsätzlich") ---
def test_a_seat_by_exception_needs_resolution_and_reason_and_is_on_record_with_its_clause() -> None:
    small = a_small_alliance(cn=2, de=1)
    third = consented(small, "third")
    given = {"resolution": "JS-2026/4", "reason": "Partnerstadt von Aachen seit 1986"}
    reserved = actions.seat_by_exception(third, by=small.secretary, **given)
    entry = Entry.objects.get(verb="application.seat_by_exception")
    assert (reserved.status, reserved.reserved_until is not None) == ("seat_reserved", True)
    assert (entry.clause, entry.facts["decision"], entry.facts["after"]) == (
        "II.5.1.k", "seat.by_exception", {"CN": 3, "DE": 1},
    )  # fmt: skip
    assert {name: entry.facts[name] for name in given} == given
    assert actions.admit(signed(small, reserved), by=small.secretary).status == "admitted"


def test_there_is_no_exception_without_a_reason_or_where_a_seat_is_free_or_by_the_applicant() -> None:
    small = a_small_alliance(cn=2, de=1)
    third = consented(small, "third")
    refusals = []
    for by, reason in ((small.secretary, "  "), (small.voice(third.city), "Wir sind wichtig")):
        with pytest.raises(Refused) as refused:
            actions.seat_by_exception(third, by=by, resolution="R", reason=reason)
        refusals.append(refused.value.reason.code)
    small.add_member("newde", "DE")
    with pytest.raises(Refused) as needless:
        actions.seat_by_exception(third, by=small.secretary, resolution="R", reason="Weil")
    assert [*refusals, needless.value.reason.code] == [
        "seat.exception_needs_reason", "not_entitled", "no_exception_needed",
    ]  # fmt: skip
    assert Application.objects.get(pk=third.pk).status == "no_seat"


def test_a_member_by_exception_binds_those_who_come_later() -> None:
    small = a_small_alliance(cn=2, de=1)
    third = consented(small, "third")
    exception = actions.seat_by_exception(third, by=small.secretary, resolution="R", reason="Weil")
    actions.admit(signed(small, exception), by=small.secretary)
    small.members.append(third.city)
    assert Standing.objects.current().members().tally() == {"CN": 3, "DE": 1}
    leave(small, small.members[0])
    assert consented(small, "fourth").status == "no_seat"  # 3:1 would exceed the ratio again


# --- what is said while seats are free, but not for everybody (MEM-7) ---
def _second_while_the_seat_is_kept(small: SmallAlliance) -> tuple[Application, str]:
    """The round of the second completes while a seat is free for the first; and what its last voice was told."""
    consented(small, "first")
    running = a_running_round(small, "second", "CN")
    leave(small, small.members[0])
    everybody_consents(small, running, but=1)
    last = small.members[-1]
    sent = {"round": running.public_id, "city": last.public_id, "position": "consent"}
    answer = signed_in(small.voice(last)).post(url("state", running.application.public_id), sent, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    return Application.objects.get(city__organisation__key="second"), said[-1]


def test_the_last_voice_reads_whose_the_free_seat_is() -> None:
    small = a_small_alliance(cn=2, de=2)
    small.add_member("cn2", "CN"), small.add_member("cn3", "CN")
    second, said = _second_while_the_seat_is_kept(small)
    assert (second.status, second.seat_in_line().reason.code) == ("no_seat", "seat.kept_for_waiting")
    with speaking("de"):
        words = {"number": 5, "applicant": second.city}
        assert said == _(
            "With this all %(number)s cities have consented to %(applicant)s; whatever seat is free belongs to cities "
            "that wait already."
        ) % words  # fmt: skip


def test_the_letter_says_whether_no_seat_is_free_or_others_wait_for_it() -> None:
    small = a_small_alliance(cn=2, de=2)
    small.add_member("cn2", "CN"), small.add_member("cn3", "CN")
    second, _said = _second_while_the_seat_is_kept(small)
    first = Application.objects.get(city__organisation__key="first")
    letters = Message.objects.filter(kind__startswith="membership.observer_offered").order_by("id")
    assert [(letter.kind, letter.about_id) for letter in letters] == [
        ("membership.observer_offered", first.pk), ("membership.observer_offered_in_line", second.pk),
    ]  # fmt: skip
    with speaking("zh-hans"):
        assert (
            _(
                "Whatever seat is free belongs to cities that wait already. %(city)s may join as an observer for "
                "the time being and will be told when its turn has come."
            )
            % {"city": second.city}
            in letters[1].text
        )


def test_the_applicants_desk_says_whose_the_free_seat_is() -> None:
    small = a_small_alliance(cn=2, de=1)
    first = consented(small, "first")
    second = consented(small, "second")
    none_free = [_task(small, each) for each in (first, second)]
    leave(small, small.members[0])
    assert none_free == [
        f"All consented to {each.city}, but no seat is free: it can join as an observer for the time being."
        for each in (first, second)
    ]
    assert [_task(small, each) for each in (first, second)] == [
        f"All consented to {first.city}, and the secretariat can offer it a seat; until then it can observe.",
        f"All consented to {second.city}, but whatever seat is free belongs to cities that wait already: it can join "
        "as an observer for the time being.",
    ]


def _task(small: SmallAlliance, application: Application) -> str:
    with speaking("en"):
        client = signed_in(small.voice(application.city))
        [task] = client.get("/en/today/").context["tasks"]
    return str(task.text if hasattr(task, "text") else task["text"])


# --- who is waited for, and since when ---
def _waited_for(small: SmallAlliance, application: Application) -> tuple[str, date]:
    """What page and list say of an application, which is the same."""
    client = signed_in(small.secretary)
    with speaking("en"):
        [on_page] = client.get(reverse("membership:application", args=[application.public_id])).context["missing"]
        rows = client.get(reverse("membership:applications")).context["groups"].values()
    [in_list] = [row["missing"][0] for group in rows for row in group if row["row"] == application]
    assert on_page == in_list
    return on_page["what"], on_page["since"]


def test_each_step_is_waited_for_since_it_was_reached(settings: Any) -> None:
    settings.SECOND_FACTOR_OBLIGATORY = False
    small = a_small_alliance(cn=2, de=1)
    began = timezone.now().replace(hour=12)
    with time_machine.travel(began, tick=False):
        third = consented(small, "third")
    days: dict[str, date] = {}
    for after, deed in (
        (100, lambda: actions.join_as_observer(third, by=small.voice(third.city))),
        (200, lambda: leave(small, small.members[0])),
        (300, lambda: actions.offer_seat(third, by=small.secretary)),
        (310, lambda: signed(small, third)),
    ):
        with time_machine.travel(began + timedelta(days=after), tick=False):
            deed()
            third.refresh_from_db()
            what, since = _waited_for(small, third)
            days[what] = since
    assert days == {
        "has no seat to offer yet": (began + timedelta(days=100)).date(),
        "has not offered the free seat yet": (began + timedelta(days=200)).date(),
        "has not signed the memorandum yet": (began + timedelta(days=300)).date(),
        "has not sent the formal letter yet": (began + timedelta(days=310)).date(),
    }
