from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts import views

app_name = "accounts"

urlpatterns = [
    path(_("my-page/"), views.my_page, name="my_page"),
]
