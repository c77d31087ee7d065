"""All addresses: pages and mailed links under their language, files without one."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kontor.kernel.files.urls")),
    path("", include("kontor.portal.urls_without_language")),
]
pages: list[URLPattern | URLResolver] = [
    path("account/", include("kontor.people.account_urls")),
    path("", include("kontor.ui.urls")),
    path("", include("kontor.people.urls")),
    path("", include("kontor.cities.urls")),
    path("", include("kontor.membership.urls")),
    path("", include("kontor.portal.urls")),
]
if settings.MODE in ("demo", "test"):
    pages.append(path("demo/", include("kontor.demo.urls")))
urlpatterns += i18n_patterns(*pages)

handler400 = "kontor.portal.views.errors.bad_request"
handler403 = "kontor.portal.views.errors.forbidden"
handler404 = "kontor.portal.views.errors.not_found"
handler500 = "kontor.portal.views.errors.server_error"
