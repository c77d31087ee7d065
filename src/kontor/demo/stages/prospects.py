"""The cities before any application: what the sources tell of Mainz and Rhein-Kreis Neuss, and an invented one."""

from kontor.cities.models import City, Precision, Source
from kontor.demo.course import before
from kontor.demo.posting import deliver_what_waits
from kontor.demo.reading import content, day, read
from kontor.demo.stages.people import PASSWORD, describe
from kontor.kernel import clock
from kontor.kernel.lingua.content import Content
from kontor.membership import prospects
from kontor.membership.models import Claim, Prospect
from kontor.people.actions import accept_invitation
from kontor.people.models import Account, Invitation, Organ, OrganKind


def load() -> None:
    """Enter the three prospects, then invite Rhein-Kreis Neuss to apply, and take the invitation up."""
    days = read("course")["days"]
    with clock.at(before(days["recorded"], "10:00")):
        _enter_mainz()
        prospects.recommend(_city("shifan"), by=secretary(), is_simulated=True)
        neuss = _enter_neuss()
    applicant = next(each for each in read("personas")["person"] if each["role"] == "applicant")
    with clock.at(before(days["invited"], "11:30", "Asia/Shanghai")):
        prospects.invite(
            neuss, by=secretary(), family_name=applicant["family"], given_name=applicant["given"],
            email=applicant["email"], language=applicant["language"], is_staged=True,
        )  # fmt: skip
        deliver_what_waits()
    with clock.at(before(days["accepted"], "08:45")):
        invitation = Invitation.objects.open().select_related("person", "organisation").get()
        describe(invitation.person, applicant, invitation.organisation.zone)
        accept_invitation(invitation, password=PASSWORD)


def secretary() -> Account:
    """The account of whoever sits in the secretariat; read anew, because roles are asked once per reading."""
    return Account.objects.get(person__seats__organ=Organ.objects.get(kind=OrganKind.SECRETARIAT))


def _city(key: str) -> City:
    return City.objects.get(organisation__key=key)


def _enter_mainz() -> Prospect:
    paper = Source.objects.get(key="mainz-2016")
    event = next(each for each in read("history")["event"] if each["id"] == "mainz-first-talk")
    entered = prospects.recommend(_city("mainz"), by=secretary(), source=paper, is_staged=True)
    talk = {"on": day(event["on"]), "precision": Precision(event["precision"]), "place": "Mainz"}
    talked: Prospect = prospects.talk(
        entered, by=secretary(), what=content(event["text"]), source=paper, is_staged=True, **talk
    )
    return talked


def _enter_neuss() -> Prospect:
    """Recommended by NRW.INVEST, a guest at Hannover, readiness signalled: all of it in the county's paper."""
    paper = Source.objects.get(key="neuss-2017")
    entered = prospects.recommend(
        _city("rhein-kreis-neuss"), by=secretary(), recommended_by="NRW.INVEST GmbH", source=paper, is_staged=True
    )
    guest, readiness = _claim("neuss-2017-neuss-guest"), _claim("neuss-2017-neuss-readiness")
    prospects.host(
        entered, by=secretary(), on=guest.on, place="Hannover", what=_note(guest), source=paper, is_staged=True
    )
    ready: Prospect = prospects.signal(
        entered,
        by=secretary(),
        on=readiness.on,
        precision=Precision.BY,
        what=_note(readiness),
        source=paper,
        is_staged=True,
    )
    return ready


def _claim(key: str) -> Claim:
    return Claim.objects.get(key=key)


def _note(claim: Claim) -> Content:
    note: Content = claim.note
    return note
