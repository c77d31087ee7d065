"""How a seat ends: by the city's own will (MEM-8), or by a session's resolution (MEM-9)."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kontor.cities.models import City
from kontor.kernel.access import Refused, allowed, find, signed_in
from kontor.kernel.audit.models import Entry
from kontor.kernel.lingua.content import joined
from kontor.kernel.lingua.languages import current
from kontor.kernel.lingua.wording import say
from kontor.kernel.mail.models import Message
from kontor.membership import leaving, sides
from kontor.membership.forms.leaving import ConversionForm, ToldOtherwiseForm, WithdrawalForm
from kontor.membership.lifecycle import ConversionStatus, WithdrawalStatus
from kontor.membership.models import Addressee, Conversion, Hearing, Standing, Withdrawal
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.rules import is_secretariat, reads_the_whole_journal
from kontor.membership.views import presenting
from kontor.people.models import sort_key
from kontor.people.rules import speaks_for
from kontor.ui.moves import buttons


@signed_in
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """Withdrawals and conversions that the reader sees."""
    withdrawals = Withdrawal.objects.visible_to(request.user).select_related("city__organisation").order_by("-filed_at")
    conversions = (
        Conversion.objects.visible_to(request.user).select_related("city__organisation").order_by("-prepared_at")
    )
    context = {
        "withdrawals": [{"row": row, "on": presenting.day_of(row.filed_at)} for row in withdrawals],
        "conversions": [{"row": row, "on": presenting.day_of(row.prepared_at)} for row in conversions],
        "columns": [
            {"label": _("City")},
            {"label": pgettext("leaving", "State")},
            {"label": pgettext("leaving", "Since"), "numeric": True},
        ],
    }
    return render(request, "membership/leaving.html", context)


# --- withdrawal ---
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """A member declares in writing that it leaves; only who speaks for it sees this page."""
    city = find(City.objects.select_related("organisation"), public_id)
    if not speaks_for(request.user, city.organisation_id) or not Standing.objects.current().filter(city=city).exists():
        raise Http404
    form = WithdrawalForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            filed = leaving.file_withdrawal(
                city, by=request.user, reason=form.cleaned_data["reason"], signed=form.cleaned_data["signed"]
            )
        except Refused as refused:
            form.add_error(None, say(refused.reason))
        else:
            messages.success(
                request, _("The withdrawal has been filed. It takes effect when every member city has been told.")
            )
            return redirect(filed)
    context = {"city": city, "form": form, "rule": charter_in_force().withdrawal.text[current()]}
    return render(request, "membership/withdraw.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def withdrawal(request: HttpRequest, public_id: str) -> HttpResponse:
    """One withdrawal: who has been told, and who has not (MEM-8)."""
    row = find(
        Withdrawal.objects.visible_to(request.user).select_related("city__organisation", "signed_file"), public_id
    )
    return render(request, "membership/withdrawal.html", _withdrawal_page(row, request.user))


def _withdrawal_page(row: Withdrawal, user: Any, told_form: Any = None, told_for: int | None = None) -> dict[str, Any]:
    letters = Prefetch("message", Message.objects.with_last_failure())
    addressees = row.addressees.select_related("city__organisation").prefetch_related(letters)
    may_tell = is_secretariat(user) and row.status == WithdrawalStatus.BEING_COMMUNICATED
    in_order = addressees.order_by("city__side", f"city__organisation__{sort_key()}", "id")
    told = [_told(each, user, may_tell) for each in in_order]
    entries = Entry.objects.about("withdrawal", row.pk).select_related("payload").reverse()
    return {
        "row": row,
        "told": told,
        "total": len(told),
        "reached": sum(1 for each in told if each["reached"]),
        "steps": _steps(
            row,
            [
                (WithdrawalStatus.FILED, row.filed_at),
                (WithdrawalStatus.BEING_COMMUNICATED, row.communicated_at),
                (WithdrawalStatus.EFFECTIVE, row.effective_at),
            ],
        ),
        "history": presenting.history(entries, knows_all=reads_the_whole_journal(user)),
        "moves": buttons(row, user),
        "told_form": told_form or ToldOtherwiseForm(),
        "told_for": told_for,
        "columns": [
            {"label": _("City")},
            {"label": _("Delivery")},
            {"label": pgettext("delivery", "When"), "numeric": True},
        ],
    }


def _told(each: Addressee, user: Any, may_tell: bool) -> dict[str, Any]:
    """One city's line of the delivery table."""
    if each.message is not None:
        shown = presenting.delivery(each.message, user)
        reached = each.message.status in ("accepted", "evidenced")
    else:
        word = pgettext("delivery", "told otherwise") if each.told_otherwise else pgettext("delivery", "no address")
        shown = {
            "tone": "good" if each.told_otherwise else "needs",
            "word": word,
            "why": each.told_otherwise if reads_the_whole_journal(user) else "",
            "on": None,
        }
        reached = bool(each.told_otherwise)
    ask = may_tell and each.message is None and not reached
    return {
        "id": each.pk,
        "city": each.city,
        "mark": sides.mark_of(each.city.side),
        "delivery": shown,
        "redirected": getattr(each.message, "redirected_from", None) is not None,
        "reached": reached,
        "ask": ask,
    }


