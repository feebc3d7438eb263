"""robots.txt, sitemap.xml and security.txt."""

from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from association import page_cache
from association.addresses import absolute
from association.models import AssociationSettings
from home import sitemap as site_map

# Below a year, as RFC 9116 (2.5.5) wants; the file is made anew each day.
SECURITY_LIFE = timedelta(days=180)

# Feeds, pages and pictures are for everybody; these are for people at work, or are
# different for each reader.
DISALLOWED = [
    "/admin/", "/demo/", "/haku/", "/sv/sok/", "/en/search/",
    "/kirjaudu/", "/sv/logga-in/", "/en/sign-in/",
]  # fmt: skip


@require_safe
@page_cache.shared()
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in DISALLOWED)]
    lines += ["Allow: /", "", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@page_cache.shared()
def sitemap(request: HttpRequest) -> HttpResponse:
    context = {"places": site_map.places(request)}
    return render(
        request, "home/sitemap.xml", context, "application/xml; charset=utf-8"
    )


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116)."""
    us = AssociationSettings.load(request)
    today = datetime.combine(timezone.now().astimezone(UTC).date(), datetime.min.time())
    expires = (today + SECURITY_LIFE).strftime("%Y-%m-%dT%H:%M:%SZ")
    contact = f"mailto:{us.contact_email}" if us.contact_email else absolute("/")
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires}",
        "Preferred-Languages: fi, sv, en",
        f"Canonical: {absolute('/.well-known/security.txt')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
