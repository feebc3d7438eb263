import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts import health, my_page as sections
from accounts.access import SignedInRequest, sign_in_required

logger = logging.getLogger("mentorit.health")


@sign_in_required
@never_cache
def my_page(request: SignedInRequest) -> HttpResponse:
    shown = [
        (section, context)
        for section in sections.sections()
        if (context := section.context(request)) is not None
    ]
    return render(request, "accounts/my_page.html", {"sections": shown})


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    troubles = health.troubles()
    for name, sentence in troubles.items():
        logger.error("%s: %s", name, sentence)
    if troubles:
        return HttpResponse("unwell\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
