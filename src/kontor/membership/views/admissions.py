"""The applications and the page of one of them (look: an admission)."""

from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from kontor.kernel.access import Refused, allowed, find, signed_in
from kontor.kernel.addresses import address_of
from kontor.kernel.lingua.languages import current
from kontor.kernel.lingua.wording import say
from kontor.kernel.mail.models import Message
from kontor.membership import actions, queries, sides
from kontor.membership.lifecycle import ApplicationStatus as S
from kontor.membership.models import Application, Standing
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.models.standing import sees_the_alliance
from kontor.membership.rules import is_secretariat, speaks_for_applicant
from kontor.membership.views import exact_text, presenting, ratio, rounds, waiting
from kontor.people.models import account_of
from kontor.ui.moves import buttons

GROUPS = (
    ("running", (S.DRAFT, S.SUBMITTED, S.CIRCULATING, S.SEAT_RESERVED, S.SIGNED)),
    ("waiting", (S.NO_SEAT, S.OBSERVING)),
    ("ended", (S.ADMITTED, S.NOT_ADMITTED, S.TAKEN_BACK)),
)


@signed_in
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """All applications that the reader may see, by state, with what is missing and from whom."""
    seen = Application.objects.visible_to(request.user).select_related("city__organisation")
    side = request.GET.get("side", "")
    if side in dict(sides.choices()):
        seen = seen.filter(city__side=side)
    rows = list(seen.order_by("-opened_at", "-id"))
    glances, moments = queries.glances(rows), queries.moments_of(rows)
    shown = [_list_row(row, moments[row.pk], glances.get(row.pk)) for row in rows]
    groups = {name: [row for row in shown if row["status"] in states] for name, states in GROUPS}
    context = {
        "groups": groups,
        "columns": _columns(),
        "count": len(rows),
        "side": side,
        "side_options": sides.options(),
        "cities_to_begin": _cities_that_may_begin(request.user),
        "sees_alliance": sees_the_alliance(request.user),
    }
    return render(request, "membership/applications.html", context)


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": pgettext("applications", "City")},
        {"label": _("Side")},
        {"label": pgettext("applications", "State")},
        {"label": _("What is missing, from whom")},
        {"label": pgettext("applications", "Since"), "numeric": True},
        {"label": _("Answers by"), "numeric": True},
    ]


def _list_row(row: Application, moments: queries.Moments, glance: queries.Glance | None) -> dict[str, Any]:
    return {
        "row": row,
        "status": row.status,
        "tone": presenting.tone_of(row),
        "mark": sides.mark_of(row.city.side),
        "side": sides.name_of(row.city.side),
        "since": presenting.day_of(glance.round.dispatched_at if glance else moments.reached_at),
        "glance": glance,
        "missing": waiting.missing(row, moments),
        "due": presenting.day_before(glance.round.answer_due_at) if glance else None,
    }


def _cities_that_may_begin(user: Any) -> list[Any]:
    """Cities that the reader speaks for, that are no members and have no running application."""
    members = Standing.objects.current().members().values("city")
    running = Application.objects.running().values("city")
    return list(queries.cities_spoken_for(user).exclude(pk__in=members).exclude(pk__in=running))


@signed_in
@require_POST
def begin(request: HttpRequest) -> HttpResponseBase:
    """Open a draft for a city that the person speaks for (MEM-2; after a conversion it applies anew, BL14)."""
    city = find(queries.cities_spoken_for(request.user), request.POST.get("city", ""))
    try:
        opened = actions.open_application(city, by=request.user, language=account_of(request).person.language)
    except Refused as refused:
        messages.error(request, say(refused.reason))
        return redirect("membership:applications")
    return redirect("membership:draft", opened.public_id)


@signed_in
@require_safe
def application(request: HttpRequest, public_id: str) -> HttpResponse:
    """One admission: what is missing, from whom, since when; the ledger, the ratio, the exact text, the letters."""
    row = find(Application.objects.visible_to(request.user).select_related("city__organisation"), public_id)
    return render(request, "membership/application.html", _page(row, request.user))


def _page(row: Application, user: Any) -> dict[str, Any]:
    round_ = row.current_round
    if round_:
        round_.application = row
    written = queries.correspondence(row, round_)
    rows = queries.ledger(round_, written.circulars) if round_ else []
    given = sum(1 for each in rows if each.position == "consent")
    required = sum(1 for each in rows if each.position != "released")
    announced, history = _announced_on(row), queries.history_of(row.pk)
    return {
        "row": row,
        "city": str(row.city),
        "round": round_,
        "tone": presenting.tone_of(row),
        "steps": presenting.steps(row, round_, given, required, announced),
        "missing": waiting.missing(row, queries.moments_of([row], history)[row.pk], round_, rows),
        "given": given,
        "required": required,
        "due": round_.answer_due_at if round_ and round_.status == "running" else None,
        "ledger": presenting.ledger(rows, round_, user) if round_ else None,
        "text": exact_text.text_of(row, round_),
        "ratio": ratio.for_application(row, user),
        "letters": _letters(row, written.letters, user),
        "history": presenting.history(history, knows_all=row.draft_is_read_by(user)),
        "rounds": rounds.links(row, round_),
        "bundle_url": address_of("membership:bundle", row.public_id) if round_ else "",
        "criteria": criteria_for(row),
        "moves": [*(buttons(round_, user) if round_ else []), *buttons(row, user)],
        "may_edit": row.status == S.DRAFT and speaks_for_applicant(user, row),
        "dates": presenting.dates(row, round_),
        "waits_for_announcement": row.status == S.ADMITTED and announced is None,
    }


def _letters(row: Application, letters: list[Message], user: Any) -> list[dict[str, Any]]:
    """All letters for the secretariat; for the applicant those that went to it."""
    sees_all = is_secretariat(user)
    own = row.city.organisation_id if speaks_for_applicant(user, row) else None
    seen = [each for each in letters if sees_all or (own is not None and each.party == own)]
    prefetch_related_objects(seen, "attachments__formal_letter")
    return presenting.letters(seen, user, with_addresses=sees_all)


def criteria_for(row: Application) -> list[dict[str, str]]:
    """The charter's admission criteria for this side: shown beside the application, never a gate (CHR-1a)."""
    rules = charter_in_force().group("criterion")
    return [
        {"title": rule.title[current()], "text": rule.text[current()], "clause": rule.clause}
        for rule in rules
        if getattr(rule.figures, "side", None) in (None, row.city.side)
    ]


def _announced_on(row: Application) -> Any:
    if row.status != S.ADMITTED:
        return None
    standing = Standing.objects.filter(city=row.city).members().order_by("-during").first()
    return presenting.day_of(standing.announced_at) if standing else None


@allowed(sees_the_alliance)
@require_safe
def announcements(request: HttpRequest) -> HttpResponse:
    """Members that wait to be announced at the next joint session (MEM-6)."""
    return render(request, "membership/announcements.html", {"standings": queries.awaiting_announcement()})
