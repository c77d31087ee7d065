"""The founding members of an installation that begins: who is on record, and entering the next (MEM-12)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kontor.charter.founding import founding_days
from kontor.kernel.access import Refused, allowed
from kontor.kernel.files.models import File
from kontor.kernel.lingua.languages import current
from kontor.kernel.lingua.wording import say
from kontor.membership import founding, sides, since
from kontor.membership.forms.founding import FoundingMemberForm, most_likely
from kontor.membership.models import Claim, Standing
from kontor.membership.models.alliance import charter_in_force
from kontor.membership.rules import is_secretariat
from kontor.people.charters import charters
from kontor.people.models import sort_key


@allowed(is_secretariat)
@require_http_methods(["GET", "HEAD", "POST"])
def founding_members(request: HttpRequest) -> HttpResponseBase:
    """Those on record, and the form for the next one."""
    form = FoundingMemberForm(request.POST or None, request.FILES or None, initial=most_likely())
    if request.method == "POST" and form.is_valid():
        try:
            entered = founding.enter_founding_member(by=request.user, **form.given())
        except Refused as refused:
            form.refused(refused.reason.code, say(refused.reason))
        else:
            messages.success(request, _("%(city)s is on record as a founding member.") % {"city": entered.city})
            return redirect("membership:founding")
    return render(request, "membership/founding.html", _page(form), status=422 if form.errors else 200)


def _page(form: FoundingMemberForm) -> dict[str, Any]:
    first, last = founding_days(charters())
    rule = charter_in_force().empty_electorate
    return {
        "form": form,
        "over": founding.why_founding_is_over(),
        "parts": {part: [form[name] for name in getattr(form, part.upper())] for part in ("city", "since", "proof")},
        "rows": _on_record(),
        "founded": {"first": first, "last": last, "is_one_day": first == last},
        "rule": {"text": rule.text[current()], "clause": rule.clause},
    }


def _on_record() -> list[dict[str, Any]]:
    """The members of today whose standing follows a founding claim, by side and name."""
    rows = Standing.objects.current().members().filter(claim__says=Claim.Says.FOUNDING_MEMBER)
    rows = rows.select_related("city__organisation", "claim__source")
    rows = rows.order_by("city__side", f"city__organisation__{sort_key()}", "id")
    files = File.objects.filter(about_type="claim", about_id__in=rows.values("claim"))
    documents = {file.about_id: file for file in files.order_by("id")}
    return [
        {
            "city": row.city,
            "mark": sides.mark_of(row.city.side),
            "side": sides.name_of(row.city.side),
            "since": since.written(row.during.lower, row.precision),
            "claim": row.claim,
            "document": documents.get(row.claim_id or 0),
        }
        for row in rows
    ]
