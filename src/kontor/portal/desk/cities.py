"""What waits for those who speak for a city."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kontor.charter.ratio import KEPT
from kontor.kernel.lingua.content import joined
from kontor.membership import queries
from kontor.membership.lifecycle import ApplicationStatus, ConversionStatus, RoundStatus
from kontor.membership.models import Answer, Application, Conversion, Position, Standing, Statement, Voice
from kontor.people.rules import roles_of
from kontor.portal.desk.tasks import Task, gathers

_WORDS_AT_MOST = 160


def shortened(text: str) -> str:
    """The beginning of what somebody wrote."""
    return text if len(text) <= _WORDS_AT_MOST else f"{text[:_WORDS_AT_MOST].rstrip()} …"


def standing_in_the_way() -> QuerySet[Any]:
    """What keeps running rounds from completion: objections and questions, as far as they are a city's last word."""
    later = Statement.objects.filter(round=OuterRef("round"), city=OuterRef("city"), pk__gt=OuterRef("pk"))
    rows = Statement.objects.filter(
        ~Exists(later), round__status=RoundStatus.RUNNING, position__in=(Position.OBJECTION, Position.QUESTION)
    )
    known: QuerySet[Any] = rows.annotate(is_answered=Exists(Answer.objects.filter(question=OuterRef("pk"))))
    return known.select_related("city__organisation", "round__application__city__organisation").order_by("id")


def _own(account: Any) -> frozenset[int]:
    roles = roles_of(account)
    return frozenset(roles.speaks_for) if roles else frozenset()


@gathers
def statements_missing(account: Any) -> Iterator[Task]:
    """The rounds in which the person's city has said nothing yet (MEM-4)."""
    said = Statement.objects.filter(round=OuterRef("round"), city=OuterRef("city"))
    voices = (
        Voice.objects.filter(
            ~Exists(said), city__organisation__in=_own(account), released_at=None, round__status=RoundStatus.RUNNING
        )
        .select_related("city__organisation", "round__application__city__organisation")
        .order_by("round__answer_due_at")
    )
    for voice in voices:
        words = {"city": voice.city, "applicant": voice.round.application.city}
        yield Task(
            _("%(city)s has not answered yet whether it consents to %(applicant)s.") % words,
            reverse("membership:state", args=[voice.round.application.public_id]),
            pgettext("button", "Read and answer"),
            voice.round.answer_due_at,
        )


#: What an applicant has to do in a state of its application: the sentence, and the word on the button.
_STEPS: dict[ApplicationStatus, tuple[Callable[[], str], Callable[[], str]]] = {
    ApplicationStatus.DRAFT: (
        lambda: _("The application of %(city)s is a draft and has not been submitted."),
        lambda: pgettext("button", "Go on writing"),
    ),
    ApplicationStatus.SEAT_RESERVED: (
        lambda: _("A seat is reserved for %(city)s: the memorandum of understanding is to be signed."),
        lambda: pgettext("button", "See what to do"),
    ),
    ApplicationStatus.NO_SEAT: (
        lambda: _("All consented to %(city)s, but no seat is free: it can join as an observer for the time being."),
        lambda: pgettext("button", "Decide"),
    ),
}


def _sentence(row: Application) -> str:
    """What is to be done; of one that waits, whether a seat is free and whose it is (MEM-7)."""
    if row.status == ApplicationStatus.NO_SEAT:
        decision = row.seat_in_line()
        if decision.granted:
            return _("All consented to %(city)s, and the secretariat can offer it a seat; until then it can observe.")
        if decision.reason.code == KEPT:
            return _(
                "All consented to %(city)s, but whatever seat is free belongs to cities that wait already: it can join "
                "as an observer for the time being."
            )
    return _STEPS[ApplicationStatus(row.status)][0]()


@gathers
def own_applications(account: Any) -> Iterator[Task]:
    """Drafts to finish, the memorandum to sign, the observer's seat to take (MEM-2, MEM-5, MEM-7)."""
    rows = Application.objects.filter(city__organisation__in=_own(account), status__in=list(_STEPS))
    for row in rows.select_related("city__organisation").order_by("id"):
        button = _STEPS[ApplicationStatus(row.status)][1]
        due = row.reserved_until if row.status == ApplicationStatus.SEAT_RESERVED else None
        is_draft = row.status == ApplicationStatus.DRAFT
        url = reverse("membership:draft", args=[row.public_id]) if is_draft else row.get_absolute_url()
        yield Task(_sentence(row) % {"city": row.city}, url, button(), due)


@gathers
def questions_to_answer(account: Any) -> Iterator[Task]:
    """What member cities ask about the application of the person's city, and nobody has answered (MEM-4)."""
    own = standing_in_the_way().filter(
        position=Position.QUESTION, is_answered=False, round__application__city__organisation__in=_own(account)
    )
    for said in own:
        yield Task(
            _("%(city)s has a question about your application.") % {"city": said.city},
            reverse("membership:answer", args=[said.public_id]),
            pgettext("button", "Answer"),
            said.round.answer_due_at,
            about=shortened(said.text),
        )


@gathers
def hearings(account: Any) -> Iterator[Task]:
    """Hearings to which the person's city is invited (MEM-9)."""
    rows = Conversion.objects.filter(city__organisation__in=_own(account), status=ConversionStatus.PREPARED)
    for row in rows.select_related("city__organisation").order_by("id"):
        yield Task(
            _("%(city)s is invited to be heard before a session decides about its seat.") % {"city": row.city},
            row.get_absolute_url(),
            pgettext("button", "Answer"),
        )


@gathers
def own_city_incomplete(account: Any) -> Iterator[Task]:
    """What the person's own city has not named yet of office, responsible person and contact (ORG-8, MEM-13)."""
    members = Standing.objects.current().members().filter(city__organisation__in=_own(account))
    for city, missing in queries.incomplete(members):
        yield Task(
            _("%(city)s has not named yet: %(missing)s.") % {"city": city, "missing": joined(missing)},
            city.get_absolute_url(),
            pgettext("button", "See the city"),
        )
