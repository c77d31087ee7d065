"""Recording and correcting key figures."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kontor.cities import actions
from kontor.cities.forms import FigureForm
from kontor.cities.models import City
from kontor.cities.queries import find_figure
from kontor.cities.views.city import crumbs
from kontor.kernel.access import Refused, find, signed_in
from kontor.kernel.lingua.wording import say


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Record a key figure with year and source."""
    row = find(City.objects.select_related("organisation").editable_by(request.user), public_id)
    form = FigureForm(request.POST or None)
    return _answer(
        request, row, form, _("Add a key figure"), lambda: actions.add_figure(row, by=request.user, **form.given())
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: str, indicator: str, year: int, source_key: str) -> HttpResponseBase:
    """Correct a key figure."""
    row = find(City.objects.select_related("organisation").editable_by(request.user), public_id)
    figure = find_figure(row, indicator, year, source_key)
    if figure is None:
        raise Http404
    figure.city = row
    form = FigureForm(request.POST or None, figure=figure)
    return _answer(
        request, row, form, _("Change a key figure"),
        lambda: actions.change_figure(figure, by=request.user, seen=form.cleaned_data["seen"], **form.given()),
    )  # fmt: skip


def _answer(
    request: HttpRequest, row: City, form: FigureForm, title: str, deed: Callable[[], object]
) -> HttpResponseBase:
    """The form, or after the deed the city's page; a refusal stands on the form, with what was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except Refused as refused:
            form.add_error(None, say(refused.reason))
        else:
            messages.success(request, _("The key figure has been saved."))
            return redirect(f"{row.get_absolute_url()}#figures")
    context = {"city": row, "form": form, "title": title, "crumbs": crumbs(row, title), "back": row.get_absolute_url()}
    return render(request, "cities/form.html", context)
