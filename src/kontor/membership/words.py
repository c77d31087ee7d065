"""Reasons in words: those of the charter's functions and those of this app; sentences for deeds that are no moves."""

from django.utils.translation import gettext_lazy as _

from kontor.kernel.audit.sentences import phrase
from kontor.kernel.lingua.wording import teach

teach(
    {
        "dossier_incomplete": _("These parts of the application are still missing: %(parts)s."),
        "is_a_member_already": _("This city is a member already."),
        "no_members_to_ask": _("There is no member city that could be asked."),
        "no_objection_stands": _("A round fails only on an objection that stays; none stands now."),
        "not_all_were_told": _("Not yet communicated to: %(cities)s."),
        "was_not_heard": _("The city concerned has not been heard yet."),
        "not_first_in_line": _("Another city applied earlier: %(city)s."),
        "city_already_applies": _("An application of this city is running already."),
        "not_the_voice_of_city": _("You do not hold a current seat that speaks for this city."),
        "city_not_asked": _("This city is not asked in this round."),
        "round_is_over": _("What you have read belongs to an earlier round. Please read the text as it is now."),
        "objection_needs_reason": _("An objection needs a reason."),
        "edited_meanwhile": _("Somebody else saved this text while you were editing. Your words are kept below."),
        "not_a_member": _("This city is not a member."),
        "withdrawal_runs_already": _("A withdrawal of this city is under way already."),
        "conversion_runs_already": _("A motion about the seat of this city is under way already."),
        "city_not_named": _("It has not been said yet which city on record this is."),
        "city_is_on_record": _("There is a city of this name on record already: please choose it."),
        # the charter's own
        "ratio.within": _("The ratio is %(bounded)s to %(bounding)s; the limit is %(limit)s."),
        "ratio.exceeded": _("The ratio of %(bounded)s to %(bounding)s exceeds the limit of %(limit)s."),
        "ratio.none_set": _("The charter sets no ratio between the sides."),
        "ratio.kept": _("The ratio would be %(bounded)s to %(bounding)s and stay within %(limit)s."),
        "ratio.broken": _("The ratio would be %(bounded)s to %(bounding)s and exceed %(limit)s."),
        "ratio.still_broken": _("The ratio would be %(bounded)s to %(bounding)s and still exceed %(limit)s."),
        "ratio.mended": _("The ratio would be %(bounded)s to %(bounding)s and be within %(limit)s again."),
        "seat.free": _("There is a seat: with it the ratio is %(bounded)s to %(bounding)s, the limit %(limit)s."),
        "seat.none_free": _(
            "There is no free seat: the ratio would be %(bounded)s to %(bounding)s and exceed %(limit)s."
        ),
        "seat.side_not_bounded": _("There is a seat: the ratio does not limit this side."),
        "seat.no_ratio_set": _("There is a seat: the charter sets no ratio."),
        "seat.by_exception": _(
            "Seat by exception with a recorded reason: the ratio is %(bounded)s to %(bounding)s, the limit %(limit)s."
        ),
        "seat.exception_needs_reason": _("An exception from the ratio needs a recorded reason."),
        "seat.exception_not_foreseen": _("The charter foresees no exception from the ratio."),
        "observer.seat_offered": _("An observer's seat can be offered."),
        "consent.complete": _("All %(required)s member cities have consented in writing."),
        "consent.incomplete": _(
            "%(given)s of %(required)s consents are given; questions: %(questioning)s, abstentions: %(abstaining)s, "
            "no answer: %(silent)s."
        ),
        "consent.objected": _("%(given)s of %(required)s consents are given; %(objecting)s object."),
        "consent.nobody_to_ask": _("Nobody is left to ask; %(released)s left the alliance during the round."),
        "consent.silence_is_not_consent": _("Silence is not consent: %(silent)s have not answered."),
        "consent.abstention_is_not_consent": _(
            "An abstention is recorded and is not consent: %(abstaining)s abstained."
        ),
        "consent.leavers_released": _("%(released)s left the alliance during the round and are no longer required."),
        "consent.joiners_not_added": _("%(not_asked)s joined during the round and are not asked."),
        "deadline.answer": _("Answers are asked for by %(due_on)s, end of day (%(zone)s)."),
        "deadline.reminder": _("Reminder on %(due_on)s (%(zone)s)."),
        "deadline.reservation": _("The reserved seat holds until %(due_on)s, end of day (%(zone)s)."),
        "hosting.first": _("No session has been held yet; %(side)s is first."),
        "hosting.turn": _("It is %(side)s's turn: the last session was in %(last)s."),
        "hosting.open": _("Any side may host: %(side)s."),
        "hosting.two_in_a_row": _("Two sessions in a row in %(side)s: the charter asks for alternation."),
        "hosting.by_exception": _("%(side)s hosts again by exception with a recorded reason."),
        "hosting.exception_not_foreseen": _("The charter foresees no exception: %(side)s cannot host again."),
        "cost.borne_by": _("%(category)s: borne by %(bearer)s."),
        "return.offered_free_seat": _("A waiting observer is offered a seat when one becomes free."),
        "return.applies_anew": _("A converted observer applies anew."),
        "waiting.order_of_application": _("%(waiting)s are waiting, in the order of their applications."),
    }
)

phrase("application.open", _("%(actor)s began the application of %(subject)s."))
phrase("application.save", _("%(actor)s saved the draft of %(subject)s."))
phrase("application.attach", _("%(actor)s attached a file to the application of %(subject)s: %(name)s"))
phrase("application.detach", _("%(actor)s removed a file from the application of %(subject)s: %(name)s"))
phrase("city.enter", _("%(actor)s put %(subject)s on record."))
phrase("prospect.wish", _("%(subject)s said that it wishes to join."))
phrase("prospect.recommend", _("%(actor)s recorded that %(subject)s was recommended."))
phrase("withdrawal.file", _("%(actor)s filed the withdrawal of %(subject)s."))
phrase(
    "withdrawal.told_otherwise",
    _("%(actor)s recorded that %(city)s was told of the withdrawal of %(subject)s: %(how)s"),
)
phrase(
    "conversion.prepare",
    _("%(actor)s prepared a motion about the seat of %(subject)s. Ground: %(ground)s. Duty: %(duty)s."),
)
