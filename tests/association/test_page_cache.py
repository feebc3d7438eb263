import gzip
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client

from association import page_cache, public_changes
from tests.support.registries import put_back

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.association.page_cache_urls"),
]

NOON = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def no_moments():
    """Only what the test says changes a page; no app's own provider."""
    with put_back(public_changes._moment_providers, empty=True):
        yield


def body(path="/plain/", *, client=None, **headers):
    return (client or Client()).get(path, headers=headers).content


def test_two_strangers_are_given_the_same_page():
    assert body() == body()


def test_a_page_is_made_anew_after_a_public_change():
    before = body()

    public_changes.raise_stamp()

    assert body() != before


def test_a_page_is_made_anew_when_its_time_has_come():
    public_changes.moment_provider(lambda after: NOON if after < NOON else None)
    with time_machine.travel(NOON - timedelta(hours=1), tick=False):
        before = body()
    with time_machine.travel(NOON - timedelta(seconds=1), tick=False):
        assert body() == before
    with time_machine.travel(NOON, tick=False):
        assert body() != before


def test_a_change_during_rendering_is_not_lost():
    """The stamp is read before rendering: what was made under the old one goes."""
    request_stamp = public_changes.current_stamp()
    before = body()
    public_changes.raise_stamp()
    assert public_changes.current_stamp() != request_stamp

    assert body() != before


@pytest.mark.parametrize(
    "cookie",
    [
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        "messages",
    ],
)
def test_someone_with_a_cookie_of_ours_gets_a_page_of_their_own(cookie):
    stranger = body()
    known = Client()
    known.cookies[cookie] = "x"

    own = body(client=known)

    assert own != stranger
    assert body() == stranger


def test_a_foreign_cookie_changes_nothing():
    other = Client()
    other.cookies["analytics"] = "x"

    assert body(client=other) == body()


@pytest.mark.parametrize("header", ["HX-Request", "Authorization"])
def test_a_request_that_asks_for_more_is_not_answered_from_the_cache(header):
    stranger = body()

    assert body(**{header: "true"}) != stranger
    assert body() == stranger


def test_what_only_one_stranger_asked_for_is_not_kept_for_the_others():
    assert body("/plain/?letter=1") != body("/plain/?letter=1")

    kept = body("/plain/")

    assert body("/plain/?letter=1") == kept


@pytest.mark.parametrize(
    "path", ["/undeclared/", "/with-form/", "/with-cookie/", "/missing/", "/private/"]
)
def test_what_may_tell_of_one_reader_is_not_kept(path):
    assert body(path) != body(path)


def test_only_declared_query_parameters_make_pages_of_their_own():
    first = body("/plain/?page=1")

    assert body("/plain/?page=2") != first
    assert body("/plain/?page=1&utm_source=letter") == first


def test_a_post_is_neither_kept_nor_answered_from_the_cache():
    before = body()

    assert Client().post("/plain/").content != before
    assert body() == before


def test_a_head_request_is_answered_from_the_kept_page():
    kept = Client().get("/plain/")

    answer = Client().head("/plain/")

    assert answer.headers["ETag"] == kept.headers["ETag"]
    assert answer.content == b""


def test_another_host_has_pages_of_its_own(settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]

    assert body(Host="one.example") != body(Host="two.example")


def test_an_unknown_host_is_refused_as_without_the_cache():
    assert Client().get("/plain/", headers={"Host": "evil.example"}).status_code == 400


def test_the_same_page_again_is_answered_with_304():
    etag = Client().get("/plain/").headers["ETag"]

    again = Client().get("/plain/", headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == etag
    assert "Content-Type" not in again.headers


def test_a_kept_page_is_given_with_the_headers_of_the_whole_site():
    first = Client().get("/plain/")

    again = Client().get("/plain/")

    assert again.headers == first.headers
    assert again.headers["X-Content-Type-Options"] == "nosniff"
    assert again.headers["Referrer-Policy"] == "same-origin"


def test_a_file_of_the_look_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        body("/static/plain/")


def test_a_page_is_sent_packed_to_who_can_unpack_it():
    plain = Client().get("/long/")
    packed = Client().get("/long/", headers={"Accept-Encoding": "gzip, br"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_the_cache_is_bounded_in_number():
    page_cache.store.limits = (10, 10_000_000)
    try:
        for page in range(100):
            body(f"/plain/?page={page}")
        kept = sum(len(path.kept) for path in page_cache.store.paths.values())
    finally:
        page_cache.store.limits = (page_cache.ENTRIES, page_cache.BYTES)
    assert kept <= 10


def test_what_is_remembered_ends_with_a_public_change(client):
    before = body("/remembering/", client=client)
    assert body("/remembering/", client=client) == before

    public_changes.raise_stamp()

    assert body("/remembering/", client=client) != before


def test_what_is_remembered_ends_when_its_time_has_come(client):
    public_changes.moment_provider(lambda after: NOON if after < NOON else None)
    with time_machine.travel(NOON - timedelta(seconds=1), tick=False):
        before = body("/remembering/", client=client)
        assert body("/remembering/", client=client) == before
    with time_machine.travel(NOON, tick=False):
        assert body("/remembering/", client=client) != before


def test_nothing_is_remembered_of_who_has_signed_in(client):
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"

    first = body("/remembering/", client=client)

    assert body("/remembering/", client=client) != first


def test_a_kept_page_costs_one_query(django_assert_num_queries):
    body()

    with django_assert_num_queries(1):
        body()


def test_without_its_stamp_in_the_database_the_view_answers_for_itself():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE association_publicstamp RENAME TO gone")

    assert Client().get("/plain/").status_code == 200
