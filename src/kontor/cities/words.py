"""Words of this app: refusals and what the journal says."""

from django.utils.translation import gettext_lazy as _

from kontor.kernel.audit.sentences import addressed, phrase
from kontor.kernel.lingua.wording import teach

teach(
    {
        "profile_edited_meanwhile": _(
            "Somebody else saved this record while you were editing. Nothing is lost: your words stand below, "
            "what was saved stands beside them. Saving again replaces it."
        ),
        "figure_edited_meanwhile": _("Somebody else changed this figure meanwhile: it is %(value)s now."),
        "figure_exists": _("This source's figure for this year is recorded already. Please change that one."),
        "seat_ended_already": _("This seat has ended already."),
        "office_needs_a_seat": _(
            "Nobody speaks for this city yet. Please invite its responsible person or contact person first."
        ),
        "role_not_of_a_city": _("A city does not give this role."),
        "amount_negative": _("The figure cannot be below zero."),
        "amount_not_read": _("This is not a number. Please write it like %(example)s, or like 1.2 Mio., 120万, 1.2亿."),
        "amount_other_signs": _("On this page a number is written like this: %(example)s."),
        "amount_unit_ambiguous": _(
            "“%(unit)s” means different numbers in different languages. Please write the number out."
        ),
        "amount_unit_unknown": _("“%(unit)s” is not known here. Please write the number out."),
        "amount_too_large": _("The figure is too large. Please check how many zeros it has."),
        "amount_too_exact": _(
            "At most two decimals. If “%(amount)s” is meant to have thousands, please leave the signs out."
        ),
    }
)

phrase("city.edit_profile", _("%(actor)s changed the profile of %(subject)s."))
phrase("city.add_figure", _("%(actor)s recorded a key figure of %(subject)s for %(year)s."))
phrase("city.change_figure", _("%(actor)s changed a key figure of %(subject)s for %(year)s."))
phrase("city.name_office", _("%(actor)s named the responsible office of %(subject)s."))
addressed("city", "cities:city")
