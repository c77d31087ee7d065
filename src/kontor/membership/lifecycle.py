"""The lives of this app, each on one screen: prospect, application, round, withdrawal, conversion."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kontor.kernel.access.predicates import the_system_itself
from kontor.kernel.lifecycle import Lifecycle, Move
from kontor.membership.rules import (
    cannot_be_carried,
    cannot_be_submitted,
    city_cannot_be_pursued,
    is_secretariat,
    no_exception_to_make,
    no_objection_stands,
    no_seat_to_offer,
    nobody_to_ask,
    not_all_were_told,
    reservation_is_over,
    reservation_still_holds,
    speaks_for_applicant,
    speaks_for_its_city,
    speaks_in_round,
)


class ProspectStatus(models.TextChoices):
    """How far a city has come before any application (MEM-1)."""

    WISHES = "wishes", pgettext_lazy("prospect", "wish to join, not confirmed")
    RECOMMENDED = "recommended", pgettext_lazy("prospect", "recommended")
    IN_TALKS = "in_talks", pgettext_lazy("prospect", "in talks")
    GUEST = "guest", pgettext_lazy("prospect", "guest at a session")
    READY = "ready", pgettext_lazy("prospect", "readiness signalled")
    APPLYING = "applying", pgettext_lazy("prospect", "invited to apply")
    CLOSED = "closed", pgettext_lazy("prospect", "closed")


_P = ProspectStatus
_EARLY = (_P.RECOMMENDED, _P.IN_TALKS, _P.GUEST, _P.READY)

prospect = Lifecycle(
    name="prospect", title=_("Prospect"), states=ProspectStatus, initial=_P.RECOMMENDED, final=(_P.APPLYING,),
    path=(_P.RECOMMENDED, _P.IN_TALKS, _P.GUEST, _P.READY, _P.APPLYING),
    moves=(
        Move("confirm", (_P.WISHES,), _P.RECOMMENDED, _("Confirm the wish"),
             _("%(actor)s confirmed the wish of %(subject)s to join."), may=is_secretariat,
             done=_("The wish has been confirmed.")),
        Move("talk", _EARLY, _P.IN_TALKS, _("Record a talk"),
             _("%(actor)s recorded a talk with %(subject)s."), may=is_secretariat,
             done=_("The talk has been recorded.")),
        Move("host", _EARLY, _P.GUEST, _("Record a guest seat"),
             _("%(actor)s recorded %(subject)s as a guest at a session."), may=is_secretariat,
             done=_("The visit as a guest has been recorded.")),
        Move("signal", _EARLY, _P.READY, _("Record readiness"),
             _("%(actor)s recorded that %(subject)s is ready to join."), may=is_secretariat,
             done=_("The readiness has been recorded.")),
        Move("invite", _EARLY, _P.APPLYING, _("Invite to apply"),
             _("%(actor)s invited %(subject)s to apply."), may=is_secretariat, clause="II.5.1",
             done=_("The invitation to apply is on its way.")),
        Move("close", (_P.WISHES, *_EARLY), _P.CLOSED, pgettext_lazy("prospect", "Do not pursue"),
             _("%(actor)s closed the prospect %(subject)s: %(reason)s"), may=is_secretariat,
             done=_("The prospect has been closed.")),
        Move("reopen", (_P.CLOSED,), _P.RECOMMENDED, _("Take up again"),
             _("%(actor)s took up the prospect %(subject)s again."), may=is_secretariat,
             unless=city_cannot_be_pursued,
             done=_("The prospect has been taken up again.")),
    ),
)  # fmt: skip


class ApplicationStatus(models.TextChoices):
    """How far an application has come (MEM-2 to MEM-7)."""

    DRAFT = "draft", pgettext_lazy("application", "draft")
    SUBMITTED = "submitted", pgettext_lazy("application", "submitted")
    CIRCULATING = "circulating", pgettext_lazy("application", "member cities are asked")
    SEAT_RESERVED = "seat_reserved", pgettext_lazy("application", "seat reserved, memorandum to be signed")
    SIGNED = "signed", pgettext_lazy("application", "memorandum signed")
    ADMITTED = "admitted", pgettext_lazy("application", "admitted")
    NO_SEAT = "no_seat", pgettext_lazy("application", "all consented, no free seat")
    OBSERVING = "observing", pgettext_lazy("application", "observer, waiting for a seat")
    NOT_ADMITTED = "not_admitted", pgettext_lazy("application", "not admitted")
    TAKEN_BACK = "taken_back", pgettext_lazy("application", "taken back")


_A = ApplicationStatus
_UNSIGNED = (_A.DRAFT, _A.SUBMITTED, _A.CIRCULATING, _A.SEAT_RESERVED, _A.NO_SEAT, _A.OBSERVING)

application = Lifecycle(
    name="application", title=_("Application"), states=ApplicationStatus, initial=_A.DRAFT,
    final=(_A.ADMITTED, _A.NOT_ADMITTED, _A.TAKEN_BACK),
    path=(_A.DRAFT, _A.SUBMITTED, _A.CIRCULATING, _A.SEAT_RESERVED, _A.SIGNED, _A.ADMITTED),
    moves=(
        Move("submit", (_A.DRAFT,), _A.SUBMITTED, _("Submit the application"),
             _("%(actor)s submitted the application of %(subject)s."),
             may=speaks_for_applicant, unless=cannot_be_submitted, clause="II.5.1.a",
             explanation=_("The secretariat receives the application and asks all member cities. "
                           "The text cannot be changed then, unless the secretariat sends it back."),
             done=_("The application has been submitted.")),
        Move("send_back", (_A.SUBMITTED,), _A.DRAFT, _("Send back for completion"),
             _("%(actor)s sent the application of %(subject)s back: %(reason)s"), may=is_secretariat,
             done=_("The application has been sent back for completion.")),
        Move("circulate", (_A.SUBMITTED,), _A.CIRCULATING, _("Send the circular"),
             _("%(actor)s asked all member cities about %(subject)s (round %(round)s, text %(hash)s)."),
             may=is_secretariat, unless=nobody_to_ask, clause="II.5.1.f",
             explanation=_("Every member city gets the circular in its own language. "
                           "Electorate and text are frozen at this moment."),
             done=_("The circular is on its way to all member cities.")),
        Move("recall", (_A.CIRCULATING,), _A.DRAFT, _("Stop the round for a change"),
             _("%(actor)s stopped the round about %(subject)s: %(reason)s"),
             may=is_secretariat, explanation=_("A changed application needs a new round."),
             done=_("The round has been stopped; the application can be changed.")),
        Move("reserve_seat", (_A.CIRCULATING,), _A.SEAT_RESERVED, _("Reserve the seat"),
             _("All member cities consented to %(subject)s; a seat is reserved. "
               "With it the ratio is %(bounded)s to %(bounding)s, the limit %(limit)s."),
             may=the_system_itself, clause="II.5.1.k"),
        Move("run_out_of_seats", (_A.CIRCULATING,), _A.NO_SEAT, _("No free seat"),
             _("All member cities consented to %(subject)s, but there is no seat for it: %(decision)s. "
               "With it the ratio would be %(bounded)s to %(bounding)s, the limit is %(limit)s."),
             may=the_system_itself, clause="II.5.1.k"),
        Move("fail", (_A.CIRCULATING,), _A.NOT_ADMITTED, _("Not admitted"),
             _("The application of %(subject)s did not find the consent of all member cities."),
             may=the_system_itself, clause="II.5.1.g"),
        Move("join_as_observer", (_A.NO_SEAT,), _A.OBSERVING, _("Join as observer"),
             _("%(actor)s accepted the observer's seat for %(subject)s."),
             may=speaks_for_applicant, clause="II.5.1.l",
             explanation=_("The city joins as an observer for the time being and is told when a seat becomes free."),
             done=_("The observer's seat has been accepted.")),
        Move("offer_seat", (_A.NO_SEAT, _A.OBSERVING), _A.SEAT_RESERVED, _("Offer the free seat"),
             _("%(actor)s offered %(subject)s the seat that became free. "
               "With it the ratio is %(bounded)s to %(bounding)s, the limit %(limit)s."),
             may=is_secretariat, unless=no_seat_to_offer, clause="II.5.1.l",
             done=_("The seat has been offered.")),
        Move("seat_by_exception", (_A.NO_SEAT, _A.OBSERVING), _A.SEAT_RESERVED, _("Reserve a seat by exception"),
             _("%(actor)s reserved a seat for %(subject)s as an exception from the ratio, by the resolution "
               "%(resolution)s. With it the ratio is %(bounded)s to %(bounding)s, the limit %(limit)s. "
               "Reason: %(reason)s"),
             may=is_secretariat, unless=no_exception_to_make, clause="II.5.1.k", is_grave=True,
             explanation=_("The ratio holds in principle. The alliance departs from it by a resolution only, "
                           "and the reason stays on record."),
             done=_("A seat has been reserved by exception.")),
        Move("sign", (_A.SEAT_RESERVED,), _A.SIGNED, _("Record the signature"),
             _("%(actor)s recorded that %(subject)s signed the memorandum in %(place)s."),
             may=is_secretariat, unless=reservation_is_over, clause="II.5.1.h",
             done=_("The signature has been recorded.")),
        Move("lapse", (_A.SEAT_RESERVED,), _A.NO_SEAT, _("Reservation lapsed"),
             _("The seat reserved for %(subject)s lapsed."), may=the_system_itself, unless=reservation_still_holds,
             clause="II.5.1.F7"),
        Move("wait_again", (_A.SEAT_RESERVED,), _A.OBSERVING, _("Wait again as observer"),
             _("The seat reserved for %(subject)s lapsed; the city goes on waiting as an observer."),
             may=the_system_itself, unless=reservation_still_holds, clause="II.5.1.F7"),
        Move("admit", (_A.SIGNED,), _A.ADMITTED, _("Admit and send the letter"),
             _("%(subject)s is a member of the alliance; %(actor)s sent the formal notification."),
             may=is_secretariat, clause="II.5.1.i",
             explanation=_("The city becomes a member today and gets the formal letter in its language. "
                           "The announcement waits for the next joint session."),
             done=_("The city is a member; the letter is on its way.")),
        Move("take_back", _UNSIGNED, _A.TAKEN_BACK,
             _("Take the application back"), _("%(actor)s took the application of %(subject)s back."),
             may=speaks_for_applicant, is_grave=True,
             explanation=_("The application ends here, and with it the seat of an observer that waits. "
                           "A later application begins anew."),
             done=_("The application has been taken back.")),
        Move("end", (*_UNSIGNED, _A.SIGNED), _A.TAKEN_BACK, _("End with the withdrawal"),
             _("The application of %(subject)s ended, because the city left the alliance."),
             may=the_system_itself, clause="II.5.2.b"),
    ),
)  # fmt: skip


class RoundStatus(models.TextChoices):
    """How a round stands."""

    RUNNING = "running", pgettext_lazy("round", "running")
    COMPLETE = "complete", pgettext_lazy("round", "complete: all consented")
    FAILED = "failed", pgettext_lazy("round", "failed")
    STOPPED = "stopped", pgettext_lazy("round", "stopped")


_R = RoundStatus

round_ = Lifecycle(
    name="round", title=_("Round of statements"), states=RoundStatus, initial=_R.RUNNING,
    final=(_R.COMPLETE, _R.FAILED, _R.STOPPED), path=(_R.RUNNING, _R.COMPLETE), locks_first=("application",),
    moves=(
        Move("state", (_R.RUNNING,), _R.RUNNING, _("State your city's position"),
             _("%(actor)s stated for %(city)s about %(subject)s: %(position)s."), may=speaks_in_round,
             clause="II.5.1.g", explanation=_("The statement is binding and in writing. "
                                            "It can be changed until the round ends; each one stays on record."),
             done=_("The statement has been recorded.")),
        Move("release", (_R.RUNNING,), _R.RUNNING, _("Release a city that left"),
             _("%(city)s left the alliance and is no longer asked about %(subject)s."), may=the_system_itself,
             clause="II.5.1.F4"),
        Move("remind", (_R.RUNNING,), _R.RUNNING, _("Remind the silent cities"),
             _("Reminder about %(subject)s to the cities without an answer (%(number)s)."),
             may=is_secretariat | the_system_itself,
             done=_("The reminder is on its way.")),
        Move("complete", (_R.RUNNING,), _R.COMPLETE, _("Complete"),
             _("The round about %(subject)s is complete: all %(number)s member cities consented."),
             may=the_system_itself, clause="II.5.1.g"),
        Move("fail", (_R.RUNNING,), _R.FAILED, _("End the round: an objection stays"),
             _("%(actor)s ended the round about %(subject)s: an objection stays. Reason: %(reason)s"),
             may=is_secretariat,
             unless=no_objection_stands, clause="II.5.1.g", is_grave=True,
             explanation=_("The application then is not admitted. The city can apply anew."),
             done=_("The round has ended; the application was not accepted.")),
        Move("stop", (_R.RUNNING,), _R.STOPPED, _("Stop"),
             _("The round about %(subject)s was stopped."), may=the_system_itself),
    ),
)  # fmt: skip


class WithdrawalStatus(models.TextChoices):
    """How far a city is on its way out (MEM-8)."""

    FILED = "filed", pgettext_lazy("withdrawal", "filed with the secretariat")
    BEING_COMMUNICATED = "being_communicated", pgettext_lazy("withdrawal", "being communicated to the member cities")
    EFFECTIVE = "effective", pgettext_lazy("withdrawal", "effective")
    REVOKED = "revoked", pgettext_lazy("withdrawal", "revoked")


_W = WithdrawalStatus

withdrawal = Lifecycle(
    name="withdrawal", title=_("Withdrawal"), states=WithdrawalStatus, initial=_W.FILED,
    final=(_W.EFFECTIVE, _W.REVOKED), path=(_W.FILED, _W.BEING_COMMUNICATED, _W.EFFECTIVE),
    moves=(
        Move("communicate", (_W.FILED,), _W.BEING_COMMUNICATED, _("Tell all member cities"),
             _("%(actor)s told all member cities of the withdrawal of %(subject)s."),
             may=is_secretariat, clause="II.5.2.b",
             explanation=_("The withdrawal takes effect when the letter has reached every member city."),
             done=_("The letter is on its way to all member cities.")),
        Move("take_effect", (_W.BEING_COMMUNICATED,), _W.EFFECTIVE, _("Take effect"),
             _("The withdrawal of %(subject)s took effect: every member city has been told."),
             may=the_system_itself, unless=not_all_were_told, clause="II.5.2.b"),
        Move("revoke", (_W.FILED,), _W.REVOKED, _("Revoke the withdrawal"),
             _("%(actor)s revoked the withdrawal of %(subject)s."), may=speaks_for_its_city,
             done=_("The withdrawal has been revoked.")),
    ),
)  # fmt: skip


class ConversionStatus(models.TextChoices):
    """How far the conversion of a member's seat is (MEM-9)."""

    PREPARED = "prepared", pgettext_lazy("conversion", "prepared; the city is to be heard")
    HEARD = "heard", pgettext_lazy("conversion", "the city was heard")
    CARRIED = "carried", pgettext_lazy("conversion", "carried: observer's seat")
    REJECTED = "rejected", pgettext_lazy("conversion", "rejected by the session")
    DROPPED = "dropped", pgettext_lazy("conversion", "dropped")


