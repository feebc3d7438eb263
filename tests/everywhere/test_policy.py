"""Every page keeps to the content security policy: no script or style of its own, and
nothing from afar."""

import re

import pytest
from bs4 import BeautifulSoup

from tests.support.every_page import paths_seen_by
from tests.support.visiting import visit, visitor
from tests.support.world import STRANGER

pytestmark = [pytest.mark.sqlite_only, pytest.mark.usefixtures("unmeasured")]


def pages(role, world):
    client = visitor(role, world)
    for path in paths_seen_by(role, world):
        response = visit(client, path)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            yield path, response


@pytest.mark.parametrize("role", [STRANGER, "member", "mentor"])
def test_no_page_has_a_script_or_style_of_its_own(role, world):
    wrong = []
    for path, response in pages(role, world):
        soup = BeautifulSoup(response.content, "html.parser")
        scripts = [
            one for one in soup.find_all("script")
            if not one.get("src") and one.get("type") != "application/ld+json"
        ]  # fmt: skip
        styled = soup.find_all(style=True) + soup.find_all("style")
        acting = [
            one for one in soup.find_all(True)
            if any(name.startswith("on") for name in one.attrs)
            or str(one.get("href", "")).startswith("javascript:")
        ]  # fmt: skip
        wrong += [(path, str(one)[:80]) for one in [*scripts, *styled, *acting]]

    assert not wrong


@pytest.mark.parametrize("role", [STRANGER, "member", "mentor"])
def test_every_page_is_sent_with_the_policy(role, world):
    for path, response in pages(role, world):
        policy = response.headers["Content-Security-Policy"]

        assert "default-src 'self'" in policy, path
        assert "unsafe" not in policy, path
        assert "nonce" not in policy, path


def test_nothing_is_asked_from_afar(world):
    loading = re.compile(r"""<(?:script|img|link|iframe|source)[^>]+(?:src|href|srcset)=
        ["'](?:https?:)?//(?!testserver|localhost)""", re.VERBOSE)  # fmt: skip
    for path, response in pages(STRANGER, world):
        html = re.sub(r'<link rel="(?:canonical|alternate)[^>]+>', "", response.text)

        assert not loading.search(html), path


def test_every_page_has_one_next_step_at_most(world):
    many = [
        (path, count)
        for role in (STRANGER, "member", "mentor")
        for path, response in pages(role, world)
        if (count := response.text.count("btn--next")) > 1
    ]

    assert not many
