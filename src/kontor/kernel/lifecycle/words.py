"""Words for the two refusals that every life can give."""

from django.utils.translation import gettext_lazy as _

from kontor.kernel.lingua.wording import teach

teach(
    {
        "not_from_this_state": _("This is not possible now: the state is “%(state)s”."),
        "not_entitled": _("You are not entitled to do this."),
    }
)
