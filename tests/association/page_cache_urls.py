"""Views for the tests of the page cache; each answer says how often it was made."""

from itertools import count

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path

from association.page_cache import remembered, share, shared

made = count(1)


def number() -> HttpResponse:
    return HttpResponse(f"answer {next(made)}")


@shared(query=("page",))
def plain(request: HttpRequest) -> HttpResponse:
    return number()


def undeclared(request: HttpRequest) -> HttpResponse:
    return number()


@shared()
def with_form(request: HttpRequest) -> HttpResponse:
    get_token(request)
    return number()


@shared()
def with_cookie(request: HttpRequest) -> HttpResponse:
    response = number()
    response.set_cookie("seen", "1")
    return response


@shared()
def missing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"answer {next(made)}", status=404)


def private(request: HttpRequest) -> HttpResponse:
    response = number()
    response.headers["Cache-Control"] = "private"
    return share(response)


@shared()
def long(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"answer {next(made)}" + "!" * 5000)


def remembering(request: HttpRequest) -> HttpResponse:
    """Is not kept, but for a word that others show as well."""
    word = remembered(request, "word", lambda: f"answer {next(made)}")
    return HttpResponse(word)


urlpatterns = [
    path("remembering/", remembering),
    path("static/plain/", plain),
    path("plain/", plain),
    path("undeclared/", undeclared),
    path("with-form/", with_form),
    path("with-cookie/", with_cookie),
    path("missing/", missing),
    path("private/", private),
    path("long/", long),
    # Where the admin begins is asked on each request (accounts/second_factor.py).
    path("admin/", private, name="wagtailadmin_home"),
]
