"""What there is to see on the site itself, the admin left out."""

from collections.abc import Iterator

from tests.support.addresses import Address, addresses
from tests.support.html_forms import PageForm, forms_of
from tests.support.visiting import visit, visitor
from tests.support.world import STRANGER, World

# Of the program, in English, or with another answer each time.
LEFT_OUT = {"demo_components", "demo_mail", "healthz"}


def seen_by(role: str) -> list[Address]:
    """The addresses that answer this role with a page of its own."""
    return [
        one
        for one in addresses()
        if one.row
        and not one.is_admin
        and one.key not in LEFT_OUT
        and role in one.row.who
        and one.row.answer in {200, None}
        and role not in one.row.but
    ]


def paths_seen_by(role: str, world: World) -> list[str]:
    pages = [page.get_url() for page in world.pages.values()]
    paths = [one.path(world) for one in seen_by(role)]
    return sorted({*paths, *pages})


def forms_seen_by(role: str, world: World) -> Iterator[PageForm]:
    client = visitor(role, world)
    for path in paths_seen_by(role, world):
        response = visit(client, path)
        if "text/html" in response.headers.get("Content-Type", ""):
            yield from forms_of(response.content.decode(), path, role)


def all_forms(world: World) -> list[PageForm]:
    """Every form of the site once, as somebody who may send it in finds it."""
    found: dict[object, PageForm] = {}
    for role in (STRANGER, "member", "mentor"):
        for form in forms_seen_by(role, world):
            found.setdefault(form.key, form)
    return list(found.values())
