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
        "is_told_already": _("It is on record already that this city was told."),
        "is_told_by_letter": _("This city is told by a letter: what became of it is recorded there."),
        "reservation_lapsed": _("The reservation of the seat has run out."),
        "reservation_still_holds": _("The reservation of the seat has not run out yet."),
        "no_exception_needed": _("The ratio leaves a seat: no exception is needed."),
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
        "standing_on_record": _("What this city is in the alliance is on record already."),
        "kind_cannot_be_member": _("A place of this kind cannot be a member: %(kind)s."),
        "founding_is_over": _(
            "The member cities have been asked about an admission already: from then on a city joins by an application."
        ),
        "is_a_prospect_already": _("This city is on record as a prospect already."),
        "day_is_to_come": _("This day is still to come."),
        "code_is_on_record": _("This official code is on record already, as that of %(city)s: please choose it."),
        "not_yours_to_answer": _("Questions are answered by the secretariat and by the applicant."),
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
        "seat.kept_for_waiting": _("Whatever seat is free belongs to those who wait already: %(waiting)s."),
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
        "founding.since_then": _("The alliance was founded between %(first_on)s and %(last_on)s."),
        "founding.too_early": _(
            "There was no alliance yet on this day: it was founded between %(first_on)s and %(last_on)s."
        ),
        "founding.too_late": _(
            "The alliance was founded between %(first_on)s and %(last_on)s. Whoever joined later is no founding "
            "member, but is admitted with the written consent of all member cities."
        ),
        "return.offered_free_seat": _("A waiting observer is offered a seat when one becomes free."),
        "return.applies_anew": _("A converted observer applies anew."),
        "waiting.order_of_application": _("%(waiting)s are waiting, in the order of their applications."),
    }
)

phrase("application.open", _("%(actor)s began the application of %(subject)s."))
phrase("application.save", _("%(actor)s saved the draft of %(subject)s."))
phrase("application.attach", _("%(actor)s attached a file to the application of %(subject)s: %(name)s"))
phrase("application.detach", _("%(actor)s removed a file from the application of %(subject)s: %(name)s"))
phrase("round.answer", _("%(actor)s answered the question of %(city)s about %(subject)s."))
phrase("city.enter", _("%(actor)s put %(subject)s on record."))
phrase(
    "city.enter_founding_member",
    _("%(actor)s entered %(subject)s as a founding member. Source: %(source)s"),
)
phrase("prospect.wish", _("%(subject)s said that it wishes to join."))
phrase("prospect.recommend", _("%(actor)s recorded that %(subject)s was recommended."))
phrase("standing.give_way", _("For a part of this day only, %(subject)s was: %(standing)s."))
phrase("withdrawal.file", _("%(actor)s filed the withdrawal of %(subject)s."))
phrase(
    "withdrawal.told_otherwise",
    _("%(actor)s recorded that %(city)s was told of the withdrawal of %(subject)s: %(how)s"),
)
phrase(
    "conversion.prepare",
    _("%(actor)s prepared a motion about the seat of %(subject)s. Ground: %(ground)s. Duty: %(duty)s."),
)

#: Why there was no seat, within a sentence of the journal.
NO_SEAT_BECAUSE = {
    "seat.none_free": _("the ratio leaves none"),
    "seat.kept_for_waiting": _("whatever is free belongs to cities that wait already"),
}
