"""Who may open what: the one table that the matrix drives. An address or a move that is not listed fails the test.

Everybody who is not named gets the answer of an absent page: signed-in people 404, visitors the way to the
sign-in (or 404 where a page is public and only the row is not for them).
"""

from dataclasses import dataclass, field

ALL = frozenset({"visitor", "stranger", "secretary", "contact_point", "auditor", "company", "member", "other_member",
                 "leaver", "observer", "former", "draft_applicant", "applicant"})  # fmt: skip
SIGNED_IN = ALL - {"visitor"}
NOBODY: frozenset[str] = frozenset()
MEMBERS = frozenset({"member", "other_member", "leaver"})
READERS = MEMBERS | {"observer"}  # the charter in force opens to observers what is addressed to members (II.3.1.F2)
STAFF = frozenset({"secretary", "contact_point", "auditor"})
SECRETARY = frozenset({"secretary"})


@dataclass(frozen=True, slots=True)
class Page:
    """One address. ``rows``: row name → who may GET it; ``more``: further arguments of the address, as they stand."""

    rows: dict[str, frozenset[str]]
    posts: bool = False
    gets: bool = True
    public_page: bool = False  # nobody is asked to sign in first; an invisible row is a 404 for visitors too
    answer: int = 200
    more: dict[str, object] = field(default_factory=dict)
    posters: frozenset[str] = ALL  # of those who may look, those who may also POST
    sends: dict[str, str] = field(default_factory=dict)  # what a POST names: field → row name
    leads_on: frozenset[str] = frozenset()  # rows whose page leads on to another one (302)


def plain(allowed: frozenset[str], *, posts: bool = False, answer: int = 200, **more: object) -> Page:
    """An address without a row."""
    return Page({"": allowed}, posts=posts, public_page="visitor" in allowed, answer=answer, more=more)


_OWN_CITY = SECRETARY | {"member"}
_OTHER_CITY = SECRETARY | {"other_member"}
_CITY = {"city": _OWN_CITY, "other_city": _OTHER_CITY}
_APPLICATION = {"draft": STAFF | {"draft_applicant"}, "running": STAFF | READERS | {"applicant"}}

PAGES: dict[str, Page] = {
    # without a language
    "files:fetch": Page({"file_of_draft": STAFF | {"draft_applicant"}}, public_page=True),
    "open:live": plain(ALL),
    "open:ready": plain(ALL),
    "open:robots": plain(ALL),
    "open:security": plain(ALL),
    "open:locate": Page({"running": ALL}, public_page=True, answer=302, more={"kind": "application"}),
    "portal:locate": Page({"running": ALL}, public_page=True, answer=302, more={"kind": "application"}),
    # the design system
    "ui:gallery": plain(ALL),
    # portal
    "portal:home": plain(ALL),
    "portal:desk": plain(SIGNED_IN),
    "portal:charter": plain(ALL),
    "portal:charter_version": plain(ALL, version="2016"),
    "portal:journal": plain(frozenset({"secretary", "auditor"})),
    "portal:journal_export": plain(frozenset({"secretary", "auditor"})),
    "portal:entry": Page({"entry": frozenset({"secretary", "auditor"})}),
    "portal:handbook": plain(ALL),
    "portal:chapter": plain(ALL, slug="apply"),
    "portal:page": plain(ALL, slug="imprint"),
    # people
    "people:me": plain(SIGNED_IN, posts=True),
    "people:export": plain(SIGNED_IN),
    "people:close_own": plain(SIGNED_IN, posts=True),
    "people:persons": plain(SECRETARY),
    "people:close_other": Page({"person": SECRETARY}, posts=True),
    "people:invitation": plain(ALL, posts=True, answer=404, token="no-such-token"),
    "people:organs": plain(ALL),
    "people:organ": Page({"organ": ALL}, public_page=True),
    # cities
    "cities:city": Page({"city": ALL, "other_city": ALL}, public_page=True),
    "cities:edit": Page(_CITY, posts=True),
    "cities:add_figure": Page(_CITY, posts=True),
    "cities:figure": Page(
        {"city": _OWN_CITY}, posts=True, more={"indicator": "population", "year": 2020, "source_key": "paper"}
    ),
    "cities:contacts": Page(_CITY),
    "cities:invite": Page(_CITY, posts=True),
    "cities:office": Page(_CITY, posts=True),
    "cities:end_seat": Page({"city": _OWN_CITY}, posts=True, more={"seat_id": "seat"}),
    "cities:withdraw_invitation": Page(
        {"city": _OWN_CITY}, posts=True, gets=False, more={"invitation_id": "invitation"}
    ),
    # membership
    "membership:members": plain(ALL),
    "membership:members_csv": plain(ALL),
    "membership:incomplete": plain(SECRETARY),
    "membership:founding": plain(SECRETARY, posts=True),
    "membership:applications": plain(SIGNED_IN),
    "membership:begin": Page(
        {"": SIGNED_IN}, posts=True, gets=False, posters=frozenset({"member"}), sends={"city": "city"}
    ),
    "membership:application": Page(_APPLICATION),
    "membership:draft": Page(
        {"draft": frozenset({"draft_applicant"}), "running": frozenset({"applicant"})},
        posts=True,
        leads_on=frozenset({"running"}),
    ),
    "membership:state": Page({"running": MEMBERS, "draft": NOBODY}, posts=True),
    "membership:answer": Page({"question": SECRETARY | {"applicant"}}, posts=True),
    "membership:bundle": Page({"running": STAFF | READERS | {"applicant"}, "draft": NOBODY}),
    "membership:round": Page({"round": STAFF | READERS | {"applicant"}}),
    "membership:letter_as_docx": Page({"letter": STAFF | READERS | {"applicant"}}),
    "membership:announcements": plain(STAFF | READERS),
    "membership:deliveries": plain(SECRETARY),
    "membership:prospects": Page({"": STAFF}, posts=True, posters=SECRETARY),
    "membership:prospect": Page({"prospect": STAFF}),
    "membership:join": plain(ALL, posts=True),
    "membership:join_thanks": plain(ALL),
    "membership:ratio": plain(ALL),
    "membership:leaving": plain(SIGNED_IN),
    "membership:withdraw": Page({"city": frozenset({"member"}), "other_city": frozenset({"other_member"})}, posts=True),
    "membership:withdrawal": Page({"withdrawal": STAFF | READERS, "communicated": STAFF | READERS}),
    "membership:told_otherwise": Page(
        {"communicated": SECRETARY}, posts=True, gets=False, more={"number": "addressee"}
    ),
    "membership:convert": Page({"city": SECRETARY, "other_city": SECRETARY}, posts=True),
    "membership:conversion": Page({"conversion": STAFF | {"member"}}),
    # the demo's own mailbox is open: nothing in it ever left the machine
    "demo:mailbox": plain(ALL),
    "demo:mail": Page({"mail": ALL}, public_page=True),
    "demo:attachment": Page({"mail": ALL}, public_page=True, more={"number": 0}),
}

