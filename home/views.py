"""Views that are no pages: search, the other language, feeds, taking a message."""

from typing import cast

from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Officer
from association import page_cache
from association.language_links import NAMES
from association.pages import public_pages
from home import contacting, feeds, navigation, searching
from home.emails import TAKE
from home.models import ContactMessage

PER_PAGE = 20
LINK_LIFE = 60 * 60 * 24 * 60  # seconds: a holiday and some more


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    language = (translation.get_language() or "fi")[:2]
    query = searching.Query.read(request.GET.get("q", ""), language)
    now = timezone.now()
    promoted = searching.promoted(query, at=now)
    chosen = [row.page_id for row in promoted if row.page_id]
    found = searching.find(query, at=now).exclude(page__in=chosen)
    pages = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    own = [
        link
        for link in navigation.menus(request).main
        if not pages.has_previous() and searching.fits(link.title, query)
    ]
    listed = {entry.page.get_url(request) for entry in pages}
    context = {
        "query": query,
        "promoted": promoted,
        "own": [link for link in own if link.url not in listed],
        "results": pages,
        "hits": [searching.Hit(entry, query) for entry in pages],
        "title": _("Search"),
    }
    return render(request, "search/results.html", context)


@require_safe
@page_cache.shared()
def other_language(request: HttpRequest, pk: int) -> HttpResponse:
    """The page is not in this language (yet): offer it in those it is in."""
    pages = public_pages(timezone.now()).select_related("locale")
    page = get_object_or_404(pages, pk=pk)
    same = pages.filter(translation_key=page.translation_key)
    versions = {version.locale.language_code: version for version in same}
    now = (translation.get_language() or "fi")[:2]
    if now in versions:
        return redirect(versions[now].get_url(request))
    context = {
        "alternates": {code: one.get_url(request) for code, one in versions.items()},
        "versions": [
            {"code": code, "name": NAMES[code], "title": one.title,
             "url": one.get_url(request)}
            for code, one in versions.items()
        ],
    }  # fmt: skip
    return render(request, "home/other_language.html", context)


@require_safe
@page_cache.shared()
def news_feed(request: HttpRequest) -> HttpResponse:
    language = (translation.get_language() or "fi")[:2]
    return HttpResponse(
        feeds.news(language, request), content_type="application/rss+xml; charset=utf-8"
    )


@csrf_exempt  # the token is the proof; browsers that send no referrer send no origin
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_message(request: HttpRequest, token: str) -> HttpResponse:
    """From an officer's mail: read an urgent message, and by POST take it.

    The link is the office's, not the person's: it ends with the term.
    """
    try:
        numbers = signing.loads(token, salt=TAKE, max_age=LINK_LIFE)
    except signing.BadSignature as error:
        raise Http404 from error
    message_pk, officer_pk = cast("list[int]", numbers)
    message = get_object_or_404(ContactMessage, pk=message_pk)
    in_office = Officer.objects.in_office(timezone.localdate())
    officer = get_object_or_404(in_office, pk=officer_pk)
    if request.method == "POST":
        contacting.take(message, by=officer.name, at=timezone.now())
        return redirect(request.path)
    context = {"message": message, "officer": officer}
    response = render(request, "home/take_message.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def search_address() -> str:
    return reverse("home:search")
