"""Addresses."""

from django.urls import URLPattern, path

from kontor.membership.views import (
    admissions,
    answers,
    deliveries,
    drafts,
    founding,
    leaving,
    letters,
    members,
    proof,
    prospects,
    ratio,
    rounds,
    statements,
)

app_name = "membership"
urlpatterns: list[URLPattern] = [
    path("members/", members.members, name="members"),
    path("members/table.csv", members.members_csv, name="members_csv"),
    path("members/incomplete/", members.incomplete, name="incomplete"),
    path("members/founding/", founding.founding_members, name="founding"),
    path("admissions/", admissions.applications, name="applications"),
    path("admissions/begin/", admissions.begin, name="begin"),
    path("admissions/<slug:public_id>/", admissions.application, name="application"),
    path("admissions/<slug:public_id>/edit/", drafts.draft, name="draft"),
    path("admissions/<slug:public_id>/state/", statements.state, name="state"),
    path("admissions/<slug:public_id>/proof.zip", proof.bundle, name="bundle"),
    path("statements/<slug:public_id>/answer/", answers.answer, name="answer"),
    path("rounds/<slug:public_id>/", rounds.show_round, name="round"),
    path("letters/<slug:public_id>.docx", letters.letter_as_docx, name="letter_as_docx"),
    path("announcements/", admissions.announcements, name="announcements"),
    path("deliveries/", deliveries.deliveries, name="deliveries"),
    path("prospects/", prospects.all_prospects, name="prospects"),
    path("prospects/<slug:public_id>/", prospects.one_prospect, name="prospect"),
    path("join/", prospects.join, name="join"),
    path("join/thanks/", prospects.join_thanks, name="join_thanks"),
    path("ratio/", ratio.ratio, name="ratio"),
    path("leaving/", leaving.everything, name="leaving"),
    path("cities/<slug:public_id>/withdraw/", leaving.withdraw, name="withdraw"),
    path("withdrawals/<slug:public_id>/", leaving.withdrawal, name="withdrawal"),
    path("withdrawals/<slug:public_id>/told/<int:number>/", leaving.told_otherwise, name="told_otherwise"),
    path("cities/<slug:public_id>/convert/", leaving.convert, name="convert"),
    path("conversions/<slug:public_id>/", leaving.conversion, name="conversion"),
]
