"""Addresses that have no language: health, robots, and the links of mails that were sent before links had one."""

from django.urls import path

from kontor.portal.views import machines, mailed

app_name = "open"
urlpatterns = [
    path("livez", machines.live, name="live"),
    path("readyz", machines.ready, name="ready"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("to/<slug:kind>/<str:public_id>", mailed.locate, name="locate"),
]
