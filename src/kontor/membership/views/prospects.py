"""Cities before any application: their record, and the public wish to join (MEM-1)."""

from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from kontor.kernel.access import SYSTEM, Refused, allowed, find, public
from kontor.kernel.audit.models import Entry
from kontor.kernel.lingua.languages import current
from kontor.kernel.lingua.wording import say
from kontor.membership import prospects, sides
from kontor.membership.forms.prospects import RecommendForm, WishForm
from kontor.membership.lifecycle import ProspectStatus as P
from kontor.membership.lifecycle import prospect
from kontor.membership.models import Prospect
from kontor.membership.models.prospect import may_view_prospect
from kontor.membership.rules import is_secretariat
from kontor.membership.views import presenting
from kontor.ui.moves import buttons

_WISHES_AN_HOUR = 5
_TONES: dict[str, str] = {
    P.WISHES: "needs", P.RECOMMENDED: "quiet", P.IN_TALKS: "active", P.GUEST: "active", P.READY: "active",
    P.APPLYING: "good", P.CLOSED: "stopped",
}  # fmt: skip


@allowed(may_view_prospect)
@require_http_methods(["GET", "HEAD", "POST"])
def all_prospects(request: HttpRequest) -> HttpResponseBase:
    """The record of cities that may join; the secretariat adds one that was recommended."""
    may_add = is_secretariat(request.user)
    form = RecommendForm(request.POST or None) if may_add else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if (added := _recommend(request, form)) is not None:
            return redirect(added)
    rows = Prospect.objects.visible_to(request.user).select_related("city__organisation").order_by("-opened_at", "-id")
    shown = [
        {"row": row, "tone": _TONES[row.status], "opened": presenting.day_of(row.opened_at), "mark": _mark(row)}
        for row in rows
    ]
    columns = [{"label": _("City")}, {"label": _("Side")}, {"label": pgettext("prospects", "State")},
               {"label": _("Recommended by")}, {"label": pgettext("prospects", "Since"), "numeric": True}]  # fmt: skip
    context = {"rows": shown, "columns": columns, "form": form}
    return render(request, "membership/prospects.html", context, status=422 if form and form.errors else 200)


def _mark(row: Prospect) -> dict[str, str]:
    side = row.city.side if row.city else row.wished_side
    return {"mark": sides.mark_of(side), "name": sides.name_of(side)} if side in dict(sides.choices()) else {}


def _recommend(request: HttpRequest, form: RecommendForm) -> Prospect | None:
    if not form.is_valid() or (city := form.named_city()) is None:
        return None
    try:
        return prospects.recommend(city, by=request.user, recommended_by=form.cleaned_data["recommended_by"])
    except Refused as refused:
        form.add_error("city", say(refused.reason))
        return None


@allowed(may_view_prospect)
@require_safe
def one_prospect(request: HttpRequest, public_id: str) -> HttpResponse:
    """One prospect: how far it is, who recommended it, talks, next move."""
    seen = Prospect.objects.visible_to(request.user).select_related("city__organisation", "source", "wished_by")
    row = find(seen, public_id)
    entries = Entry.objects.about("prospect", row.pk).select_related("payload").reverse()
    context = {
        "row": row,
        "tone": _TONES[row.status],
        "side": _mark(row),
        "steps": _steps(row),
        "talks": row.talks.select_related("source").order_by("-on", "-id"),
        "history": presenting.history(entries),
        "moves": buttons(row, request.user),
    }
    return render(request, "membership/prospect.html", context)


def _steps(row: Prospect) -> list[dict[str, Any]]:
    """The ordinary way of a prospect; where it was closed the line ends there."""
    path = prospect.path
    if row.status not in path:
        return [{"label": row.get_status_display(), "state": "stopped" if row.status == P.CLOSED else "current"}]
    reached = path.index(row.status)
    states = ["done"] * reached + ["current"] + ["todo"] * (len(path) - reached - 1)
    if row.status == P.APPLYING:
        states[-1] = "done"
    return [{"label": P(value).label, "state": state} for value, state in zip(path, states, strict=True)]


@public
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponseBase:
    """The public wish to join. The answer is the same whatever is on record already."""
    form = WishForm(request.POST or None)
    if request.method == "POST" and form.is_trapped:
        return redirect("membership:join_thanks")
    if request.method == "POST" and form.is_valid():
        if not _may_wish_again(request):
            form.add_error(None, _("Too many wishes came from your network in the last hour. Please try again later."))
            return render(request, "membership/join.html", {"form": form}, status=429)
        wanted = ("name", "side", "wish", "family_name", "given_name", "email")
        given = {name: form.cleaned_data[name] for name in wanted}
        prospects.wish_to_join(by=SYSTEM, language=current(), **given)
        return redirect("membership:join_thanks")
    return render(request, "membership/join.html", {"form": form}, status=422 if form.errors else 200)


def _may_wish_again(request: HttpRequest) -> bool:
    """At most so many wishes an hour from one address; counted in the shared cache."""
    key = f"membership.wish:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, timeout=3600)
    return int(cache.incr(key)) <= _WISHES_AN_HOUR


@public
@require_safe
def join_thanks(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "membership/join_thanks.html")
