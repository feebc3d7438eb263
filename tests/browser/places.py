"""Where each kind of page is in the demo association.

A page type of Wagtail is found in the database of the running site, so that a new type
is looked at without a line here; addresses of views are listed.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from uuid import UUID

from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.timezone import localdate
from wagtail.models import Page, get_page_models

from events import weeks
from events.spans import Month
from tests.browser.conftest import Site

type Finder = Callable[[Site], str]

PAGE_TYPES = sorted(
    model._meta.label_lower for model in get_page_models() if model is not Page
)


def rows(site: Site, query: str, *arguments: object) -> list[tuple]:
    with closing(sqlite3.connect(site.data / "mentorit.sqlite3", timeout=20)) as db:
        return db.execute(query, arguments).fetchall()


def page_of(site: Site, page_type: str, *, language: str = "fi") -> tuple[int, str]:
    """The id and the address of the longest public page of a type."""
    app_label, model = page_type.split(".")
    found = rows(
        site,
        "SELECT page.id, page.url_path, page.depth FROM wagtailcore_page AS page"
        " JOIN django_content_type AS type ON type.id = page.content_type_id"
        " JOIN wagtailcore_locale AS locale ON locale.id = page.locale_id"
        " WHERE page.live AND type.app_label = ? AND type.model = ?"
        " AND locale.language_code = ? ORDER BY page.id LIMIT 1",
        app_label,
        model,
        language,
    )
    assert found, f"The demo association has no page of {page_type}."
    pk, url_path, depth = found[0]
    own = url_path.strip("/").split("/")[1:] if depth > 2 else []
    prefix = "/" if language == "fi" else f"/{language}/"
    return pk, prefix + "".join(f"{part}/" for part in own)


def new_page(site: Site, page_type: str) -> str:
    """The editor of a page that is not there yet, below the front page."""
    front, _address = page_of(site, "home.homepage")
    return f"/admin/pages/add/{page_type.replace('.', '/')}/{front}/"


def of_type(page_type: str) -> Finder:
    return lambda site: page_of(site, page_type)[1]


def path(name: str, *arguments: object, language: str = "fi", query: str = "") -> str:
    with translation.override(language):
        return reverse(name, args=arguments) + query


def of_view(name: str, query: str = "") -> Finder:
    return lambda _site: path(name, query=query)


def mentor(site: Site) -> str:
    """A mentor with free times."""
    query = (
        "SELECT mentor.slug FROM mentoring_mentor AS mentor"
        " JOIN mentoring_freetime AS time ON time.mentor_id = mentor.id"
        " WHERE time.starts_at > datetime('now', '+1 day') ORDER BY mentor.slug LIMIT 1"
    )
    return path("mentoring:mentor", rows(site, query)[0][0])


def coming_event(site: Site) -> str:
    """An event that will be held: the way there from its plain address."""
    query = (
        "SELECT one.name_fi, one.code FROM events_occurrence AS one"
        " JOIN events_event AS event ON event.id = one.event_id"
        " WHERE one.cancelled_at IS NULL AND one.start_day > date('now')"
        " AND event.published_at < datetime('now') ORDER BY one.start_day LIMIT 1"
    )
    name, code = rows(site, query)[0]
    return path("events:event", slugify(name), code)


PUBLIC: dict[str, Finder] = {
    **{page_type: of_type(page_type) for page_type in PAGE_TYPES},
    "calendar": of_view("events:calendar"),
    "calendar, nothing found": of_view("events:calendar", "?q=xyzzy"),
    "past events": of_view("events:past"),
    "month": lambda _site: path("events:month", Month.of(localdate())),
    "week": lambda _site: path("events:week", weeks.week(localdate())),
    "holidays": of_view("events:holidays"),
    "mentors": of_view("mentoring:directory"),
    "mentors, none found": of_view("mentoring:directory", "?language=en&how=on_site"),
    "mentor": mentor,
    "search": of_view("home:search", "?q=mentori"),
    "search, nothing found": of_view("home:search", "?q=xyzzy"),
    "sign in": of_view("account_login"),
    "not found": lambda _site: "/ei-ole/",
    "components": lambda _site: "/demo/components/",
    "mails": lambda _site: "/demo/mail/",
}


def taking_registrations(site: Site) -> str:
    """The form of an event that people sign up for."""
    query = (
        "SELECT one.name_fi, one.code FROM events_occurrence AS one"
        " JOIN events_event AS event ON event.id = one.event_id"
        " WHERE one.cancelled_at IS NULL AND one.start_day > date('now')"
        " AND event.takes_registrations ORDER BY one.start_day LIMIT 1"
    )
    name, code = rows(site, query)[0]
    return path("events:register", slugify(name), code)


def unpaid_bill(site: Site) -> str:
    query = (
        "SELECT token FROM payments_bill WHERE withdrawn_at IS NULL AND id NOT IN"
        " (SELECT bill_id FROM payments_allocation) ORDER BY id LIMIT 1"
    )
    return path("payments:bill", rows(site, query)[0][0])


def receipt(site: Site) -> str:
    query = "SELECT token FROM payments_receipt ORDER BY id LIMIT 1"
    return path("payments:receipt", rows(site, query)[0][0])


def coming_session(site: Site) -> tuple[str, str]:
    """A booked session: who has booked it, and where it is."""
    query = (
        "SELECT mentee_email, id FROM mentoring_session WHERE cancelled_at IS NULL"
        " AND starts_at > datetime('now', '+1 day') ORDER BY starts_at LIMIT 1"
    )
    email, pk = rows(site, query)[0]
    return email, path("mentoring:session", UUID(pk))
