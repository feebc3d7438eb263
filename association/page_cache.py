"""Public pages are rendered once, kept by each process, and never stale.

An entry is good only under the stamp (association/public_changes.py) that was read
before it was rendered, and only until the next moment at which pages change by
themselves. The stamp is read from the database on each request, so that a change is
seen by all processes at once. What the cache may keep is decided here, in one place;
why so, and how pages with forms are handled, is decision 3.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from threading import Lock
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe

from association import public_changes

ENTRIES = 1000
BYTES = 64 * 1024 * 1024
WORTH_PACKING = 1000
PACKABLE = ("text/html", "application/json", "application/rss+xml", "text/xml")
SHARED_MARK = "_shared_query"
MEMORY = "_public_memory"

# What RFC 9110 (15.4.5) wants in a 304.
OF_UNCHANGED = {"Cache-Control", "Content-Location", "Date", "ETag", "Expires",
                "Last-Modified", "Vary"}  # fmt: skip
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE",
              "HTTP_IF_UNMODIFIED_SINCE")  # fmt: skip

type Key = tuple[str, str, str]
type Values = tuple[tuple[str, ...], ...]


def share[Response: HttpResponseBase](
    response: Response, *, query: tuple[str, ...] = ()
) -> Response:
    """Say that all strangers may be given this answer; it depends on `query` alone."""
    setattr(response, SHARED_MARK, query)
    return response


def shared[**P](
    *, query: tuple[str, ...] = ()
) -> Callable[[Callable[P, HttpResponse]], Callable[P, HttpResponse]]:
    """The same for a view."""

    def decorate(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
        @wraps(view)
        def sharing(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            return share(view(*args, **kwargs), query=query)

        return sharing

    return decorate


def remembered[Value](
    request: HttpRequest | None, name: str, make: Callable[[], Value]
) -> Value:
    """What many public pages show, made once until one of them could change.

    As good as a kept page, and for as long; for a request that the cache does not
    answer (of somebody who has signed in, say) it is made once. It is shared: change
    nothing in it.
    """
    if request is None:
        return make()
    memory: dict[str, Any] | None = getattr(request, MEMORY, None)
    if memory is None:
        memory = {}
        setattr(request, MEMORY, memory)
    if name not in memory:
        memory[name] = make()
    value: Value = memory[name]
    return value


@dataclass(frozen=True)
class Kept:
    """An answer as it was given."""

    stamp: int
    until: datetime | None
    headers: dict[str, str]
    headers_if_unchanged: dict[str, str]
    body: bytes
    packed: bytes | None

    def is_good(self, stamp: int, at: datetime) -> bool:
        return self.stamp == stamp and (self.until is None or at < self.until)

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed or b"") + 1000

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.META.get("HTTP_IF_NONE_MATCH") == self.headers["ETag"]:
            # Without making the whole answer first.
            return HttpResponseNotModified(headers=self.headers_if_unchanged)
        packed = self.packed if accepts_gzip(request) else None
        body = packed or self.body
        headers = {**self.headers, "Content-Length": str(len(body))}
        if packed:
            headers["Content-Encoding"] = "gzip"
        return conditional(request, HttpResponse(body, headers=headers))


@dataclass
class Path:
    """An address, the query parameters it depends on, and what was kept for each."""

    query: tuple[str, ...]
    kept: dict[Values, Kept] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return sum(kept.size for kept in self.kept.values())


class Store:
    """The entries of one process: bounded; what was not used longest goes first."""

    def __init__(self, entries: int = ENTRIES, size: int = BYTES) -> None:
        self.paths: OrderedDict[Key, Path] = OrderedDict()
        self.lock = Lock()
        self.limits = (entries, size)

    def find(self, key: Key, request: HttpRequest) -> Kept | None:
        with self.lock:
            path = self.paths.get(key)
            if path is None:
                return None
            self.paths.move_to_end(key)
            return path.kept.get(values(request, path.query))

    def keep(
        self, key: Key, request: HttpRequest, query: tuple[str, ...], kept: Kept
    ) -> None:
        with self.lock:
            path = self.paths.get(key)
            if path is None or path.query != query:
                path = self.paths[key] = Path(query)
            path.kept = {
                name: old for name, old in path.kept.items() if old.stamp == kept.stamp
            }
            path.kept[values(request, query)] = kept
            self.paths.move_to_end(key)
            self.shrink()

    def shrink(self) -> None:
        entries, size = self.limits
        while self.paths and (
            sum(len(path.kept) for path in self.paths.values()) > entries
            or sum(path.size for path in self.paths.values()) > size
        ):
            self.paths.popitem(last=False)

    def clear(self) -> None:
        with self.lock:
            self.paths.clear()


store = Store()


def values(request: HttpRequest, query: tuple[str, ...]) -> Values:
    if not request.META.get("QUERY_STRING"):
        return ((),) * len(query)
    return tuple(tuple(request.GET.getlist(name)) for name in query)


def accepts_gzip(request: HttpRequest) -> bool:
    return "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")


def conditional(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """304 where the reader has the same; If-None-Match wins (RFC 9110, 13.2.2)."""
    if not any(name in request.META for name in CONDITIONS):
        return response
    last_modified = response.headers.get("Last-Modified")
    seconds = None
    if last_modified:
        seconds = parse_http_date_safe(last_modified)
    answer: Any = get_conditional_response(
        request, response.headers.get("ETag"), seconds, cast("HttpResponse", response)
    )
    return answer or response


def may_be_given(request: HttpRequest) -> bool:
    """Whether the reader is a stranger who asks for a page like any other."""
    return (
        request.method in {"GET", "HEAD"}
        and "HTTP_AUTHORIZATION" not in request.META
        and "HTTP_HX_REQUEST" not in request.META
        and not has_cookie_of_ours(request)
    )


def has_cookie_of_ours(request: HttpRequest) -> bool:
    if "HTTP_COOKIE" not in request.META:
        return False
    ours = {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        "messages",
    }
    return not ours.isdisjoint(request.COOKIES)


def may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether an answer tells strangers nothing of the one who asked.

    A page may repeat its own address (in the links to other languages), so one that was
    asked for with more than it depends on is given once and not kept.
    """
    cache_control = response.headers.get("Cache-Control", "")
    return (
        hasattr(response, SHARED_MARK)
        and set(request.GET) <= set(getattr(response, SHARED_MARK))
        and request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and "private" not in cache_control
        and "no-store" not in cache_control
    )


