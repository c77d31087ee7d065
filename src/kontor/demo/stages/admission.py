"""The admission of Rhein-Kreis Neuss, up to the last consent: simulated, through the deeds that everybody uses."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from kontor.cities.models import City, Source
from kontor.demo.course import before, working_days_after
from kontor.demo.posting import deliver_what_waits
from kontor.demo.reading import Table, day, joined, read
from kontor.demo.stages.prospects import secretary
from kontor.kernel import clock
from kontor.kernel.access import SYSTEM
from kontor.kernel.lingua.content import Content
from kontor.kernel.lingua.languages import LANGUAGES
from kontor.membership import actions
from kontor.membership.models import Application, DossierPart, Round
from kontor.membership.models.alliance import charter_in_force
from kontor.people.models import Account, Role

#: What the record calls a part, and the field that keeps it.
_PARTS = {
    "economic-key-data": DossierPart.ECONOMIC_DATA,
    "industrial-characteristics": DossierPart.INDUSTRY,
    "current-cooperations": DossierPart.COOPERATIONS,
    "cooperation-wishes": DossierPart.WISHES,
}
_INVENTED = {"de": "(Für die Vorführung erfunden.)", "zh-hans": "（演示虚构。）", "en": "(Invented for the demo.)"}


def load() -> None:
    """Fill the draft, submit it, send the circular, and let every city but one state its position."""
    days = read("course")["days"]
    application = Application.objects.get(city__organisation__key=read("neuss_application")["application"]["applicant"])
    with clock.at(before(days["drafted"], "14:20")):
        application = _fill(application)
    with clock.at(before(days["submitted"], "10:05")):
        application = actions.submit(application, by=_voice_of(application.city))
        deliver_what_waits()
    with clock.at(before(days["dispatched"], "15:30", "Asia/Shanghai")):
        application = actions.circulate(application, by=secretary())
        deliver_what_waits()
    _state(application.current_round)


def _fill(application: Application) -> Application:
    record = read("neuss_application")
    paper, source = record["authorisation"], Source.objects.get(key=record["authorisation"]["source"])
    parts = {_PARTS[part["key"]].value: _part(part, record["application"]["language"]) for part in record["part"]}
    return actions.save_draft(
        application,
        by=_voice_of(application.city),
        edition=application.edition,
        is_simulated=True,
        source=source,
        paper_reference=paper["reference"],
        paper_title=paper["title"][application.language],
        paper_body=paper["body"][application.language],
        paper_on=day(paper["date"]),
        **parts,
    )


def _part(part: Table, original: str) -> Content:
    """The paragraphs of one part; those that no source tells say so in the text itself."""
    return joined([_marked(item) if item["simulated"] else item["text"] for item in part["item"]], original=original)


def _marked(item: Table) -> Table:
    return {code: f"{item['text'][code]} {_INVENTED[code]}" for code in LANGUAGES}


def _voice_of(city: City, role: Role = Role.CONTACT) -> Account:
    return Account.objects.get(person__seats__organisation=city.organisation_id, person__seats__role=role)


def _state(round_: Round) -> None:
    """Statements, an answer and the reminder that the charter foresees, in the order in which they happened."""
    for moment, deed in sorted(_diary(round_), key=lambda each: each[0]):
        with clock.at(moment):
            deed()
            deliver_what_waits()


def _diary(round_: Round) -> Iterator[tuple[datetime, Callable[[], object]]]:
    for entry in read("course")["statement"]:
        city = City.objects.get(organisation__key=entry["city"])
        stated_at = working_days_after(
            round_.dispatched_at, entry["after_working_days"], entry["hour"], city.organisation.zone
        )
        yield stated_at, partial(_say, round_, city, entry)
        if "answer" in entry:
            answered_at = working_days_after(stated_at, 1, "09:15", "Europe/Berlin")
            yield answered_at, partial(_answer, round_, city, entry["answer"])
    reminded_at = round_.dispatched_at + timedelta(days=charter_in_force().reminders.figures.days[0])
    yield reminded_at, partial(actions.remind, round_, by=SYSTEM)


def _say(round_: Round, city: City, entry: Table) -> None:
    actions.state(
        round_, by=_voice_of(city, Role(entry["by"])), city=city, position=entry["position"],
        text=entry["text"], is_simulated=True,
    )  # fmt: skip


def _answer(round_: Round, city: City, text: str) -> None:
    """The applicant answers what the city asked."""
    question = round_.statements.filter(city=city).latest("id")
    actions.answer(question, by=_voice_of(round_.application.city), text=text, is_simulated=True)
