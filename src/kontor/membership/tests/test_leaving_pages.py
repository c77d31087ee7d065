"""Leaving and conversion on their pages (MEM-8, MEM-9)."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from kontor.kernel.access import SYSTEM
from kontor.kernel.audit.models import Entry
from kontor.kernel.audit.sentences import lines
from kontor.kernel.mail import actions as mail
from kontor.kernel.mail.models import Message
from kontor.membership import leaving
from kontor.membership.models import Conversion, Standing, Withdrawal
from kontor.membership.tests.factories import SmallAlliance
from kontor.membership.tests.pages import a_pdf, signed_in, url

pytestmark = pytest.mark.django_db


def _communicated(small: SmallAlliance) -> Withdrawal:
    city = small.members[-1]
    filed = leaving.file_withdrawal(city, by=small.voice(city))
    return leaving.communicate(filed, by=small.secretary)  # type: ignore[no-any-return]


def test_only_who_speaks_for_the_city_files_its_withdrawal(small: SmallAlliance) -> None:
    city = small.members[0]
    for account in (small.voice(small.members[1]), small.secretary):
        assert signed_in(account).post(url("withdraw", city.public_id), {"is_meant": "on"}).status_code == 404
    assert Withdrawal.objects.count() == 0
    own = signed_in(small.voice(city))
    assert own.post(url("withdraw", city.public_id), {"reason": "x"}).status_code == 422
    own.post(url("withdraw", city.public_id), {"is_meant": "on", "reason": "Beschluss", "signed": a_pdf()})
    filed = Withdrawal.objects.get()
    assert (filed.city, filed.status, filed.signed_file is not None) == (city, "filed", True)
    assert own.get(filed.signed_file.get_absolute_url()).status_code == 200  # type: ignore[union-attr]


def test_a_dead_mailbox_is_shown_and_evidence_makes_the_withdrawal_effective(small: SmallAlliance) -> None:
    withdrawal = _communicated(small)
    arrived, dead = Message.objects.filter(kind="membership.withdrawal").order_by("id")
    mail.accept(arrived, by=SYSTEM, reply="250")
    mail.fail(dead, by=SYSTEM, reply="550 no such user")
    secretary = signed_in(small.secretary)
    told = secretary.get(url("withdrawal", withdrawal.public_id)).context["told"]
    assert [(each["reached"], len(each["delivery"]["moves"])) for each in told] == [(True, 0), (False, 2)]
    secretary.post(f"/de/move/delivery/{dead.public_id}/evidence/", {"how": "Einschreiben vom 3. März"})
    withdrawal.refresh_from_db()
    assert withdrawal.status == "effective"
    assert Standing.objects.current().filter(city=withdrawal.city).count() == 0


def test_a_city_without_an_address_is_told_otherwise_by_the_secretariat_only(small: SmallAlliance) -> None:
    small.voices[small.members[0].pk].person.seats.all().delete()
    withdrawal = _communicated(small)
    mail.accept(Message.objects.get(kind="membership.withdrawal"), by=SYSTEM, reply="250")
    silent = withdrawal.addressees.get(message=None)
    address = url("told_otherwise", withdrawal.public_id, silent.pk)
    assert signed_in(small.voice(small.members[1])).post(address, {"how": "Bote"}).status_code == 404
    secretary = signed_in(small.secretary)
    assert secretary.post(address, {"how": ""}).status_code == 422
    assert secretary.post(address, {"how": "Anruf am 3. März"}).status_code == 302
    withdrawal.refresh_from_db()
    assert withdrawal.status == "effective"


def test_a_motion_needs_ground_duty_and_statement_and_then_the_hearing(small: SmallAlliance) -> None:
    city = small.members[0]
    secretary, own = signed_in(small.secretary), signed_in(small.voice(city))
    whole = {"grounds": "duties", "duty": "duty.name_contacts", "statement": "Seit Jahren keine Stelle."}
    for missing in whole:
        sent = {name: value for name, value in whole.items() if name != missing}
        assert secretary.post(url("convert", city.public_id), sent).status_code == 422
    assert own.post(url("convert", city.public_id), whole).status_code == 404
    secretary.post(url("convert", city.public_id), whole)
    motion = Conversion.objects.get()
    assert secretary.post(url("convert", city.public_id), whole).status_code == 422
    move = f"/de/move/conversion/{motion.public_id}/"
    decision = {"resolution": "S 3/2026", "decided_on": "2026-02-01"}
    assert secretary.post(move + "carry/", decision).status_code == 409
    own.post(move + "hear/", {"hearing": "Wir haben benannt."})
    secretary.post(move + "carry/", decision)
    motion.refresh_from_db()
    said = motion.hearings.get()
    assert (motion.status, said.text, said.from_city) == ("carried", "Wir haben benannt.", True)
    assert motion.resolution == "S 3/2026"


@pytest.mark.parametrize(
    ("grounds", "duty", "kept", "shown"),
    [
        (["support"], "", "", False),
        (["support"], "duty.name_contacts", "", False),
        (["duties", "support"], "duty.name_contacts", "duty.name_contacts", True),
    ],
)
def test_a_motion_names_either_ground_or_both_and_a_duty_with_its_ground_only(
    small: SmallAlliance, grounds: list[str], duty: str, kept: str, shown: bool
) -> None:
    city, secretary = small.members[0], signed_in(small.secretary)
    sent = {"grounds": grounds, "duty": duty, "statement": "Seit Jahren keine Mitarbeit."}
    assert secretary.post(url("convert", city.public_id), sent).status_code == 302
    motion = Conversion.objects.get()
    assert (motion.grounds, motion.duty) == (grounds, kept)
    page = secretary.get(url("conversion", motion.public_id))
    with translation.override("de"):
        assert [str(ground.label) in page.context["grounds"] for ground in Conversion.Ground] == [shown, True]
    assert bool(page.context["duty"]) is shown
    with translation.override("en"):
        entry = Entry.objects.select_related("payload").filter(verb="conversion.prepare")
        (line,) = lines(entry)
        assert [str(g.label) in line.sentence for g in Conversion.Ground] == [shown, True]


def test_the_database_keeps_no_motion_without_a_ground_and_no_duty_without_its_own(small: SmallAlliance) -> None:
    for grounds, duty in (([], ""), (["other"], ""), (["support"], "duty.name_contacts"), (["duties"], "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Conversion.objects.create(city=small.members[0], grounds=grounds, duty=duty, statement="x")


def test_other_members_see_a_motion_only_once_it_is_decided(small: SmallAlliance) -> None:
    city = small.members[0]
    motion = leaving.prepare_conversion(city, by=small.secretary, grounds=["support"], statement="Keine Mitarbeit.")
    other = signed_in(small.voice(small.members[1]))
    assert other.get(url("conversion", motion.public_id)).status_code == 404
    assert other.get(url("leaving")).context["conversions"] == []
    assert signed_in(small.voice(city)).get(url("conversion", motion.public_id)).status_code == 200
