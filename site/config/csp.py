"""The content security policy, with the few exceptions Wagtail 8.0 needs.

docs/decisions/0007-policy-of-the-admin.md says what was measured.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csp import ContentSecurityPolicyMiddleware as DjangoMiddleware
from django.utils.csp import CSP

ADMIN = "/admin/"
PAGES = "/admin/pages/"
IMAGE_UPLOAD = "/admin/images/multiple/add/"
INLINE = [CSP.SELF, CSP.UNSAFE_INLINE]


class ContentSecurityPolicyMiddleware(DjangoMiddleware):
    """Public pages run only our own files; the Wagtail admin also inline scripts."""

    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        is_admin = request.path.startswith(ADMIN)
        if is_admin and not hasattr(response, "_csp_config"):
            response._csp_config = admin_policy(request.path)  # type: ignore[attr-defined]  # noqa: SLF001
        return super().process_response(request, response)


def admin_policy(path: str) -> dict[str, Any]:
    """What a page of the admin may do beyond a public one; `unsafe-eval` never."""
    # Without inline scripts every date field is dead.
    policy = {**settings.SECURE_CSP, "script-src": INLINE}
    if path.startswith(PAGES):
        # The rich text editor writes a style element for its lists and headings.
        policy["style-src-elem"] = INLINE
    elif path == IMAGE_UPLOAD:
        # The picture is shown as it lies on the editor's own disk.
        policy["img-src"] = [*policy["img-src"], "blob:"]
    return policy
