"""Another alliance is another charter file (CHR-1): founded, joined and looked at with sides of other countries."""

import html
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kontor.cities.models import City
from kontor.console.check import _sides
from kontor.kernel.access import SYSTEM
from kontor.kernel.audit import chain
from kontor.kernel.audit.models import Entry
from kontor.kernel.lingua.content import Content
from kontor.membership import actions
from kontor.membership.founding import found_alliance
from kontor.membership.models import Application, FormalLetter, Prospect, Round, Standing
from kontor.membership.tests.pages import a_pdf, signed_in, url
from kontor.people.models import Account, Organ, Person, Role
from kontor.people.models.seat import today
from kontor.people.tests.factories import a_seat, a_secretary, an_account
from tests.another_charter import write_another_charter

ENTERED = {
    "kind": "city", "on": "2016-04-25", "precision": "exact", "source_title": "Gründungsurkunde",
    "source_language": "de", "locator": "S. 1",
}  # fmt: skip
LYON = {**ENTERED, "name_de": "Lyon", "name_en": "Lyon", "side": "FR", "official_code": "69123"}
BUSAN = {**ENTERED, "name_de": "Busan", "name_zh": "釜山", "name_en": "Busan", "side": "KR", "official_code": "26"}
WISH = {"name": "Daegu", "side": "KR", "family_name": "Kim", "email": "kim@daegu.example", "agrees": "on"}
#: How the sides of the charter that ships are called, and on whose clocks they live.
THEIRS = re.compile(
    r"China|Chines|chines|Deutschland|deutsche|German|Peking|Beijing|Berlin|Shanghai|AGS|GB/T|中方|德方|中国|德国|北京|柏林"
)

#: The product's own languages stay: in three of them content can be written, and names in one script have help.
OURS = re.compile(r"auf Chinesisch|in (German|Chinese)|chinesischen (Schriftzeichen|Namen)|Chinese (characters|names)")


@pytest.fixture
def rivers(tmp_path: Path, settings: Any) -> Account:
    """The invented alliance, just founded; gives its secretary."""
    settings.CHARTER = write_another_charter(tmp_path / "statutes")
    settings.SECOND_FACTOR_OBLIGATORY = False
    cache.clear()
    return a_secretary(found_alliance(by=SYSTEM).organisation)


def _entered(secretary: Account, sent: dict[str, str]) -> Any:
    return signed_in(secretary).post(url("founding"), sent)


def _voice(city: City) -> Account:
    account = an_account(language="en")
    a_seat(account.person, city.organisation, Role.CONTACT)
    return account


def _founded(secretary: Account) -> dict[str, Account]:
    """Lyon and Busan are members; gives who speaks for them."""
    assert [_entered(secretary, sent).status_code for sent in (LYON, BUSAN)] == [302, 302]
    return {city.side: _voice(city) for city in City.objects.all()}


def _words(answer: Any) -> str:
    """What a page says, without marks of HTML and its addresses."""
    assert answer.status_code == 200, answer.request["PATH_INFO"]
    return html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.django_db
def test_the_founding_form_knows_the_sides_of_this_charter_and_no_others(rivers: Account) -> None:
    page = signed_in(rivers).get(url("founding"))
    assert [code for code, _ in page.context["form"].fields["side"].choices] == ["KR", "FR"]
    assert "Frankreich: Der Code des INSEE hat fünf Stellen." in _words(page)
    refused = [_entered(rivers, {**LYON, **wrong}) for wrong in ({"official_code": "6912"}, {"side": "DE"})]
    assert [(each.status_code, list(each.context["form"].errors)) for each in refused] == [
        (422, ["official_code"]), (422, ["side"]),
    ]  # fmt: skip
    assert City.objects.count() == 0


@pytest.mark.django_db
def test_founding_members_get_zone_and_code_system_of_their_side(rivers: Account) -> None:
    _founded(rivers)
    entered = City.objects.order_by("side").select_related("organisation")
    assert [(each.side, each.code_system, each.official_code, each.organisation.zone) for each in entered] == [
        ("FR", "INSEE", "69123", "Europe/Paris"), ("KR", "", "26", "Asia/Seoul"),
    ]  # fmt: skip
    assert Standing.objects.current().members().count() == 2
    assert {each.own_language for each in entered} == {""}