def given_once(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """What is not kept is asked for again with its ETag all the same."""
    is_whole = hasattr(response, SHARED_MARK) and response.status_code == 200
    if is_whole and "ETag" in response.headers:
        return conditional(request, response)
    return response


class PageCacheMiddleware:
    """Give strangers the page that another stranger was given, while it is good.

    Stands before all that answers or changes an answer, so that a kept one is given as
    it left the site, and nothing more is done for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.moments = Moments()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_file(request) or not may_be_given(request):
            return self.get_response(request)
        try:
            stamp = public_changes.current_stamp()
        except DatabaseError:
            return self.get_response(request)
        now = timezone.now()
        # A host that is not ours finds nothing: `render` keeps only what was asked by
        # a name that Django accepted.
        host = request.META.get("HTTP_HOST", "")
        key = (request.scheme or "", host, request.path)
        kept = store.find(key, request)
        if kept is not None and kept.is_good(stamp, now):
            return kept.answer(request)
        return self.render(request, key, stamp, now)

    def render(
        self, request: HttpRequest, key: Key, stamp: int, now: datetime
    ) -> HttpResponseBase:
        try:
            request.get_host()
        except DisallowedHost:
            return self.get_response(request)
        until = self.moments.next(stamp, now)
        setattr(request, MEMORY, self.moments.memory)
        response = self.get_response(request)
        if not may_be_kept(request, response):
            return given_once(request, response)
        assert isinstance(response, HttpResponse)  # noqa: S101 - it does not stream
        kept = keep(response, stamp, until)
        store.keep(key, request, getattr(response, SHARED_MARK), kept)
        return kept.answer(request)


def is_file(request: HttpRequest) -> bool:
    """What every page brings along has a name of its own for each content."""
    return request.path.startswith(str(settings.STATIC_URL))


class Moments:
    """The next moment of change, asked anew after a change or when it has come."""

    def __init__(self) -> None:
        self.known: tuple[int, datetime, datetime | None] | None = None
        self.memory: dict[str, Any] = {}

    def next(self, stamp: int, now: datetime) -> datetime | None:
        known = self.known
        if known is not None:
            of_stamp, asked_at, moment = known
            is_still_ahead = moment is None or now < moment
            if of_stamp == stamp and asked_at <= now and is_still_ahead:
                return moment
        self.memory = {}
        moment = public_changes.next_moment(now)
        self.known = (stamp, now, moment)
        return moment


def keep(response: HttpResponse, stamp: int, until: datetime | None) -> Kept:
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    packed = None
    if kind in PACKABLE and len(response.content) > WORTH_PACKING:
        # Safe to compress: a page that all strangers share holds no one's secret.
        packed = gzip.compress(response.content, mtime=0)
        patch_vary_headers(response, ["Accept-Encoding"])
    headers = dict(response.headers)
    if "ETag" not in headers:
        digest = hashlib.sha256(response.content).hexdigest()[:32]
        headers["ETag"] = f'W/"{digest}"'
    headers.setdefault("Cache-Control", "no-cache")
    unchanged = {name: headers[name] for name in headers.keys() & OF_UNCHANGED}
    return Kept(stamp, until, headers, unchanged, response.content, packed)
