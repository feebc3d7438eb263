"""The content security policy, with the one exception the admin needs."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csp import ContentSecurityPolicyMiddleware as DjangoMiddleware
from django.utils.csp import CSP

ADMIN = "/admin/"


class ContentSecurityPolicyMiddleware(DjangoMiddleware):
    """Public pages run only our own files; the Wagtail admin also inline scripts.

    Wagtail 8.0's date widgets are started by inline scripts; without the exception
    every date field in the admin is dead. `unsafe-eval` is never allowed.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        is_admin = request.path.startswith(ADMIN)
        if is_admin and not hasattr(response, "_csp_config"):
            inline = [CSP.SELF, CSP.UNSAFE_INLINE]
            response._csp_config = {  # type: ignore[attr-defined]  # noqa: SLF001
                **settings.SECURE_CSP,
                "script-src": inline,
                "style-src": inline,
                "img-src": [CSP.SELF, "data:", "blob:"],
            }
        return super().process_response(request, response)
