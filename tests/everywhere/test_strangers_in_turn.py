"""Two people look at every public address in turn: nothing of one is in what the other
is shown, and the cache keeps only what all may share."""

import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from association import page_cache
from tests.support.addresses import addresses
from tests.support.every_page import paths_seen_by
from tests.support.visiting import visit, visitor
from tests.support.world import STRANGER

pytestmark = [pytest.mark.sqlite_only, pytest.mark.usefixtures("unmeasured")]

MARK = "Merkki7391"
SECRET = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture(autouse=True)
def stopped_clock():
    """What is drawn at the same moment from the same rows is the same."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def aino():
    """A stranger of whom everything could be told from another."""
    client = Client(
        raise_request_exception=False,
        headers={
            "User-Agent": MARK,
            "Accept-Language": "sv,en;q=0.5",
            "Referer": f"http://testserver/{MARK}/",
            "X-Forwarded-For": "203.0.113.7",
            "Accept": f"text/html, text/{MARK}",
        },
    )
    client.cookies["seuranta"] = MARK
    return client


@pytest.fixture
def bo():
    return Client(raise_request_exception=False, headers={"User-Agent": "Bo"})


def shown(client, path: str) -> tuple[int, str, dict[str, str]]:
    """An answer without what is drawn by lot in each."""
    response = visit(client, path)
    body = response.getvalue().decode(errors="replace")
    headers = {
        name: value
        for name, value in response.headers.items()
        if name not in {"ETag", "Content-Length"}
    }
    return response.status_code, SECRET.sub("", body), headers


def marked(path: str) -> str:
    return f"{path}?utm_source={MARK}&q={MARK}&next=/{MARK}/&p={MARK}"


def test_nothing_of_one_stranger_is_in_the_others_answer(world, aino, bo):
    told = []
    for path in paths_seen_by(STRANGER, world):
        page_cache.store.clear()
        alone = shown(bo, path)
        for first in (path, marked(path)):
            page_cache.store.clear()
            shown(aino, first)
            after = shown(bo, path)
            if MARK in str(after) or after != alone:
                told.append(first)

    assert not told


@pytest.mark.parametrize("role", ["member", "mentor", "administrator"])
def test_nothing_of_who_has_signed_in_is_in_a_strangers_answer(role, world, bo):
    person = visitor(role, world)
    told = []
    for path in paths_seen_by(STRANGER, world):
        page_cache.store.clear()
        alone = shown(bo, path)
        page_cache.store.clear()
        shown(person, path)
        if shown(bo, path) != alone:
            told.append(path)

    assert not told


def test_who_has_signed_in_is_not_shown_what_was_kept_for_strangers(world, bo):
    person = visitor("member", world)
    for path in paths_seen_by(STRANGER, world):
        page_cache.store.clear()
        alone = shown(person, path)
        shown(bo, path)

        assert shown(person, path) == alone, path


def test_what_is_kept_sets_no_cookie_draws_no_token_and_is_not_private(world, bo):
    kept = 0
    for path in paths_seen_by(STRANGER, world):
        page_cache.store.clear()
        response = visit(bo, path)
        if not page_cache.store.paths:
            continue
        kept += 1
        body = response.getvalue().decode(errors="replace")

        assert response.status_code == 200, path
        assert not response.cookies, path
        assert "csrfmiddlewaretoken" not in body, path
        assert "private" not in response.headers.get("Cache-Control", ""), path
    assert kept > 15  # it does keep the pages that matter


def test_what_has_a_secret_in_its_address_is_never_kept(world, bo):
    secret = [one for one in addresses() if "token" in one.parameters]
    for one in secret:
        visit(bo, one.path(world))

    assert secret
    assert not page_cache.store.paths


OURS = (
    settings.SESSION_COOKIE_NAME,
    settings.CSRF_COOKIE_NAME,
    settings.LANGUAGE_COOKIE_NAME,
    "messages",
)
UNLIKE_OTHERS = {
    **{f"cookie {name}": ({name: "x" * 32}, {}) for name in OURS},
    "HX-Request": ({}, {"HX-Request": "true"}),
    "Authorization": ({}, {"Authorization": "Basic eA=="}),
}


@pytest.mark.parametrize("sign", UNLIKE_OTHERS)
def test_nothing_is_kept_of_who_asks_unlike_others(sign, world):
    cookies, headers = UNLIKE_OTHERS[sign]
    client = Client(raise_request_exception=False, headers=headers)
    client.cookies.load(cookies)
    for path in paths_seen_by(STRANGER, world):
        visit(client, path)

    assert not page_cache.store.paths
