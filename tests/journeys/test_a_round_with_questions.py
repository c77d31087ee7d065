"""Before a round is complete: sent back, asked, answered, reminded, corrected, stopped (MEM-2 to MEM-4)."""

from typing import Any

import pytest

from kontor.kernel.mail.models import Message
from kontor.membership import actions
from kontor.membership.models import Application, Position, Round, Statement
from kontor.membership.tests.factories import SmallAlliance, a_draft, a_small_alliance
from tests.journeys.hand import Hand

pytestmark = pytest.mark.journey


def _send_back(secretary: Hand, application: Application) -> None:
    secretary.open(f"/admissions/{application.public_id}/")
    secretary.press("Send back for completion")
    secretary.press("Send back for completion")
    secretary.sees("Please say what the applicant is to complete.")
    assert Application.objects.get().status == "submitted"
    secretary.write("What is to be completed or changed?", "请补充就业数据。")
    secretary.press("Send back for completion")
    secretary.sees("The application has been sent back for completion.")


def _complete_and_submit(applicant: Hand, application: Application) -> None:
    applicant.open(f"/admissions/{application.public_id}/")
    applicant.sees("请补充就业数据。")
    applicant.press("Submit the application")
    applicant.press("Submit the application")
    applicant.sees("The application has been submitted.")


def _answer(secretary: Hand) -> None:
    secretary.sees("Wer trägt die Kosten?")
    secretary.press(f"{secretary.word('Answer the question', 'ledger')}: de0市")
    secretary.press("Answer", "verb: a question")
    secretary.sees("Please write your answer.")
    secretary.write("Your answer", "各城市自行承担。")
    secretary.press("Answer", "verb: a question")
    secretary.sees("The answer is on record and on its way to %(city)s.", city="de0市")


def _remind(secretary: Hand) -> None:
    secretary.press("Remind the silent cities")
    secretary.sees("The reminder is on its way.")


def _correct(member: Hand, running: Round) -> None:
    """The answer has come; the question becomes a consent, as long as the round runs."""
    before = Statement.objects.get()
    member.open(f"/admissions/{running.application.public_id}/")
    member.sees("各城市自行承担。")
    member.press("State your city's position")
    words = {"city": "De0", "position": member.label(Position.QUESTION.label), "receipt": before.public_id}
    member.sees("On record for %(city)s: %(position)s (receipt %(receipt)s). A new statement takes its place.", **words)
    member.choose("Consent")
    member.press("State", "verb: a position")


def _stop(secretary: Hand) -> None:
    secretary.press("Stop the round for a change")
    secretary.press("Stop the round for a change")
    secretary.sees("Please say why the application has to change.")
    assert Round.objects.get().status == "running"
    secretary.write("Why does the application have to change?", "数据已过时。")
    secretary.press("Stop the round for a change")
    secretary.sees("The round has been stopped; the application can be changed.")


def _letters(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=f"membership.{kind}").values_list("to_address", flat=True))


def _put_to_the_members(small: SmallAlliance) -> Round:
    actions.circulate(Application.objects.get(), by=small.secretary)
    running = Round.objects.get()
    german = small.members[1]
    actions.state(running, by=small.voice(german), city=german, position="question", text="Wer trägt die Kosten?")
    return running


def test_a_round_is_asked_about_and_stopped_for_a_change(sit_down: Any) -> None:
    small = a_small_alliance(cn=1, de=1)
    chinese, german = small.members
    draft = a_draft(small, "neuss")
    application = actions.submit(draft, by=small.voice(draft.city))
    page = f"/admissions/{application.public_id}/"

    secretary = sit_down(small.secretary)
    _send_back(secretary, application)
    assert (Application.objects.get().status, _letters("sent_back")) == ("draft", [small.voice(draft.city).email])
    _complete_and_submit(sit_down(small.voice(draft.city)), application)
    assert Application.objects.get().status == "submitted"

    running = _put_to_the_members(small)
    secretary.open(page)
    _answer(secretary)
    assert _letters("answer") == [small.voice(german).email]
    _remind(secretary)
    assert _letters("reminder") == [small.voice(chinese).email]  # who asks is not silent
    member = sit_down(small.voice(german))
    _correct(member, running)
    said = list(running.statements.order_by("id").values_list("city", "position"))
    assert said == [(german.pk, "question"), (german.pk, "consent")]

    secretary.open(page)
    _stop(secretary)
    assert (Round.objects.get().status, Application.objects.get().status) == ("stopped", "draft")
    member.open(f"{page}state/")
    member.sees("The round has ended; statements can no longer be changed.")
    member.sees(
        "This is the text of round %(number)s. The application is being changed and needs a new round.", number=1
    )
    assert Statement.objects.count() == 2
