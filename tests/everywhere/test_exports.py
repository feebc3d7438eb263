"""Every list that is taken along to a spreadsheet."""

import csv

import pytest
from wagtail.models import Page

from accounts.exporting import COMPUTED, as_text
from accounts.models import Officer, OutboxMail, User
from events.models import Event, HolidayPeriod, Registration
from home.models import ContactMessage
from membership.models import Application, DueRate, Member
from mentoring.models import Mentor, Topic
from payments.models import Bill
from tests.support.addresses import addresses
from tests.support.visiting import undone, visitor
from tests.support.world import ADMINISTRATOR, World

BAD = '=HYPERLINK("https://vieras.example")'
# What somebody wrote, and where it is exported.
WRITTEN = {
    Application: "last_name",
    Bill: "payer_name",
    ContactMessage: "message",
    DueRate: "minutes_reference",
    Event: "name_fi",
    HolidayPeriod: "name_fi",
    Member: "last_name",
    Mentor: "area",
    Officer: "name",
    OutboxMail: "subject",
    Page: "title",
    Registration: "name",
    Topic: "name_fi",
    User: "last_name",
}


def exported(world: World, path: str) -> list[list[str]]:
    """The rows of a list, its heading included; none where there is no export."""
    response = visitor(ADMINISTRATOR, world).get(path, {"export": "csv"})
    if not response.headers.get("Content-Type", "").startswith("text/csv"):
        return []
    return list(csv.reader(response.getvalue().decode().splitlines()))


@pytest.fixture(scope="module")
def written(world) -> dict[str, list[list[str]]]:
    """All exports, with a formula wherever somebody could have written one."""
    paths = [
        one.path(world)
        for one in addresses()
        if one.is_admin
        and one.row
        and ADMINISTRATOR in one.row.who
        # What is about one row is no list; but its example is made on the way.
        and one.path(world)
        and not one.parameters
    ]
    with undone():
        for model, field in WRITTEN.items():
            assert model._default_manager.update(**{field: BAD}), model
        found = {path: exported(world, path) for path in paths}
        return {path: rows for path, rows in found.items() if rows}


def test_lists_of_all_rooms_are_exported(written):
    assert {
        "/admin/applications/",
        "/admin/contact_messages/",
        "/admin/event/",
        "/admin/members/",
        "/admin/mentors/",
        "/admin/officer/",
        "/admin/outbox/",
        "/admin/payments_bills/",
        "/admin/registration/",
        "/admin/users/",
    } <= set(written)


def test_nothing_somebody_wrote_is_a_formula_in_any_of_them(written):
    cells = [
        (path, cell) for path, rows in written.items() for row in rows for cell in row
    ]

    assert not [(path, cell) for path, cell in cells if cell.startswith(COMPUTED)]
    safe = {path for path, cell in cells if cell == f"'{BAD}"}
    assert len(safe) >= len(WRITTEN), sorted(safe)


@pytest.mark.parametrize("value", [-1, 12.5, None, True])
def test_numbers_stay_numbers(value):
    assert as_text(value) is value


@pytest.mark.parametrize("text", ["=1+1", "+358 40 123", "-1", "@SUM(A1)", "\t=1"])
def test_what_would_be_computed_is_marked_as_text(text):
    assert as_text(text) == f"'{text}"


def test_other_words_are_left_as_they_are():
    assert as_text("Satu = Harju") == "Satu = Harju"
