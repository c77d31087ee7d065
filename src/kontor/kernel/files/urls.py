"""Files have addresses without a language."""

from django.urls import path

from kontor.kernel.files import views

app_name = "files"
urlpatterns = [path("files/<slug:public_id>", views.fetch, name="fetch")]
