"""Which deeds of joining and leaving member cities are told: the page, the proof bundle and the desk ask only here.

What an applicant drafts, and what is written back to it, stays between the applicant and the secretariat (MEM-2); who
told a city of a withdrawal by other means stays with those who look after deliveries. A deed that stands in neither
list is told to nobody; a test finds it.
"""

#: How a draft came about; it is no part of the proof either.
DRAFTING = frozenset({"application.save", "application.attach", "application.detach"})

#: Not for member cities: drafts, and what the secretariat wrote about them. The chain's links stay in the bundle.
KEPT_BACK = DRAFTING | {
    "application.open", "application.send_back", "application.recall",
    "withdrawal.told_otherwise", "conversion.drop",
}  # fmt: skip

#: What members may know of a row that they see, with the words that belong to it.
TOLD_TO_MEMBERS = frozenset({
    "application.submit", "application.circulate", "application.reserve_seat", "application.run_out_of_seats",
    "application.fail", "application.join_as_observer", "application.offer_seat", "application.seat_by_exception",
    "application.sign", "application.lapse", "application.wait_again", "application.admit", "application.take_back",
    "application.end",
    "round.state", "round.answer", "round.release", "round.remind", "round.complete", "round.fail", "round.stop",
    "withdrawal.file", "withdrawal.communicate", "withdrawal.take_effect", "withdrawal.revoke",
    "conversion.prepare", "conversion.hear", "conversion.carry", "conversion.reject",
})  # fmt: skip
