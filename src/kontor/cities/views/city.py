"""A city's page and its profile."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from kontor.cities import actions
from kontor.cities.forms import ProfileForm
from kontor.cities.models import City, Indicator, KeyFigure
from kontor.cities.queries import PROFILE, figures_of, series_of, state_of_profile
from kontor.cities.rules import may_edit_city
from kontor.kernel.access import Refused, find, public, signed_in
from kontor.kernel.drawing import drawn_once
from kontor.kernel.lingua.content import Content
from kontor.kernel.lingua.languages import LANGUAGES
from kontor.kernel.lingua.wording import say
from kontor.kernel.panels import render_slot


@public
@require_safe
def city(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """What is known of a city, from which source; apps above add their panels (MEM-12, DIR-1)."""
    row = find(City.objects.visible_to(request.user).select_related("organisation", "position_source"), public_id)
    may_edit = may_edit_city(request.user, row)
    context = {
        "city": row,
        "names": other_names(row),
        "profile": drawn_once("cities/city_profile.html", {"parts": _parts(row)}),
        "key_data": drawn_once("cities/city_figures.html", _key_data(row, figures_of(row), may_edit=may_edit)),
        "facts": drawn_once("cities/city_facts.html", _facts(row)),
        "may_edit": may_edit,
        "path": render_slot(request, "city.path", row),
        "place": render_slot(request, "city.place", row),
        "head": render_slot(request, "city.head", row),
        "main": render_slot(request, "city.main", row),
        "margin_panels": render_slot(request, "city.margin", row),
        "last": render_slot(request, "city.last", row),
    }
    return render(request, "cities/city.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Change the profile. If somebody else did meanwhile, both texts are shown and nothing is lost (BL17)."""
    row = find(City.objects.select_related("organisation").editable_by(request.user), public_id)
    form = ProfileForm(request.POST or None, city=row)
    refusal = ""
    saved: list[tuple[str, Content]] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_profile(row, by=request.user, **form.given())
        except Refused as refused:
            refusal = say(refused.reason)
            row.refresh_from_db()
            form, saved = _after_a_clash(request, row)
        else:
            messages.success(request, _("The profile has been saved."))
            return redirect(row)
    context = {"city": row, "form": form, "refusal": refusal, "saved": saved, "crumbs": crumbs(row, _("Edit profile"))}
    return render(request, "cities/edit.html", context, status=409 if refusal else 200)


def _after_a_clash(request: HttpRequest, row: City) -> tuple[ProfileForm, list[tuple[str, Content]]]:
    """The editor's words over the state as it is now, and the saved texts that differ from them."""
    data = request.POST.copy()
    data["seen"] = state_of_profile(row)
    form = ProfileForm(data, city=row)
    form.is_valid()
    differing = [name for name in PROFILE if getattr(row, name).texts != form.cleaned_data.get(name)]
    return form, [(str(form.fields[name].label), getattr(row, name)) for name in differing]


def other_names(row: City) -> list[dict[str, str]]:
    """The names in the other scripts, each once, in the product's order."""
    names, shown = row.organisation.names, str(row.organisation)
    found = {names.get(language): language for language in reversed(LANGUAGES) if names.get(language)}
    return [{"text": text, "lang": language} for text, language in reversed(found.items()) if text != shown]


def _parts(row: City) -> list[tuple[str, Content]]:
    """The texts of the profile that there are, with their headings."""
    labels = {name: str(ProfileForm.base_fields[name].label) for name in PROFILE}
    return [(labels[name], getattr(row, name)) for name in PROFILE if getattr(row, name)]


def _facts(row: City) -> dict[str, Any]:
    """The city at a glance."""
    source = row.position_source
    return {
        "kind": row.get_kind_display(),
        "within": row.within,
        "code": row.official_code,
        "code_system": row.code_system,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "place_source": source.title if source else "",
        "place_language": source.language if source else "",
        "zone": row.organisation.zone,
        "web": row.organisation.web,
    }


def _key_data(row: City, figures: list[KeyFigure], *, may_edit: bool) -> dict[str, Any]:
    """Key data as series and as the rows of a table; those who look after them get a link to each."""
    columns: list[dict[str, Any]] = [
        {"label": pgettext("key figure", "Figure")},
        {"label": pgettext("key figure", "Year"), "numeric": True},
        {"label": pgettext("key figure", "Value"), "numeric": True},
        {"label": pgettext("of a fact", "Source")},
    ]
    if may_edit:
        columns.append({"label": pgettext("column", "Action"), "hidden": True})
    return {
        "series": [asdict(one) for one in series_of(figures)],
        "rows": [_figure(row, figure, may_edit=may_edit) for figure in figures],
        "columns": columns,
    }


def _figure(row: City, figure: KeyFigure, *, may_edit: bool) -> dict[str, Any]:
    source = figure.source
    address = [row.public_id, figure.indicator, figure.year, source.key]
    return {
        "label": str(Indicator(figure.indicator).label),
        "year": str(figure.year),
        "value": figure.value,
        "unit": figure.unit,
        "is_about": figure.is_about,
        "source": f"{source.title} · {source.issuer}" if source.issuer else source.title,
        "web": source.web,
        "language": source.language,
        "change_url": reverse("cities:figure", args=address) if may_edit else "",
    }


def crumbs(row: City, here: str, *between: tuple[str, str]) -> list[dict[str, str]]:
    """The way to a page below a city's."""
    way = [
        (str(row), row.get_absolute_url()),
        *[(label, reverse(name, args=[row.public_id])) for label, name in between],
    ]
    return [*({"label": label, "url": url} for label, url in way), {"label": here}]
