"""The sign-in form of the demo: it can be filled in for a persona, and still has to be sent."""

from typing import Any

from kontor.demo.personas import persona
from kontor.people.forms import LimitedLoginForm


class PersonaLogin(LimitedLoginForm):
    """With ``?persona=`` address and password stand in the form already; signing in stays the person's own act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        request = getattr(self, "request", None)
        chosen = persona(request.GET.get("persona", "")) if request is not None and not self.is_bound else None
        if chosen is not None:
            self.initial.update(login=chosen.email, password=chosen.password)
            self.fields["password"].widget.render_value = True
