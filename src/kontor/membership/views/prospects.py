"""Cities before any application: their record, and the public wish to join (MEM-1)."""

from allauth.core import ratelimit
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kontor.kernel.access import SYSTEM, Refused, allowed, find, public
from kontor.kernel.audit.models import Entry
from kontor.kernel.lingua.languages import current
from kontor.kernel.lingua.wording import say
from kontor.membership import prospects, sides
from kontor.membership.forms.prospects import RecommendForm, WishForm
from kontor.membership.models import Prospect
from kontor.membership.rules import is_secretariat, serves_the_alliance
from kontor.membership.views import courses, presenting
from kontor.ui.moves import buttons


@allowed(serves_the_alliance)
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
    asked = courses.Asked.read(request.GET)
    found = courses.courses_of(Prospect.objects.visible_to(request.user), asked)
    context = {
        "groups": courses.in_groups(found),
        "count": len(found),
        "any": bool(found) or Prospect.objects.visible_to(request.user).exists(),
        "asked": asked,
        "columns": courses.columns(asked),
        "side_options": sides.options(),
        "state_options": courses.state_options(),
        "form": form,
    }
    return render(request, "membership/prospects.html", context, status=422 if form and form.errors else 200)


def _recommend(request: HttpRequest, form: RecommendForm) -> Prospect | None:
    if not form.is_valid() or (city := form.named_city()) is None:
        return None
    try:
        return prospects.recommend(city, by=request.user, recommended_by=form.cleaned_data["recommended_by"])
    except Refused as refused:
        form.add_error("city", say(refused.reason))
        return None


@allowed(serves_the_alliance)
@require_safe
def one_prospect(request: HttpRequest, public_id: str) -> HttpResponse:
    """One prospect: how far it is, who recommended it, talks, next move."""
    seen = Prospect.objects.visible_to(request.user).select_related("city__organisation", "source", "wished_by")
    row = find(seen, public_id)
    entries = list(Entry.objects.about("prospect", row.pk).select_related("payload").reverse())
    context = {
        "row": row,
        "course": courses.course_of(row),
        "steps": courses.steps(row, entries),
        "talks": row.talks.select_related("source").order_by("-on", "-id"),
        "history": presenting.history(entries, knows_all=True),
        "moves": buttons(row, request.user),
    }
    return render(request, "membership/prospect.html", context)


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
    """At most so many wishes an hour from one address, as ``ACCOUNT_RATE_LIMITS`` says; a proxy's is not counted."""
    return bool(ratelimit.consume(request, action="wish"))


@public
@require_safe
def join_thanks(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return render(request, "membership/join_thanks.html")
