"""Pages about oneself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kontor.kernel.access import signed_in
from kontor.people import actions, queries
from kontor.people.forms import OwnDataForm
from kontor.people.models import account_of


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponseBase:
    """Own names, language and zone; seats; ways to password, second factor, sessions and one's data."""
    person = account_of(request).person
    form = OwnDataForm(request.POST or None, instance=type(person).objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        changed = actions.change_own_data(person, by=request.user, **form.cleaned_data)
        with translation.override(changed.language):
            messages.success(request, _("Your data are saved."))
            return redirect("people:me")
    context = {
        "form": form,
        "seats": queries.current_seats(person),
        "ways": [
            {"label": _("Password"), "url": reverse("account_change_password"), "text": _("Change it here.")},
            {"label": _("Second factor"), "url": reverse("mfa_index"),
             "text": _("An app, a passkey or a security key, and recovery codes.")},
            {"label": _("Sessions"), "url": reverse("usersessions_list"),
             "text": _("Where you are signed in; end what you do not know.")},
            {"label": _("Your data"), "url": reverse("people:export"),
             "text": _("All that is kept about you, as a file.")},
            {"label": _("Close my account"), "url": reverse("people:close_own"),
             "text": _("With or without deleting your data.")},
        ],
    }  # fmt: skip
    return render(request, "people/me.html", context)


@signed_in
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """All that is kept about oneself, to take along."""
    response = JsonResponse(
        queries.own_data(account_of(request)), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="kontor-my-data.json"'
    return response
