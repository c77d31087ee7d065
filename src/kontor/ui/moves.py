"""The one endpoint through which every life moves: ask what is needed, do it, or say why not."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kontor.kernel.access import Refused, find, signed_in
from kontor.kernel.addresses import address_of
from kontor.kernel.lifecycle.moves import Lifecycle, Move, Offer, lifecycles
from kontor.kernel.lingua.wording import say


def move_url(offer: Offer) -> str:
    """Where a move is done: on a page of its own, or at the one endpoint."""
    page = offer.lifecycle.bound.get("pages", {}).get(offer.move.verb)
    if page is not None:
        return str(page(offer.row))
    return address_of("ui:move", offer.lifecycle.name, offer.row.public_id, offer.move.verb)


def buttons(row: Any, user: Any) -> list[dict[str, Any]]:
    """The buttons for a row as the ``ui.moves`` component takes them; blocked ones carry their reason in words."""
    return [
        {
            "label": offer.move.button,
            "url": move_url(offer),
            "method": "get" if offer.needs_input or offer.move.explanation else "post",
            "reason": say(offer.reason) if offer.reason else "",
            "hint": "",
            "kind": "secondary" if offer.move.is_grave else "primary",
        }
        for offer in row.lifecycle.offers(row, user)
    ]


def has_form(moves: Iterable[Mapping[str, Any]]) -> bool:
    """Whether one of these buttons is sent from where it stands: its form carries the reader's token."""
    return any(move.get("method") != "get" for move in moves)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, life: str, public_id: str, verb: str) -> HttpResponseBase:
    """Show what a move asks (GET, which changes nothing), or do it (POST).

    A foreign row answers like an absent one, and so does a verb that the person may not use (AC01, BL15).
    """
    lifecycle, chosen = _known(life, verb)
    row = find(lifecycle.model.objects.visible_to(request.user), public_id)
    if not chosen.may(request.user, row):
        raise Http404
    if (page := lifecycle.bound.get("pages", {}).get(verb)) is not None:
        return redirect(page(row))  # done there and nowhere else
    form_class = lifecycle.bound.get("forms", {}).get(verb)
    form = _form(form_class, request, row)
    refusal = None
    if request.method == "POST":
        if form.is_valid():
            try:
                done = lifecycle.bound["deeds"][verb](row, by=request.user, **form.cleaned_data)
            except Refused as refused:
                refusal = refused.reason
            else:
                messages.success(request, str(chosen.done or _("Done.")))
                return redirect(done.get_absolute_url())
        elif row.status not in chosen.source:  # nobody fills in what cannot be done any more
            refusal = _not_now(lifecycle, row, chosen, request)
    else:
        refusal = None if row.status in chosen.source else _not_now(lifecycle, row, chosen, request)
        refusal = refusal or chosen.hindrance(row)
    context = {
        "move_title": chosen.button,
        "explanation": chosen.explanation,
        "form": form,
        "submit_label": chosen.button,
        "cancel_url": row.get_absolute_url(),
        "refusal": say(refusal) if refusal else "",
        "row": row,
        "record_name": str(row),
        "record_state": row.get_status_display(),
        "breadcrumb_items": [{"label": str(row), "url": row.get_absolute_url()}, {"label": chosen.button}],
        "consequences": getattr(form, "consequences", ()),  # what the form itself has to say about this very row
        "move_kind": "danger" if chosen.is_grave else "primary",
        "keep_form": request.method == "POST",
    }
    return render(request, "ui/move.html", context, status=_status(request, refusal))


def _status(request: HttpRequest, refusal: object) -> int:
    """409 for what cannot be done now, 422 for what was not filled in as asked, like every other form."""
    if request.method != "POST":
        return 200
    return 409 if refusal else 422


def _known(life: str, verb: str) -> tuple[Lifecycle, Move]:
    lifecycle = lifecycles().get(life)
    if lifecycle is None or verb not in lifecycle.bound.get("deeds", {}):
        raise Http404
    return lifecycle, lifecycle.move(verb)


def _form(form_class: type[forms.Form] | None, request: HttpRequest, row: Any) -> forms.Form:
    """The move's form; one that says ``takes_row`` or ``takes_actor`` gets them to offer the right choices."""
    kind = form_class or forms.Form
    options: dict[str, Any] = {}
    if getattr(kind, "takes_row", False):
        options["row"] = row
    if getattr(kind, "takes_actor", False):
        options["actor"] = request.user
    if request.method == "POST":
        return kind(request.POST, request.FILES, **options)
    return kind(**options)


def _not_now(lifecycle: Lifecycle, row: Any, chosen: Move, request: HttpRequest) -> Any:
    try:
        lifecycle.check(chosen, row, request.user)
    except Refused as refused:
        return refused.reason
    return None
