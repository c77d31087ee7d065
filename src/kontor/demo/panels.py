"""What the demo shows on pages below it: the personas, beside the sign-in form."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from kontor.demo.personas import personas
from kontor.demo.stages.people import PASSWORD
from kontor.kernel.panels import panel


@panel("sign_in.aside", "demo/sign_in.html")
def choose_persona(request: HttpRequest, _row: object) -> dict[str, Any] | None:
    """The personas with links that fill in the form; nothing while no record is loaded."""
    found = personas()
    if not found:
        return None
    return {
        "personas": found,
        "password": PASSWORD,
        "chosen": request.GET.get("persona", ""),
        "sign_in_url": reverse("account_login"),
    }
