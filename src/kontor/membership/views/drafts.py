"""Writing an application: saves as it goes, never over somebody else's words (MEM-2, BL17)."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kontor.kernel.access import Refused, find, signed_in
from kontor.kernel.lingua.wording import say
from kontor.membership import actions
from kontor.membership.forms.draft import PAPER, DraftForm
from kontor.membership.lifecycle import ApplicationStatus
from kontor.membership.models import Application, DossierPart
from kontor.membership.rules import speaks_for_applicant
from kontor.membership.views.admissions import criteria_for
from kontor.people.models import account_of
from kontor.ui.moves import buttons


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The form of a draft. Only who speaks for the applicant writes; to others it does not exist."""
    row = find(Application.objects.visible_to(request.user).select_related("city__organisation"), public_id)
    if not speaks_for_applicant(request.user, row):
        raise Http404
    if row.status != ApplicationStatus.DRAFT:
        messages.info(request, _("The application has been submitted and can no longer be changed here."))
        return redirect(row)
    if request.method != "POST":
        return _show(request, row, DraftForm(draft=row))
    form = DraftForm(request.POST, request.FILES, draft=row)
    return _autosave(request, row, form) if request.htmx else _save(request, row, form)  # type: ignore[attr-defined]


def _save(request: HttpRequest, row: Application, form: DraftForm) -> HttpResponseBase:
    if not form.is_valid():
        return _show(request, row, form, status=422)
    try:
        with transaction.atomic():  # words and files together, or neither
            edition = form.cleaned_data["edition"]
            saved = actions.save_draft(row, by=request.user, edition=edition, **form.saved_fields())
            _change_attachments(saved, form, request.user)
    except Refused as refused:
        return _conflict(request, row, refused)
    messages.success(request, _("Saved."))
    if request.POST.get("then") == "submit":
        return redirect(reverse("ui:move", args=["application", row.public_id, "submit"]))
    return redirect("membership:draft", row.public_id)


def _change_attachments(row: Application, form: DraftForm, user: Any) -> None:
    for file in form.cleaned_data.get("removed") or []:
        actions.detach(row, by=user, file=file)
    if form.cleaned_data["attachment"]:
        actions.attach(row, by=user, file=form.cleaned_data["attachment"])


def _autosave(request: HttpRequest, row: Application, form: DraftForm) -> HttpResponse:
    """What htmx asks for a second after a change: saves texts only, and says so or why not."""
    context: dict[str, Any] = {
        "at": timezone.now(),
        "zone": account_of(request).person.zone,
        "edition": form["edition"].value(),
    }
    if not form.is_valid():
        return render(request, "membership/draft/saved.html", {**context, "wrong": True})
    try:
        saved = actions.save_draft(row, by=request.user, edition=form.cleaned_data["edition"], **form.saved_fields())
    except Refused as refused:
        return render(request, "membership/draft/saved.html", {**context, "refusal": say(refused.reason)})
    answer = render(request, "membership/draft/saved.html", {**context, "edition": saved.edition, "row": saved})
    answer["HX-Trigger"] = "kept"  # the form may be left without a question
    return answer


def _conflict(request: HttpRequest, row: Application, refused: Refused) -> HttpResponse:
    """Somebody saved meanwhile: the person's words stay in the form, the other's stand beside them (BL17)."""
    row.refresh_from_db()
    data = request.POST.copy()
    data["edition"] = str(row.edition)
    form = DraftForm(data, draft=row)
    form.full_clean()
    return _show(request, row, form, status=409, refusal=say(refused.reason), theirs=_differences(row, form))


def _differences(row: Application, form: DraftForm) -> list[dict[str, Any]]:
    """The fields in which what is stored differs from what the person has written."""
    if not form.is_valid():
        return []
    mine = form.saved_fields()
    parts = [
        {"label": part.label, "content": content}
        for part, content in row.parts()
        if content.texts != mine[part.value].texts
    ]
    paper = [
        {"label": form.fields[name].label, "value": getattr(row, name)}
        for name in PAPER
        if (getattr(row, name) or "") != (mine[name] or "")
    ]
    return [*parts, *paper]


def _show(request: HttpRequest, row: Application, form: DraftForm, status: int = 200, **more: Any) -> HttpResponse:
    parts = [form[part.value] for part in DossierPart]
    context = {
        "row": row,
        "form": form,
        "parts": parts,
        "paper": [form[name] for name in PAPER],
        "files": [form[name] for name in ("removed", "attachment") if name in form.fields],
        "criteria": criteria_for(row),
        "moves": buttons(row, request.user),
        **more,
    }
    return render(request, "membership/draft.html", context, status=status)
