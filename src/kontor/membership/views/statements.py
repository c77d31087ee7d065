"""Stating a city's position. Reading this page does nothing; only the button states (AU10, MEM-4)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kontor.charter.ratio import KEPT
from kontor.charter.reasons import Reason
from kontor.kernel.access import Refused, find, signed_in
from kontor.kernel.lingua import calendar
from kontor.kernel.lingua.wording import say
from kontor.membership import actions, queries
from kontor.membership.forms.statement import StatementForm
from kontor.membership.lifecycle import RoundStatus
from kontor.membership.models import Application, Position, Round
from kontor.membership.rules import speaks_in_round
from kontor.membership.views import exact_text


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def state(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The four positions, each with what it means; for whoever speaks for a city that is asked."""
    row = find(Application.objects.visible_to(request.user).select_related("city__organisation"), public_id)
    round_ = row.current_round
    if round_ is None or not _was_asked(request.user, round_):
        raise Http404
    if round_.status != RoundStatus.RUNNING:
        messages.info(request, _("The round has ended; statements can no longer be changed."))
        return redirect(row)
    cities = queries.cities_spoken_for(request.user).filter(organisation__in=round_.required_organisations())
    if request.method != "POST":
        return _show(request, row, round_, StatementForm(cities=cities, initial={"round": round_.public_id}))
    form = StatementForm(request.POST, request.FILES, cities=cities)
    if not form.is_valid():
        return _show(request, row, round_, form, status=422)
    return _state(request, row, round_, form)


def _was_asked(user: Any, round_: Round) -> bool:
    """Speaks for a city of this round's electorate; checked again under the lock when the person states."""
    if speaks_in_round(user, round_):
        return True
    return queries.cities_spoken_for(user).filter(pk__in=round_.voices.values("city")).exists()


def _state(request: HttpRequest, row: Application, round_: Round, form: StatementForm) -> HttpResponseBase:
    given = form.cleaned_data
    try:
        if given["round"] != round_.public_id:  # the page was opened in an earlier round (BL13, BL16)
            raise Refused(Reason("round_is_over", {}))
        actions.state(
            round_, by=request.user, city=given["city"], position=given["position"],
            text=given["text"], signed=given["signed"],
        )  # fmt: skip
    except Refused as refused:
        return _show(request, row, round_, _asked_anew(form, round_), status=409, refusal=say(refused.reason))
    receipt = round_.statements.filter(city=given["city"]).latest("id").public_id
    messages.success(
        request,
        _("Recorded for %(city)s: %(position)s. Receipt %(receipt)s; a confirmation comes by mail.")
        % {
            "city": given["city"],
            "position": Position(given["position"]).label,
            "receipt": receipt,
        },
    )
    if (completed := _completed(round_)) is not None:
        messages.success(request, completed)
    return redirect(row)


def _completed(round_: Round) -> str | None:
    """What the last consent brought about, for whoever gave it; nothing while others are missing (MEM-4, MEM-7)."""
    done = Round.objects.select_related("application").get(pk=round_.pk)
    if done.status != RoundStatus.COMPLETE:
        return None
    words = {"number": len(done.required_organisations()), "applicant": done.application.city}
    until = done.application.reserved_until
    if until is None:
        return _without_seat(done.application) % words
    words["day"] = calendar.deadline(until)
    said = _("With this all %(number)s cities have consented; a seat is reserved for %(applicant)s until %(day)s.")
    return said % words


def _without_seat(application: Application) -> str:
    """What became of it when no seat was reserved: none is free, or it belongs to those who wait (MEM-7)."""
    decision = application.seat_in_line()
    if decision.granted:  # it applied before those who were waiting when its round completed
        return _("With this all %(number)s cities have consented to %(applicant)s; it is the first in line for a seat.")
    if decision.reason.code == KEPT:
        return _(
            "With this all %(number)s cities have consented to %(applicant)s; whatever seat is free belongs to cities "
            "that wait already."
        )
    return _("With this all %(number)s cities have consented to %(applicant)s; no seat is free at present.")


def _asked_anew(form: StatementForm, round_: Round) -> StatementForm:
    """The same words, but now about the round that runs: the person has to press the button again."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["round"] = round_.public_id
    return StatementForm(data, cities=form.fields["city"].queryset)  # type: ignore[attr-defined]


def _show(  # noqa: PLR0917
    request: HttpRequest, row: Application, round_: Round, form: StatementForm, status: int = 200, refusal: str = ""
) -> HttpResponse:
    said = round_.latest_statements()
    spoken_for = form.fields["city"].queryset  # type: ignore[attr-defined]
    context = {
        "row": row,
        "round": round_,
        "form": form,
        "city": spoken_for[0] if len(spoken_for) == 1 else None,
        "positions": form.positions(),
        "so_far": [said[city.pk] for city in spoken_for if city.pk in said],
        "parts": exact_text.parts_of(row, round_),
        "due": round_.answer_due_at,
        "refusal": refusal,
    }
    return render(request, "membership/state.html", context, status=status)
