"""Entering the founding members of an installation that begins (MEM-12; charter II.5.1.F10)."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from psycopg.types.range import DateRange

from kontor.cities.models import City, CityKind, Source
from kontor.cities.tests.factories import a_city, a_source
from kontor.kernel.access import SYSTEM, Refused
from kontor.kernel.audit.models import Entry
from kontor.kernel.audit.sentences import lines
from kontor.kernel.files.models import File
from kontor.kernel.lingua.languages import speaking
from kontor.kernel.mail import actions as mail
from kontor.kernel.mail.models import Message
from kontor.membership import actions, founding, leaving
from kontor.membership.models import Application, Claim, Standing, StandingKind, Withdrawal
from kontor.membership.queries import awaiting_announcement
from kontor.membership.tests.factories import SmallAlliance, a_running_round, a_small_alliance
from kontor.membership.tests.pages import a_pdf, signed_in, url
from kontor.membership.tests.races import at_once

PAGE = "/de/members/founding/"
NEW = {
    "name_de": "Foshan", "name_zh": "佛山", "name_en": "Foshan", "side": "CN", "kind": "city",
    "official_code": "440600", "within": "Guangdong", "latitude": "23,0218", "longitude": "113.1219",
    "on": "2016-04-25", "precision": "exact", "source_title": "Gründungskonzept", "source_language": "de",
    "locator": "S. 3", "note": "Unterzeichnet in Foshan.",
}  # fmt: skip


@pytest.fixture
def nobody(settings: Any) -> SmallAlliance:
    """An alliance that was just founded: a secretary, no member."""
    settings.SECOND_FACTOR_OBLIGATORY = False
    return a_small_alliance(0, 0)


def _proof() -> founding.Proof:
    return founding.Proof(Source.objects.filter(key="paper").first() or a_source())


def _enter(small: SmallAlliance, city: City, on: date = date(2016, 4, 25), precision: str = "exact") -> Standing:
    return founding.enter_founding_member(
        city, by=small.secretary, on=on, precision=precision, proof=_proof()  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.django_db
def test_a_new_city_is_entered_with_all_that_is_known_of_it(nobody: SmallAlliance) -> None:
    answer = signed_in(nobody.secretary).post(PAGE, {**NEW, "document": a_pdf("konzept.pdf")})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    city = City.objects.select_related("organisation").get()
    assert city.organisation.names.texts == {"de": "Foshan", "zh-hans": "佛山", "en": "Foshan"}
    assert (city.side, city.kind, city.code_system, city.official_code) == ("CN", "city", "GB/T 2260", "440600")
    assert (str(city.latitude), str(city.longitude), city.within.texts) == ("23.0218", "113.1219", {"de": "Guangdong"})
    standing = Standing.objects.select_related("claim__source").get()
    assert (standing.kind, standing.during, standing.precision) == (
        "member", DateRange(date(2016, 4, 25), None), "exact",
    )  # fmt: skip
    claim = standing.claim
    assert claim is not None
    assert (claim.says, claim.source.title, claim.locator, claim.note.texts) == (
        "founding_member", "Gründungskonzept", "S. 3", {"de": "Unterzeichnet in Foshan."},
    )  # fmt: skip
    assert (File.objects.get().name, File.objects.get().about_id) == ("konzept.pdf", claim.pk)
    assert list(awaiting_announcement()) == []  # a founding is not announced


@pytest.mark.django_db
def test_the_journal_tells_it_with_clause_and_source(nobody: SmallAlliance) -> None:
    city = a_city("aachen")
    _enter(nobody, city)
    entry = Entry.objects.select_related("payload").get(verb="city.enter_founding_member")
    assert (entry.subject_id, entry.actor, entry.clause, entry.charter_version) == (
        city.pk, nobody.secretary.pk, "II.5.1.F10", "2016",
    )  # fmt: skip
    with speaking("en"):
        (line,) = lines([entry])
    assert line.sentence == f"{nobody.secretary} entered Aachen as a founding member. Source: Source paper"
    assert line.url == f"/en/cities/{city.public_id}/"


@pytest.mark.django_db
def test_a_month_counts_from_its_first_day_and_shows_as_a_month(nobody: SmallAlliance) -> None:
    a_source()
    city = a_city("aachen")
    sent = {"city": city.public_id, "on": "2016-04-17", "precision": "month", "source": Source.objects.get().pk}
    client = signed_in(nobody.secretary)
    assert client.post(PAGE, sent).status_code == 302
    standing = Standing.objects.get()
    assert (standing.city, standing.during.lower, standing.precision) == (city, date(2016, 4, 1), "month")
    (row,) = client.get(PAGE).context["rows"]
    assert (row["city"], row["since"], row["document"]) == (city, "April 2016", None)
    form = client.get(PAGE).context["form"]
    assert (form["source"].value(), form["precision"].value()) == (Source.objects.get().pk, "month")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "field", "said"),
    [
        ("2016-05-01", "on", "kein Gründungsmitglied"),
        ("2016-03-31", "on", "noch keine Allianz"),
        ("2999-01-01", "on", "Jahr"),
        ("2036-01-01", "on", "liegt noch in der Zukunft"),
    ],
)
def test_a_day_that_is_none_of_the_founding_is_refused_at_the_field(
    nobody: SmallAlliance, day: str, field: str, said: str
) -> None:
    answer = signed_in(nobody.secretary).post(PAGE, {**NEW, "on": day})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert said in answer.context["form"].errors[field][0]
    assert 'value="Gründungskonzept"' in answer.content.decode()  # what was typed is still there
    assert (City.objects.count(), Standing.objects.count(), Source.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name_de": "", "name_zh": "", "name_en": ""}, "city"),
        ({"official_code": "4406"}, "official_code"),
        ({"side": "DE", "official_code": "440600"}, "official_code"),
        ({"latitude": "91"}, "latitude"),
        ({"latitude": "1.234,5"}, "latitude"),
        ({"latitude": "nan"}, "latitude"),
        ({"longitude": ""}, "longitude"),
        ({"kind": "region"}, "kind"),
        ({"source_title": ""}, "source"),
        ({"on": ""}, "on"),
        ({"precision": "by"}, "precision"),
        ({"name_de": "Fo\u202eshan"}, "name_de"),
    ],
)
def test_bad_input_stands_at_its_field_and_keeps_nothing(
    nobody: SmallAlliance, wrong: dict[str, str], field: str
) -> None:
    answer = signed_in(nobody.secretary).post(PAGE, {**NEW, **wrong, "document": a_pdf()})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field, "document"}  # the file has to be chosen again
    assert (City.objects.count(), Standing.objects.count(), File.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_who_is_a_member_cannot_even_be_chosen_and_is_refused(nobody: SmallAlliance) -> None:
    member = nobody.add_member("aachen", "DE")
    answer = signed_in(nobody.secretary).post(PAGE, {**NEW, "city": member.public_id})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["city"])
    with pytest.raises(Refused) as refused:
        _enter(nobody, member)
    assert (refused.value.reason.code, Standing.objects.count()) == ("is_a_member_already", 1)


@pytest.mark.django_db
def test_who_applies_is_refused_in_the_readers_language(nobody: SmallAlliance) -> None:
    city = a_city("mainz")
    actions.open_application(city, by=SYSTEM)
    sent = {**NEW, "city": city.public_id}
    words = {"de": "Für diese Stadt läuft bereits ein Antrag.", "zh-hans": "该城市已有一项申请正在进行。"}
    for language, said in words.items():
        answer = signed_in(nobody.secretary).post(f"/{language}/members/founding/", sent)
        assert (answer.status_code, answer.context["form"].errors) == (422, {"city": [said]})
    assert (Standing.objects.count(), Claim.objects.count(), Source.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "until"), [(StandingKind.MEMBER, date(2020, 1, 1)), (StandingKind.CONVERTED_OBSERVER, None)]
)
def test_what_a_city_was_is_not_written_over(nobody: SmallAlliance, kind: StandingKind, until: date | None) -> None:
    city = a_city("leaver")
    Standing.objects.create(city=city, kind=kind, during=DateRange(date(2017, 1, 1), until))
    with pytest.raises(Refused) as refused:
        _enter(nobody, city)
    assert (refused.value.reason.code, Standing.objects.count()) == ("standing_on_record", 1)


@pytest.mark.django_db
def test_a_kind_of_place_that_cannot_be_a_member_is_refused(nobody: SmallAlliance) -> None:
    with pytest.raises(Refused) as refused:
        _enter(nobody, a_city("region", kind=CityKind.REGION))
    assert refused.value.reason.code == "kind_cannot_be_member"


@pytest.mark.django_db
def test_the_two_taizhou_are_two_and_the_same_code_is_one(nobody: SmallAlliance) -> None:
    client = signed_in(nobody.secretary)
    first = {**NEW, "name_de": "Taizhou", "name_zh": "泰州", "name_en": "Taizhou", "official_code": "321200"}
    other = {**first, "name_zh": "台州", "official_code": "331000"}
    again = {**first, "name_de": "Taizhou (Jiangsu)", "name_zh": "泰州市", "name_en": "Taizhou City"}
    assert [client.post(PAGE, sent).status_code for sent in (first, other)] == [302, 302]
    answer = client.post(PAGE, again)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["official_code"])
    assert City.objects.count() == 2
    nameless = client.post(PAGE, {**NEW, "name_de": "Taizhou", "official_code": ""})
    assert (nameless.status_code, list(nameless.context["form"].errors)) == (422, ["city"])


@pytest.mark.django_db
def test_only_the_secretariat_enters_and_sees_the_way_there(nobody: SmallAlliance) -> None:
    member = nobody.add_member("aachen", "DE")
    voice = nobody.voice(member)
    assert signed_in(voice).post(PAGE, NEW).status_code == 404
    with pytest.raises(Refused):
        founding.enter_founding_member(
            a_city("x"), by=voice, on=date(2016, 4, 25), precision="exact", proof=_proof()  # type: ignore[arg-type]
        )  # fmt: skip
    link = f'href="{PAGE}"'
    shown = [link in client.get(url("members")).content.decode()
             for client in (signed_in(nobody.secretary), signed_in(voice), Client())]  # fmt: skip
    assert shown == [True, False, False]
    assert Standing.objects.count() == 1


@pytest.mark.django_db
def test_the_document_is_read_by_the_alliance_only(nobody: SmallAlliance) -> None:
    signed_in(nobody.secretary).post(PAGE, {**NEW, "document": a_pdf()})
    member = nobody.add_member("aachen", "DE")
    address = File.objects.get().get_absolute_url()
    readers = (signed_in(nobody.secretary), signed_in(nobody.voice(member)), Client())
    assert [client.get(address).status_code for client in readers] == [200, 200, 404]


def test_two_secretaries_at_once_enter_a_city_once(committed: str) -> None:
    small = a_small_alliance(0, 0)
    city = a_city("aachen")
    a_source()  # both find it; made by each, its key would decide the race
    outcomes = at_once([partial(_enter, small, city) for _secretary in range(2)])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refused", "Standing"]
    assert (Standing.objects.count(), Claim.objects.count()) == (1, 1)


# --- what follows a new member ---
@pytest.mark.django_db
def test_who_waits_is_told_of_the_seat_that_a_founding_member_frees(nobody: SmallAlliance) -> None:
    waits = a_city("waits", "CN")
    nobody.speak_for(waits)
    waiting = Application.objects.create(city=waits, status="no_seat", first_submitted_at=timezone.now())
    _enter(nobody, a_city("aachen", "DE"))
    letters = Message.objects.filter(kind__in=("membership.seat_free", "membership.seat_to_offer")).order_by("kind")
    assert [(letter.kind, letter.about_id) for letter in letters] == [
        ("membership.seat_free", waiting.pk), ("membership.seat_to_offer", waiting.pk),
    ]  # fmt: skip
    _enter(nobody, a_city("bonn", "DE"))
    assert Message.objects.filter(kind="membership.seat_free").count() == 1


@pytest.mark.django_db
def test_a_withdrawal_under_way_waits_for_the_founding_member_too(nobody: SmallAlliance) -> None:
    leaver, _other = nobody.add_member("leaver", "DE"), nobody.add_member("other", "DE")
    withdrawal = leaving.file_withdrawal(leaver, by=nobody.voice(leaver))
    leaving.communicate(withdrawal, by=nobody.secretary)
    newcomer = a_city("aachen", "DE")
    nobody.speak_for(newcomer)
    _enter(nobody, newcomer)
    told = Message.objects.filter(kind="membership.withdrawal").order_by("id")
    assert [letter.to_address for letter in told] == [
        nobody.voice(city).person.email for city in (_other, newcomer)
    ]  # fmt: skip
    mail.accept(told[0], by=SYSTEM, reply="250")
    assert Withdrawal.objects.get().status == "being_communicated"
    mail.accept(told[1], by=SYSTEM, reply="250")
    assert Withdrawal.objects.get().status == "effective"


@pytest.mark.django_db
def test_once_the_members_were_asked_nobody_is_entered_as_a_founding_member(nobody: SmallAlliance) -> None:
    nobody.add_member("aachen", "DE")
    a_running_round(nobody, "applicant")
    city = a_city("late", "CN")
    with pytest.raises(Refused) as refused:
        _enter(nobody, city)
    assert (refused.value.reason.code, refused.value.reason.clause) == ("founding_is_over", "II.5.1.F10")
    client = signed_in(nobody.secretary)
    sent = client.post(PAGE, {**NEW, "city": city.public_id})
    shown = client.get(PAGE)
    assert (sent.status_code, list(sent.context["form"].errors)) == (422, ["__all__"])
    assert (shown.status_code, 'name="city"' in shown.content.decode()) == (200, False)
    assert (Standing.objects.count(), Claim.objects.count()) == (1, 0)
