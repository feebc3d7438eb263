"""Every address of the site, visited in every role; tests/support/addresses.py."""

import pytest
from wagtail.models import Page, get_page_models

from tests.support.addresses import TABLE, Address, addresses
from tests.support.visiting import REFUSED, SEEN, SIGN_IN, outcome, visit, visitor
from tests.support.world import ADMINISTRATOR, PAGES, ROLES, STRANGER

pytestmark = pytest.mark.usefixtures("unmeasured")


def line_to_add(address: Address) -> str:
    who = "admin(…)" if address.is_admin else "row(…)"
    given = "".join(f", {name}=lambda w: …" for name in address.parameters)
    return f'    "{address.key}": {who[:-2]}…{given}),'


def test_every_address_is_in_the_table():
    missing = [line_to_add(one) for one in addresses() if one.row is None]

    assert not missing, (
        "Add to TABLE in tests/support/addresses.py, with who may see it:\n"
        + "\n".join(missing)
    )


def test_the_table_has_no_address_that_is_gone():
    known = {key for one in addresses() for key in one.keys}

    assert set(TABLE) <= known


def test_there_is_an_example_of_every_page_type():
    types = {model._meta.label for model in get_page_models()} - {Page._meta.label}

    assert types == set(PAGES), "Add it to PAGES in tests/support/world.py."


# These together are shown every page: the same queries for the other roles.
ON_BOTH_DATABASES = {"member", "mentor", ADMINISTRATOR}


@pytest.mark.parametrize(
    "role",
    [
        pytest.param(
            role,
            marks=[] if role in ON_BOTH_DATABASES else [pytest.mark.sqlite_only],
        )
        for role in ROLES
    ],
)
def test_each_sees_what_the_table_says(role, world):
    client = visitor(role, world)

    wrong = [
        found for one in addresses() if one.row and one.key != "wagtail_serve"
        if (found := complaint(client, one, role, world))
    ]  # fmt: skip

    assert not wrong, f"As {role}:\n" + "\n".join(wrong)


def complaint(client, address, role, world) -> str | None:
    """What is otherwise than the table says, or None."""
    path = address.path(world)
    response = visit(client, path)
    wanted = expected(address, role)
    if response.status_code == 405 and wanted == REFUSED:
        # Only a POST tells whether it would have been let through.
        response = visit(client, path, "post")
    status = response.status_code
    got = status if isinstance(wanted, int) else outcome(response)
    if got == wanted:
        return None
    target = response.headers.get("Location", "")
    return f"{address.key} {path}: {got}, not {wanted} ({status} {target})"


def expected(address: Address, role: str) -> int | str:
    """A status, or a word of `outcome`."""
    row = address.row
    if role in row.but:
        return row.but[role]
    if role in row.who:
        return row.answer or SEEN
    is_asked = role == STRANGER and (row.who or address.is_admin)
    return SIGN_IN if is_asked else REFUSED
