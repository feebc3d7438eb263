"""Pages behind an unguessable address: nobody learns the address from us."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

type View = Callable[..., HttpResponse]

STRIPES_PAGE = "https://checkout.stripe.com"


def private_page(view: View) -> View:
    """Kept by no cache and no search engine; the address is in no Referer."""

    @wraps(view)
    def private(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return private


def leads_to_stripe(view: View) -> View:
    """Let the page's form end at Stripe: browsers check a POST's redirects as well."""

    @wraps(view)
    def leading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        targets = [CSP.SELF, STRIPES_PAGE]
        if settings.STRIPE_API_BASE:
            parts = urlsplit(settings.STRIPE_API_BASE)
            targets.append(f"{parts.scheme}://{parts.netloc}")
        policy = {**settings.SECURE_CSP, "form-action": targets}
        answer: HttpResponse = csp_override(policy)(view)(request, *args, **kwargs)
        return answer

    return leading