@allowed(is_secretariat)
@require_POST
def told_otherwise(request: HttpRequest, public_id: str, number: int) -> HttpResponseBase:
    """The secretariat records how a city without an address was told."""
    row = find(Withdrawal.objects.visible_to(request.user).select_related("city__organisation"), public_id)
    each = row.addressees.filter(pk=number, message=None, told_otherwise="").first()
    if each is None or row.status != WithdrawalStatus.BEING_COMMUNICATED:
        raise Http404
    form = ToldOtherwiseForm(request.POST)
    if not form.is_valid():
        return render(
            request, "membership/withdrawal.html", _withdrawal_page(row, request.user, form, number), status=422
        )
    try:
        leaving.note_told_otherwise(each, by=request.user, how=form.cleaned_data["how"])
        messages.success(request, _("Recorded."))
    except Refused as refused:  # somebody was faster: what they wrote stands
        messages.error(request, say(refused.reason))
    return redirect(row)


def _steps(row: Any, dates: list[tuple[Any, Any]]) -> list[dict[str, Any]]:
    """The path of a life with dates; an ending beside it stops the line."""
    path = list(row.lifecycle.path)
    if row.status not in path:
        line = [{"label": state.label, "on": presenting.day_of(at), "state": "done"} for state, at in dates if at]
        return [*line, {"label": row.get_status_display(), "state": "stopped"}]
    reached = path.index(row.status)
    ended = row.status in row.lifecycle.final
    return [
        {
            "label": state.label,
            "on": presenting.day_of(at),
            "state": "done" if place < reached or ended else "current" if place == reached else "todo",
        }
        for place, (state, at) in enumerate(dates)
    ]


# --- conversion ---
@allowed(is_secretariat)
@require_http_methods(["GET", "HEAD", "POST"])
def convert(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The secretariat prepares the motion: ground, duty, statement (MEM-9)."""
    members = Standing.objects.current().members().values("city")
    city = find(City.objects.select_related("organisation").filter(pk__in=members), public_id)
    form = ConversionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            prepared = leaving.prepare_conversion(city, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, say(refused.reason))
        else:
            messages.success(request, _("The motion is prepared; the city has been asked what it says to it."))
            return redirect(prepared)
    return render(request, "membership/convert.html", {"city": city, "form": form}, status=422 if form.errors else 200)


@signed_in
@require_safe
def conversion(request: HttpRequest, public_id: str) -> HttpResponse:
    """One motion about a seat: ground, duty, hearing, resolution, and which step is next."""
    row = find(Conversion.objects.visible_to(request.user).select_related("city__organisation"), public_id)
    charter = charter_in_force()
    entries = Entry.objects.about("conversion", row.pk).select_related("payload").reverse()
    context = {
        "row": row,
        "grounds": joined(row.ground_labels()),
        "duty": charter.rule(row.duty).title[current()] if charter.has(row.duty) else row.duty,
        "duty_clause": charter.rule(row.duty).clause if charter.has(row.duty) else "",
        "steps": _steps(
            row,
            [
                (ConversionStatus.PREPARED, row.prepared_at),
                (ConversionStatus.HEARD, row.heard_at),
                (ConversionStatus.CARRIED, None),
            ],
        ),
        "history": presenting.history(entries, knows_all=True),
        "moves": buttons(row, request.user),
        "hearings": [_hearing(each) for each in row.hearings.select_related("person").order_by("id")],
        "waits_for_hearing": row.status == ConversionStatus.PREPARED,
    }
    return render(request, "membership/conversion.html", context)


def _hearing(each: Hearing) -> dict[str, Any]:
    """One hearing: who gave the words, when, in which language."""
    said, recorded = _("said by the city"), _("recorded by the secretariat")
    return {
        "by": said if each.from_city else recorded,
        "on": presenting.day_of(each.given_at),
        "text": each.text,
        "lang": presenting.language_of(each),
    }
