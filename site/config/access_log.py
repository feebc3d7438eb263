"""One line a request, from which nobody can take a link that was meant for another.

Links that arrive by mail and calendars' private addresses prove something to whoever
holds them, so the log keeps only their first characters, and nothing of a query.
"""

import logging
import re
import time
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

logger = logging.getLogger("mentorit.access")

SHOWN = 4
SEGMENT = re.compile(r"(?<=/)[^/\s?#'\"<>]+")
# As random or signed values are written: base64url, hexadecimal, with colons between.
OPAQUE = re.compile(r"[\w:.=~-]{20,}", re.ASCII)
# Addresses made of words and years are for everybody to read.
WORDS = re.compile(r"(?:[a-z_]+|\d{1,4})(?:-(?:[a-z_]+|\d{1,4}))*")
ENDING = re.compile(r"\.[a-z]{2,5}$")
# Also half a token, typed or cut by somebody, is a part of one.
MINE = re.compile(r"(?<=/calendar/mine/)[^/\s?#'\"<>]+")


def cut(text: str) -> str:
    """`text` with every secret part of an address in it cut short."""
    text = MINE.sub(lambda match: shortened(match[0]), text)
    return SEGMENT.sub(lambda match: cut_segment(match[0]), text)


def shortened(segment: str) -> str:
    stem, ending = split(segment)
    return f"{stem[:SHOWN]}…{ending}"


def split(segment: str) -> tuple[str, str]:
    found = ENDING.search(segment)
    ending = found[0] if found else ""
    return segment.removesuffix(ending), ending


def cut_segment(segment: str) -> str:
    stem, _ending = split(segment)
    is_signed = ":" in stem and len(stem) > 2 * SHOWN
    if is_signed or (OPAQUE.fullmatch(stem) and not WORDS.fullmatch(stem)):
        return shortened(segment)
    return segment


@lru_cache(maxsize=1000)
def written(path: str) -> str:
    """Cut, and quoted, so that an address cannot write a line of its own."""
    return cut(quote(path, safe="/:=~@,;!$&'()*+"))


class CutFormatter(logging.Formatter):
    """For every line of the log: Django names the address when something fails."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return line if record.name == logger.name else cut(line)


class AccessLogMiddleware:
    """Writes method, address, status and milliseconds; stands first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        response = self.get_response(request)
        if logger.isEnabledFor(logging.INFO) and is_told(request.path):
            logger.info(
                "%s %s%s %d %.0f ms",
                request.method,
                written(request.path),
                "?…" if request.META.get("QUERY_STRING") else "",
                response.status_code,
                (time.perf_counter() - started) * 1000,
            )
        return response


def is_told(path: str) -> bool:
    """Files that every page brings along are not worth a line."""
    return not path.startswith(str(settings.STATIC_URL))