#: Who may use which move on which row; every move of every life is listed.
MOVES: dict[tuple[str, str], dict[str, frozenset[str]]] = {
    ("application", "submit"): {"draft": frozenset({"draft_applicant"}), "running": frozenset({"applicant"})},
    ("application", "send_back"): {"draft": SECRETARY, "running": SECRETARY},
    ("application", "circulate"): {"draft": SECRETARY},
    ("application", "recall"): {"running": SECRETARY},
    ("application", "reserve_seat"): {"running": NOBODY},
    ("application", "run_out_of_seats"): {"running": NOBODY},
    ("application", "fail"): {"running": NOBODY},
    ("application", "join_as_observer"): {"running": frozenset({"applicant"})},
    ("application", "offer_seat"): {"running": SECRETARY},
    ("application", "seat_by_exception"): {"running": SECRETARY},
    ("application", "wait_again"): {"running": NOBODY},
    ("application", "end"): {"running": NOBODY},
    ("application", "sign"): {"running": SECRETARY},
    ("application", "lapse"): {"running": NOBODY},
    ("application", "admit"): {"running": SECRETARY},
    ("application", "take_back"): {"draft": frozenset({"draft_applicant"}), "running": frozenset({"applicant"})},
    ("round", "state"): {"round": MEMBERS},
    ("round", "release"): {"round": NOBODY},
    ("round", "remind"): {"round": SECRETARY},
    ("round", "complete"): {"round": NOBODY},
    ("round", "fail"): {"round": SECRETARY},
    ("round", "stop"): {"round": NOBODY},
    ("prospect", "confirm"): {"prospect": SECRETARY},
    ("prospect", "talk"): {"prospect": SECRETARY},
    ("prospect", "host"): {"prospect": SECRETARY},
    ("prospect", "signal"): {"prospect": SECRETARY},
    ("prospect", "invite"): {"prospect": SECRETARY},
    ("prospect", "close"): {"prospect": SECRETARY},
    ("prospect", "reopen"): {"prospect": SECRETARY},
    ("withdrawal", "communicate"): {"withdrawal": SECRETARY},
    ("withdrawal", "take_effect"): {"withdrawal": NOBODY},
    ("withdrawal", "revoke"): {"withdrawal": frozenset({"leaver"})},
    ("conversion", "hear"): {"conversion": SECRETARY | {"member"}},
    ("conversion", "carry"): {"conversion": SECRETARY},
    ("conversion", "reject"): {"conversion": SECRETARY},
    ("conversion", "drop"): {"conversion": SECRETARY},
    ("delivery", "accept"): {"message": NOBODY},
    ("delivery", "redirect"): {"message": NOBODY},
    ("delivery", "fail"): {"message": NOBODY},
    ("delivery", "retry"): {"message": SECRETARY},
    ("delivery", "evidence"): {"message": SECRETARY},
}

#: allauth's own addresses: open by nature (signing in) or about the own account only. Never an error, never a row.
THEIRS: dict[str, dict[str, object]] = {
    "account_login": {},
    "account_logout": {},
    "account_inactive": {},
    "account_signup": {},
    "account_reauthenticate": {},
    "account_email": {},
    "account_email_verification_sent": {},
    "account_change_password": {},
    "account_set_password": {},
    "account_reset_password": {},
    "account_confirm_login_code": {},
    "account_confirm_email": {"key": "x"},
    "account_reset_password_from_key_done": {},
    "account_reset_password_from_key": {"uidb36": "1", "key": "x-y"},
    "account_reset_password_done": {},
    "mfa_index": {},
    "mfa_authenticate": {},
    "mfa_reauthenticate": {},
    "mfa_activate_totp": {},
    "mfa_deactivate_totp": {},
    "mfa_view_recovery_codes": {},
    "mfa_generate_recovery_codes": {},
    "mfa_download_recovery_codes": {},
    "mfa_list_webauthn": {},
    "mfa_add_webauthn": {},
    "mfa_reauthenticate_webauthn": {},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_login_webauthn": {},
    "mfa_signup_webauthn": {},
    "usersessions_list": {},
}