_C = ConversionStatus

conversion = Lifecycle(
    name="conversion", title=_("Conversion to an observer's seat"), states=ConversionStatus, initial=_C.PREPARED,
    final=(_C.CARRIED, _C.REJECTED, _C.DROPPED), path=(_C.PREPARED, _C.HEARD, _C.CARRIED),
    moves=(
        Move("hear", (_C.PREPARED, _C.HEARD), _C.HEARD, _("Submit what the city says"),
             _("%(actor)s recorded the hearing of %(subject)s."), may=is_secretariat | speaks_for_its_city,
             clause="II.5.2",
             done=_("The hearing has been recorded.")),
        Move("carry", (_C.HEARD,), _C.CARRIED, _("Record the resolution: carried"),
             _("The session carried the motion (%(resolution)s): the seat of %(subject)s is an observer's seat."),
             may=is_secretariat, unless=cannot_be_carried, clause="II.5.2.c", is_grave=True,
             done=_("The resolution has been recorded: the seat is an observer's seat.")),
        Move("reject", (_C.HEARD,), _C.REJECTED, _("Record the resolution: rejected"),
             _("The session rejected the motion (%(resolution)s): %(subject)s stays a member."), may=is_secretariat,
             done=_("The resolution has been recorded: the city stays a member.")),
        Move("drop", (_C.PREPARED, _C.HEARD), _C.DROPPED, _("Drop the motion"),
             _("%(actor)s dropped the motion about %(subject)s."),
             may=is_secretariat | the_system_itself,
             done=_("The motion has been dropped.")),
    ),
)  # fmt: skip
