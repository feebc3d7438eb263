"""How much a request may bring along besides files."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

ENCODED = "application/x-www-form-urlencoded"
# Measured: a body of percent signs takes 25 times its size while it is read (12 MB:
# 300 MB and more than a second), the same words as multipart about once.
LONGEST_ENCODED = 2_621_440


class BodySizeMiddleware:
    """Forms of ours come as multipart and may be long, so that a form, not an error
    page, says what is too long in them. An encoded body stays short."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = str(request.META.get("CONTENT_LENGTH") or "")
        is_long = length.isdecimal() and int(length) > LONGEST_ENCODED
        if is_long and request.content_type == ENCODED:
            raise RequestDataTooBig
        return self.get_response(request)
