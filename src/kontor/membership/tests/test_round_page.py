"""Every round has a page of its own: ledger, exact text, dates and letters stay where the journal links to (MEM-4)."""

from typing import Any

import pytest
from django.urls import reverse

from kontor.kernel.files.accepting import Accepted
from kontor.kernel.mail.models import Message
from kontor.membership import actions
from kontor.membership.models import Application, Round
from kontor.membership.tests.factories import SmallAlliance, a_draft
from kontor.membership.tests.pages import signed_in, url

pytestmark = pytest.mark.django_db


def _two_rounds(small: SmallAlliance) -> tuple[Round, Round]:
    """The first round was stopped for a change of text, paper and attachment; the second one runs."""
    draft = a_draft(small)
    by = small.voice(draft.city)
    draft = actions.save_draft(
        draft, by=by, edition=draft.edition, paper_reference="ZS5/1", paper_title="Erste Vorlage"
    )
    old = actions.attach(draft, by=by, file=Accepted("alt.pdf", b"%PDF-1.7 old", "application/pdf"))
    circulating = actions.circulate(actions.submit(draft, by=by), by=small.secretary)
    first = circulating.rounds.get()
    city = small.members[0]
    actions.state(first, by=small.voice(city), city=city, position="objection", text="Zahlen fehlen.")
    recalled = actions.recall(circulating, by=small.secretary, reason="Zahlen ergänzen")
    wishes = recalled.wishes.with_texts({"de": "Neue Wünsche"}, original="de")
    changed = actions.save_draft(
        recalled, by=by, edition=recalled.edition, wishes=wishes, paper_reference="ZS5/2", paper_title="Zweite Vorlage"
    )
    actions.detach(changed, by=by, file=old)
    actions.attach(changed, by=by, file=Accepted("neu.pdf", b"%PDF-1.7 new", "application/pdf"))
    actions.circulate(actions.submit(changed, by=by), by=small.secretary)
    first, second = Application.objects.get().rounds.order_by("number")
    return first, second


def _text(context: Any) -> tuple[str, str, list[str], str]:
    text = context["text"]
    files = [each["name"] for each in text["attachments"]]
    return text["paper"]["title"], text["paper"]["reference"], files, str(text["parts"][3]["content"])


def test_each_round_shows_its_own_ledger_text_and_fingerprint(small: SmallAlliance) -> None:
    first, second = _two_rounds(small)
    client = signed_in(small.voice(small.members[1]))
    pages = [client.get(url("round", each.public_id)).context for each in (first, second)]
    said = [sorted(row["position"] for row in page["ledger"]["rows_a"] + page["ledger"]["rows_b"]) for page in pages]
    assert said == [["objection", "silence", "silence"], ["silence"] * 3]
    assert [page["text"]["sha256"] for page in pages] == [first.text_sha256, second.text_sha256]
    assert [_text(page) for page in pages] == [
        ("Erste Vorlage", "ZS5/1", ["alt.pdf"], "wishes: Angaben"),
        ("Zweite Vorlage", "ZS5/2", ["neu.pdf"], "Neue Wünsche"),
    ]


def test_the_files_of_an_earlier_round_can_still_be_fetched(small: SmallAlliance) -> None:
    first, _second = _two_rounds(small)
    client = signed_in(small.voice(small.members[1]))
    (file,) = client.get(url("round", first.public_id)).context["text"]["attachments"]
    assert b"".join(client.get(file["url"]).streaming_content) == b"%PDF-1.7 old"  # type: ignore[attr-defined]


def test_the_page_of_the_admission_links_to_every_round(small: SmallAlliance) -> None:
    first, second = _two_rounds(small)
    client = signed_in(small.voice(small.members[1]))
    listed = client.get(second.application.get_absolute_url()).context["rounds"]
    assert [each["url"] for each in listed] == [url("round", each.public_id) for each in (first, second)]
    others = [client.get(url("round", each.public_id)).context["rounds"] for each in (first, second)]
    assert [[each["number"] for each in listed] for listed in others] == [[2], [1]]


def test_the_exact_text_beside_its_fingerprint_is_the_one_that_was_frozen(small: SmallAlliance) -> None:
    first, second = _two_rounds(small)
    application = actions.recall(second.application, by=small.secretary, reason="Noch einmal")
    actions.save_draft(application, by=small.voice(application.city), edition=application.edition, paper_title="Dritte")
    for account in (small.voice(application.city), small.voice(small.members[1])):
        context = signed_in(account).get(url("application", application.public_id)).context
        assert _text(context) == ("Zweite Vorlage", "ZS5/2", ["neu.pdf"], "Neue Wünsche")
        assert context["text"]["sha256"] == second.text_sha256
    assert first.text_sha256 != second.text_sha256


def test_letters_of_a_round_are_shown_to_the_secretariat_and_each_city_sees_its_own(small: SmallAlliance) -> None:
    first, _second = _two_rounds(small)
    address = url("round", first.public_id)
    shown = {
        "secretariat": len(signed_in(small.secretary).get(address).context["letters"]),
        "member": len(signed_in(small.voice(small.members[1])).get(address).context["letters"]),
        "applicant": len(signed_in(small.voice(first.application.city)).get(address).context["letters"]),
    }
    written = Message.objects.about("round", first.pk).exclude(kind="membership.receipt").count()
    assert shown == {"secretariat": written, "member": 1, "applicant": 0}


def test_a_round_leads_to_where_it_is_looked_after(small: SmallAlliance) -> None:
    first, second = _two_rounds(small)
    assert first.get_absolute_url() == reverse("membership:round", args=[first.public_id])
    assert second.get_absolute_url() == second.application.get_absolute_url()
