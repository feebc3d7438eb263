"""Addresses that exist only in the demo."""

from django.urls import URLPattern, path

from demo import components, mail

urlpatterns: list[URLPattern] = [
    path("components/", components.index, name="demo_components"),
    path("mail/", mail.index, name="demo_mail"),
    path("mail/<slug:name>/", mail.show, name="demo_mail_show"),
    path("mail/<slug:name>/html/", mail.html, name="demo_mail_html"),
    path("mail/<slug:name>/calendar/", mail.calendar, name="demo_mail_calendar"),
]
