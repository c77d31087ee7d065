"""Whatever people are called and whatever they write stays words: on every page, in every mail, letter and table.

IN01, IN02, IN05, IN14. The addresses come from the access matrix's table: a new page is covered by being listed.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import Any

import pytest
from django import forms
from django.test import Client, override_settings
from django.utils import translation
from pypdf import PdfReader

from kontor.kernel.audit import sentences
from kontor.kernel.audit.models import Entry
from kontor.kernel.files.accepting import Accepted
from kontor.kernel.files.models import File
from kontor.kernel.lingua.content import Content
from kontor.kernel.mail.models import Message
from kontor.membership import actions
from kontor.membership.models import Application, Prospect
from kontor.people.models import Organ, Organisation, Person
from tests.access_table import PAGES
from tests.access_world import World
from tests.reading import ROOT

pytestmark = pytest.mark.django_db

#: A letter that no token has, markup with a handler, and the placeholders of every language of templates that there is;
#: as long as a name may be.
EVIL = "Ψz<img src=x onerror=a()>\"'{{7*7}}{%now%}%(city)s{0}${base_url}#eval(1)&lt;"


class Reader(HTMLParser):
    """A page as a browser takes it: its words, and what would run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.runs: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note handlers, links that run, and elements that only the evil text could have made."""
        given = dict(attrs)
        self.words += [value for value in given.values() if value]
        self.runs += [f"{tag} {name}" for name in given if name.startswith("on")]
        self.runs += [tag for name in ("href", "src", "action") if (given.get(name) or "").startswith("javascript:")]
        self.runs += [tag for name in ("src", "href") if given.get(name) == "x"]
        self.runs += ["script" for _each in "s" if tag == "script" and not given.get("src") and "type" not in given]

    def handle_data(self, data: str) -> None:
        """Note the words."""
        self.words.append(data)


def _bent(text: str) -> list[str]:
    """Places where the evil words begin but do not stand as they were written; a page may shorten them with “…”."""
    found = [text[match.start() : match.start() + len(EVIL)] for match in re.finditer("Ψz", text)]
    return [part for part in found if not EVIL.startswith(part.partition("…")[0].rstrip())]


def _rename_everybody() -> None:
    names = Content.of(de=EVIL, zh=EVIL, en=EVIL)
    Organisation.objects.update(names=names)
    Organ.objects.update(names=names)
    Person.objects.update(family_name=EVIL, given_name="")


def _fill_texts(world: World) -> None:
    words = Content.of(de=EVIL, zh=EVIL, en=EVIL)
    Application.objects.update(wishes=words, industry=words, paper_title=EVIL)
    Prospect.objects.update(recommended_by=EVIL)
    draft = Application.objects.get(public_id=world.rows["draft"])
    actions.attach(
        draft, by=world.small.voice(draft.city), file=Accepted(f"{EVIL}.pdf", b"%PDF-1.7", "application/pdf")
    )


@pytest.fixture(scope="module")
def evil_world(world_database: World, django_db_blocker: Any) -> Iterator[World]:
    """The world of the access matrix, in which everybody and everything bears the evil name."""
    with django_db_blocker.unblock(), override_settings(SECOND_FACTOR_OBLIGATORY=False):
        _rename_everybody()
        _fill_texts(world_database)
        yield world_database


def _client(world: World, persona: str) -> Client:
    client = Client()
    if (account := world.personas[persona]) is not None:
        client.force_login(account)
    return client


@pytest.mark.parametrize("persona", ["visitor", "secretary", "member", "draft_applicant"])
def test_in01_in05_in14_a_name_runs_on_no_page(evil_world: World, persona: str) -> None:
    client, wrong, seen = _client(evil_world, persona), {}, 0
    for name, page in PAGES.items():
        for row, allowed in page.rows.items():
            answer = client.get(evil_world.url(name, page, row)) if persona in allowed and page.gets else None
            if answer is not None and answer.get("Content-Type", "").startswith("text/html"):
                read = Reader(answer.content.decode())
                text = "\n".join(read.words)
                seen += "Ψz" in text
                if read.runs or _bent(text):
                    wrong[name] = (read.runs, _bent(text)[:2])
    assert wrong == {}
    assert seen >= 4  # a control: the name was there to be shown


def _parameters() -> set[str]:
    """Every name that any view reads from an address, and every field of every form."""
    found = {"per_page", "next", "q"}
    for path in (ROOT / "src/kontor").rglob("*.py"):
        found |= set(re.findall(r"""(?:GET|given)\.get(?:list)?\(["'](\w+)["']""", path.read_text()))
    return found | {name for kind in _forms() for name in getattr(kind, "base_fields", ())}


def _forms() -> Iterator[type[forms.BaseForm]]:
    waiting: list[type[forms.BaseForm]] = [forms.BaseForm]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            yield kind


@pytest.mark.parametrize("persona", ["visitor", "secretary"])
def test_in02_what_an_address_asks_is_answered_as_words(evil_world: World, persona: str) -> None:
    asked = dict.fromkeys(_parameters(), 'Zq"><script>zq()</script><b onclick=zq()>')
    client, wrong, echoed = _client(evil_world, persona), {}, 0
    for name, page in PAGES.items():
        for row, allowed in page.rows.items():
            if persona in allowed and page.gets:
                answer = client.get(evil_world.url(name, page, row), asked)
                is_page = answer.get("Content-Type", "").startswith("text/html")
                read = Reader(answer.content.decode()) if is_page else Reader("")
                echoed += any("Zq" in each for each in read.words)
                if answer.status_code >= 500 or read.runs:
                    wrong[name] = (answer.status_code, read.runs)
    assert wrong == {}
    assert echoed >= 1  # a control: some page does show what was asked


def _admitted(world: World) -> Application:
    """An admission from draft to letter, in which everybody bears the evil name."""
    small, draft = world.small, Application.objects.get(public_id=world.rows["draft"])
    for silent in (city for city in small.members if not city.organisation.seats.exists()):
        small.speak_for(silent)
    running = actions.circulate(actions.submit(draft, by=small.voice(draft.city)), by=small.secretary)
    round_ = running.current_round
    actions.state(round_, by=small.voice(small.members[0]), city=small.members[0], position="question", text=EVIL)
    for city in small.members:
        actions.state(round_, by=small.voice(city), city=city, position="consent", text=EVIL)
    paper = Accepted("mou.pdf", b"%PDF-1.7 signed", "application/pdf")
    signed = actions.sign(
        Application.objects.get(pk=draft.pk), by=small.secretary, signatory=EVIL, signed_in=EVIL,
        signed_on=date(2026, 1, 5), memorandum=paper,
    )  # fmt: skip
    admitted: Application = actions.admit(signed, by=small.secretary)
    return admitted


def test_in01_in14_mails_letters_and_the_journal_say_the_name_as_it_is(evil_world: World) -> None:
    before = Message.objects.count()
    admitted = _admitted(evil_world)
    mails = [f"{mail.subject}\n{mail.text}" for mail in Message.objects.order_by("id")[before:]]
    journal = []
    for language in ("de", "zh-hans", "en"):
        with translation.override(language):
            journal += [line.sentence for line in sentences.lines(Entry.objects.select_related("payload"))]
    letters = [_pdf_text(file) for file in File.objects.filter(about_id=admitted.pk, media_type="application/pdf")]
    for texts, fewest in ((mails, 6), (journal, 10)):
        assert [_bent(text) for text in texts if _bent(text)] == []
        assert sum("Ψz" in text for text in texts) >= fewest
    assert [text for text in letters if "Ψz" in text and "".join(EVIL.split()) not in text] == []
    assert sum("Ψz" in text for text in letters) >= 1


def _pdf_text(file: File) -> str:
    if len(file.read()) < 1000:
        return ""  # an upload, and only a stand-in
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(file.read())).pages)


@pytest.mark.parametrize("address", ["membership:members_csv", "portal:journal_export"])
def test_in01_in14_tables_to_take_along_hold_the_name_in_one_cell(evil_world: World, address: str) -> None:
    answer: Any = _client(evil_world, "secretary").get(evil_world.url(address, PAGES[address], ""))
    rows = list(csv.reader(StringIO(answer.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if _bent(cell)] == []
