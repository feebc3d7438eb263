"""Whatever stands behind the question mark, the site answers."""

import pytest

from tests.support.addresses import addresses
from tests.support.every_page import paths_seen_by
from tests.support.visiting import visit, visitor
from tests.support.world import ADMINISTRATOR, STRANGER

pytestmark = pytest.mark.usefixtures("unmeasured")

ODD = [
    "?page=x&p=x&month=x&kind=x&state=x",
    "?page=-1&p=-1&month=2026-13&topic=-1&pk=-1",
    "?page=99999999999999999999&p=99999999999999999999&month=9999-12",
    "?lang=%00&q=%00&next=%00&session=%00&state=%00&month=%00&topic=%00&language=%00",
    "?lang=xx&q=%27&month=0000-00&how=%27",
    "?q=%20%20&next=//evil.example/&lang=",
    "?q=%22&q=%F0%9F%A6%8A&next=javascript:alert(1)",
    "?q=%ED%A0%80&lang=%FF&p=%FF&month=%FF",
    "?%00=1&=&&&q[]=1",
    "?q=" + "%C3%A4" * 1500,
    "?ordering=nope&sort=%00&export=csv&_export=xlsx",
]


def paths_of(role, world):
    """What a stranger sees; of others what they see besides."""
    mine = set(paths_seen_by(role, world))
    return mine if role == STRANGER else mine - set(paths_seen_by(STRANGER, world))


@pytest.mark.parametrize("role", [STRANGER, "member", "mentor"])
def test_an_odd_query_is_no_error(role, world):
    client = visitor(role, world)

    broken = [
        path + query
        for path in paths_of(role, world)
        for query in ODD
        if visit(client, path + query).status_code >= 500
    ]

    assert not broken


def lists(world):
    """The lists of the admin, and their results."""
    return [
        one.path(world)
        for one in addresses()
        if one.is_admin
        and one.row
        and one.row.who
        and one.name.endswith((":index", "_report", ":listing"))
    ]


def test_an_odd_query_is_no_error_in_the_lists_of_the_admin(world):
    client = visitor(ADMINISTRATOR, world)
    odd = [ODD[0], ODD[2], ODD[3], ODD[7], "?export=csv&q=harju", "?export=xlsx"]

    broken = [
        path + query
        for path in lists(world)
        for query in odd
        if visit(client, path + query).status_code >= 500
    ]

    assert not broken


@pytest.mark.parametrize("role", [STRANGER, "member", "mentor"])
def test_head_is_answered_as_get_without_a_body(role, world):
    client = visitor(role, world)
    for path in paths_of(role, world):
        seen = visit(client, path)
        head = visit(client, path, "head")

        assert head.status_code == seen.status_code, path
        assert not head.getvalue(), path


NOWHERE = ["/%00/", "/ei-ole/", "/admin%00/", "/..%2f..%2fetc/passwd", "/%FF/"]


@pytest.mark.parametrize("path", NOWHERE)
def test_an_address_that_nobody_made_is_not_found(path, world):
    response = visit(visitor(STRANGER, world), path)

    assert response.status_code in {301, 400, 404}


@pytest.mark.parametrize("false", ["x", "a:b:c", "%00", "%F0%9F%A6%8A", "x" * 3000])
def test_a_false_secret_opens_nothing(false, world):
    client = visitor(STRANGER, world)
    for one in addresses():
        if "token" in one.parameters and not one.is_admin:
            right = one.path(world)
            secret = max(right.split("/"), key=len).removesuffix(".ics")
            response = visit(client, right.replace(secret, false))

            assert response.status_code in {404, 405}, one.key