@pytest.mark.django_db
def test_a_wish_names_a_side_of_this_charter(rivers: Account) -> None:
    assert Client().post(url("join"), {**WISH, "side": "CN"}).status_code == 422
    assert Client().post(url("join"), WISH).status_code == 302
    assert (Prospect.objects.get().wished_side, Person.objects.get(family_name="Kim").zone) == ("KR", "Asia/Seoul")


def _circulating(secretary: Account) -> tuple[Application, Account]:
    """From the wish of Daegu to the circular; gives the application and who speaks for Daegu."""
    assert Client().post(url("join"), WISH).status_code == 302
    move = f"/de/move/prospect/{Prospect.objects.get().public_id}/"
    client = signed_in(secretary)
    client.post(move + "confirm/", {"name_de": "Daegu", "name_en": "Daegu", "side": "KR", "kind": "city"})
    client.post(move + "talk/", {"on": today().isoformat(), "place": "Lyon", "what": "Erstes Gespräch"})
    client.post(move + "invite/", {"family_name": "Kim", "email": "kim@daegu.example", "language": "en"})
    draft = Application.objects.select_related("city__organisation").get()
    applicant = _voice_of_draft(draft)
    texts = {part: Content.of(en=f"{part}: words") for part in ("economic_data", "industry", "cooperations", "wishes")}
    saved = actions.save_draft(draft, by=applicant, edition=draft.edition, **texts)
    return actions.circulate(actions.submit(saved, by=applicant), by=secretary), applicant


def _voice_of_draft(draft: Application) -> Account:
    account = an_account(language="en")
    a_seat(account.person, draft.city.organisation, Role.RESPONSIBLE)
    return account


def _admitted(secretary: Account, row: Application, voices: dict[str, Account]) -> None:
    running = Round.objects.get()
    for voice in voices.values():
        city = City.objects.get(organisation__seats__person=voice.person)
        sent = {"round": running.public_id, "city": city.public_id, "position": "consent", "text": ""}
        assert signed_in(voice).post(url("state", row.public_id), sent).status_code == 302
    client, move = signed_in(secretary), f"/de/move/application/{row.public_id}/"
    signed = {
        "signatory": "Kim",
        "signed_in": "Daegu",
        "signed_on": today("Asia/Seoul").isoformat(),
        "memorandum": a_pdf(),
    }
    client.post(move + "sign/", signed)
    client.post(move + "admit/")
    row.refresh_from_db()


@pytest.mark.django_db
def test_a_city_of_another_country_comes_from_its_wish_to_its_seat(rivers: Account) -> None:
    voices = _founded(rivers)
    row, _applicant = _circulating(rivers)
    _admitted(rivers, row, voices)
    assert row.status == "admitted"
    assert dict(Standing.objects.current().members().tally()) == {"FR": 1, "KR": 2}
    charters = {entry.charter_version for entry in Entry.objects.filter(verb__startswith="application.")}
    assert charters == {"2016"}


@pytest.mark.django_db
def test_the_ratio_of_this_charter_leaves_no_third_seat(rivers: Account) -> None:
    voices = _founded(rivers)
    row, _applicant = _circulating(rivers)
    _admitted(rivers, row, voices)
    page = signed_in(rivers).get(url("ratio"))
    assert (page.context["name_a"], page.context["name_b"]) == (
        "französische Mitgliedsstädte", "koreanische Mitgliedsstädte",
    )  # fmt: skip


def _pages(row: Application) -> list[str]:
    """The pages that show cities, sides, moments or codes; the charter's own text is that of the shipped chapters."""
    city, running, entry = row.city, Round.objects.get(), Entry.objects.order_by("-pk")[0]
    of_a_city = [reverse(f"cities:{name}", args=[city.public_id]) for name in ("city", "edit", "contacts", "invite")]
    return [
        *of_a_city, reverse("cities:add_figure", args=[city.public_id]),
        reverse("portal:home"), reverse("portal:desk"), reverse("portal:journal"), reverse("people:persons"),
        reverse("portal:entry", args=[entry.public_id]), url("founding"), url("ratio"), url("members"),
        *(f"{url('members')}?{asked}" for asked in ("sort=name", "sort=since", "side=KR", "on=2016-05-01")),
        url("applications"), f"{url('applications')}?side=FR", url("application", row.public_id),
        url("round", running.public_id), url("prospects"), url("prospect", Prospect.objects.get().public_id),
        url("deliveries"), url("announcements"), url("leaving"), url("join"),
        f"/de/move/prospect/{Prospect.objects.get().public_id}/close/",
        *(reverse("portal:chapter", args=[chapter]) for chapter in ("apply", "state", "admit", "observe", "leave")),
    ]  # fmt: skip


