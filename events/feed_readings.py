"""When each feed was last fetched, by kind of program.

Counted in front of the page cache, so that answers from there are too. A process
remembers what it sees and writes it down once an hour at most: editors want to know
whether Google still comes, not each time it does. Only the kind of program and the
moment are kept; nobody's address, and nothing of the rest of what a program says.
"""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from threading import Lock

from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from events.models import FeedReading

logger = logging.getLogger("mentorit.feeds")

type Seen = dict[tuple[str, str], datetime]

WRITTEN_EVERY = timedelta(hours=1)
FEED = re.compile(r"/calendar/(?:([a-z-]+)\.ics|(mine)/[\w-]{40}\.ics)", re.ASCII)
ANSWERED = {200, 304}
Client = FeedReading.Client
# In small letters. The first that fits counts: many say they are a browser, too.
SIGNS = (
    (Client.GOOGLE, re.compile(r"google")),
    (Client.OUTLOOK, re.compile(r"outlook|microsoft|exchange|ms-office")),
    (Client.THUNDERBIRD, re.compile(r"thunderbird|lightning")),
    (Client.NEXTCLOUD, re.compile(r"nextcloud|owncloud|sabre")),
    (Client.APPLE, re.compile(r"dataaccessd|calendaragent|accountsd|^ios|^mac")),
    (Client.ANDROID, re.compile(r"icsx5|davx5|okhttp|dalvik")),
    (Client.BROWSER, re.compile(r"^mozilla/")),
)


@lru_cache(maxsize=100)
def client_of(user_agent: str) -> Client:
    found = (client for client, sign in SIGNS if sign.search(user_agent.lower()))
    return next(found, Client.OTHER)


class Memory:
    """What one process has seen and not yet written."""

    def __init__(self, since: datetime) -> None:
        self.seen: Seen = {}
        self.written_at = since
        self.lock = Lock()

    def note(self, feed: str, client: Client, at: datetime) -> Seen:
        """Gives what is to be written now, which is mostly nothing."""
        with self.lock:
            self.seen[feed, client] = at
            if at - self.written_at < WRITTEN_EVERY:
                return {}
            due, self.seen, self.written_at = self.seen, {}, at
            return due


@transaction.atomic
def write(seen: Seen) -> None:
    for (feed, client), at in sorted(seen.items()):
        known = FeedReading.objects.filter(feed=feed, client=client)
        if not known.exists():
            FeedReading.objects.get_or_create(
                feed=feed, client=client, defaults={"at": at}
            )
        known.filter(at__lt=at).update(at=at)


class FeedReadingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.memory = Memory(timezone.now())

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith("/calendar/") and response.status_code in ANSWERED:
            self.note(request)
        return response

    def note(self, request: HttpRequest) -> None:
        found = FEED.fullmatch(request.path)
        if found is None:
            return
        client = client_of(request.headers.get("User-Agent", ""))
        due = self.memory.note(found[1] or found[2], client, timezone.now())
        if not due:
            return
        try:
            write(due)
        except DatabaseError:  # the reader has their answer; an hour is lost to us
            logger.warning("When feeds were fetched could not be written.")