#: Pages whose words are those of the shipped chapters, or a list of all zones that a person may choose.
_OPENED_ONLY = ("portal:charter", "people:organs", "people:me", "people:export")


@pytest.mark.django_db
def test_no_page_speaks_of_the_sides_of_the_charter_that_ships(rivers: Account) -> None:
    _founded(rivers)
    row, applicant = _circulating(rivers)
    client, pages = signed_in(rivers), _pages(row)
    told = {}
    for language in ("de", "zh-hans", "en"):
        for page in pages:
            address = page.replace("/de/", f"/{language}/", 1)
            told[address] = sorted(set(THEIRS.findall(OURS.sub("", _words(client.get(address))))))
    assert {address: words for address, words in told.items() if words} == {}
    for name in _OPENED_ONLY:
        assert client.get(reverse(name)).status_code == 200
    assert signed_in(applicant).get(url("application", row.public_id)).status_code == 200


@pytest.mark.django_db
def test_a_moment_is_told_on_the_clocks_of_this_charters_sides(rivers: Account) -> None:
    _founded(rivers)
    row, _applicant = _circulating(rivers)
    page = signed_in(rivers).get(url("application", row.public_id))
    assert page.context["dates"]["zones"] == ["Asia/Seoul", "Europe/Paris"]
    assert row.city.organisation.zone == "Asia/Seoul"
    assert Round.objects.get().answer_due_at.astimezone(ZoneInfo("Europe/Paris")).hour == 0


@pytest.mark.django_db
def test_letters_and_proof_are_made(rivers: Account) -> None:
    voices = _founded(rivers)
    row, _applicant = _circulating(rivers)
    _admitted(rivers, row, voices)
    chain.seal()
    client = signed_in(rivers)
    letters = FormalLetter.objects.values_list("file__public_id", flat=True)
    opened = [client.get(reverse("membership:letter_as_docx", args=[each])).status_code for each in letters]
    assert (len(opened) > 0, set(opened)) == (True, {200})
    assert client.get(url("bundle", row.public_id)).status_code == 200
    assert "Korea" in client.get(url("members_csv")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("side", ["", "F", "fr", "F1", "F\n"])
def test_the_database_holds_the_shape_of_a_side_and_the_charter_which_there_are(rivers: Account, side: str) -> None:
    _founded(rivers)
    with pytest.raises(IntegrityError, match="city_side_has_its_shape"), transaction.atomic():
        City.objects.filter(side="FR").update(side=side)
    City.objects.filter(side="FR").update(side="XX")
    assert list(_sides()) == ["There are cities of the side XX, which the charter does not have: see KONTOR_CHARTER."]


def _found(database: str, charter: Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "KONTOR_DATABASE_NAME": database, "KONTOR_CHARTER": str(charter)}
    return subprocess.run(
        [sys.executable, "-m", "kontor", "found"], env=environment, capture_output=True, text=True, check=False
    )


def test_the_operator_names_the_charters_file_and_is_told_where_it_is_wrong(committed: str, tmp_path: Path) -> None:
    head = write_another_charter(tmp_path / "statutes")
    assert _found(committed, head).returncode == 0
    assert Organ.objects.get(key="board").owner.names.get("de") == "Erfundene Flussstädte (Test)"
    head.write_text(head.read_text(encoding="utf-8").replace('"Asia/Seoul"', '"Asia/Nowhere"'), encoding="utf-8")
    refused = _found(committed, head)
    assert (refused.returncode, refused.stderr.strip().splitlines()[-1]) == (
        2, "KONTOR_CHARTER: invented_rivers.toml: top.version[1].sides[1]: there is no time zone 'Asia/Nowhere'",
    )  # fmt: skip
