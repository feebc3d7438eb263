"""Letting people in at the door: once, from several phones, and back again."""

import threading
from email import message_from_bytes
from email.policy import SMTP
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import OutboxMail
from association.public_changes import current_stamp
from events import checking_in, door_links, registration
from events.checking_in import CheckInError
from events.models import CheckIn
from events.registration_links import link_path
from tests.events.conftest import NOON
from tests.support.accounts import make_user
from tests.support.events import make_attendee, make_occurrence

pytestmark = pytest.mark.usefixtures("noon")
JSON = {"Accept": "application/json"}


@pytest.fixture
def meetup(db):
    return make_occurrence("Tapaaminen", takes_registrations=True, capacity=5)


@pytest.fixture
def pirjo(meetup):
    return make_attendee(meetup)


@pytest.fixture
def user(db):
    return make_user("ovella@esimerkki.example", "editor")


@pytest.fixture
def organiser(client, settings, user):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(user)
    return client


def door(occurrence):
    return reverse("events:door", args=[occurrence.slug, occurrence.code])


def tap(client, row, key, /, **given):
    data = {"registration": row.pk, "key": str(key)} | given
    return client.post(door(row.occurrence), data, headers=JSON)


def is_in(row):
    row.refresh_from_db()
    return row.checked_in_at is not None


# --- the verb


def test_who_is_let_in_has_come(pirjo, user):
    checking_in.let_in(pirjo, key=uuid4(), by=user, at=NOON)

    pirjo.refresh_from_db()
    assert (pirjo.checked_in_at, pirjo.checked_in_by) == (NOON, user)


def test_the_same_tap_twice_is_one(pirjo, user):
    key = uuid4()
    for _time in range(2):
        checking_in.let_in(pirjo, key=key, by=user, at=NOON)

    assert pirjo.check_ins.count() == 1


def test_a_tap_can_be_taken_back_and_coming_late_once_more_does_nothing(pirjo, user):
    key = uuid4()
    checking_in.let_in(pirjo, key=key, by=user, at=NOON)
    for _time in range(2):
        checking_in.take_back(pirjo, [key], at=NOON)
    checking_in.let_in(pirjo, key=key, by=user, at=NOON)

    assert not is_in(pirjo)


def test_taking_back_ones_own_tap_leaves_the_other_phones(pirjo, user):
    mine, theirs = uuid4(), uuid4()
    checking_in.let_in(pirjo, key=mine, by=user, at=NOON)
    checking_in.let_in(pirjo, key=theirs, by=user, at=NOON)

    checking_in.take_back(pirjo, [mine], at=NOON)
    assert is_in(pirjo)

    checking_in.take_back(pirjo, [theirs], at=NOON)
    assert not is_in(pirjo)


def test_who_cancelled_is_not_let_in_by_a_tap(pirjo, user):
    pirjo.cancelled_at, pirjo.cancelled_as = NOON, "cannot"
    pirjo.save()

    with pytest.raises(CheckInError):
        checking_in.let_in(pirjo, key=uuid4(), by=user, at=NOON)


def test_letting_in_makes_no_public_page_anew(pirjo, user):
    before = current_stamp()
    checking_in.let_in(pirjo, key=uuid4(), by=user, at=NOON)
    assert current_stamp() == before


def test_many_phones_at_once_let_one_in_once_each(committed):
    pirjo = make_attendee(make_occurrence("Tapaaminen"))
    user = make_user("ovella@esimerkki.example")
    keys = [UUID(int=number % 4) for number in range(12)]
    gate = threading.Barrier(len(keys))

    def come(key):
        gate.wait()
        try:
            checking_in.let_in(pirjo, key=key, by=user, at=NOON)
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=[key]) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert pirjo.check_ins.standing().count() == 4
    assert is_in(pirjo)


# --- the page


def test_a_button_lets_in_and_another_takes_back(organiser, pirjo):
    page = organiser.get(door(pirjo.occurrence))
    [row] = page.context["rows"]
    given = {"registration": pirjo.pk, "key": str(row["new_key"])}

    response = organiser.post(door(pirjo.occurrence), given)
    assertRedirects(
        response, f"{door(pirjo.occurrence)}#r{pirjo.pk}", fetch_redirect_response=False
    )
    assert is_in(pirjo)

    [row] = organiser.get(door(pirjo.occurrence)).context["rows"]
    back = {"registration": pirjo.pk, "key": row["keys"], "what": "back"}
    organiser.post(door(pirjo.occurrence), back)
    assert not is_in(pirjo)


def test_the_script_is_told_who_is_in(organiser, pirjo):
    key = uuid4()
    answer = tap(organiser, pirjo, key).json()

    assert answer == {
        "error": "",
        "rows": {str(pirjo.pk): {"keys": str(key), "at": "klo\xa012.00"}},
        "came": "1/1 on tullut",
    }
    assert tap(organiser, pirjo, key).json() == answer
    seen = organiser.get(door(pirjo.occurrence), headers=JSON).json()
    assert seen["rows"] == answer["rows"]


@pytest.mark.parametrize(
    "given",
    [
        {"key": "x"},
        {"key": ""},
        {"registration": "x"},
        {"registration": "²"},
        {"registration": "9" * 40},
        {"key": "\x00"},
        {"registration": "0"},
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(organiser, pirjo, given):
    answer = tap(organiser, pirjo, uuid4(), **given).json()
    assert answer["error"]
    assert not CheckIn.objects.exists()


def test_nobody_of_another_event_is_let_in(organiser, meetup, pirjo):
    other = make_attendee(make_occurrence("Toinen"))
    data = {"registration": other.pk, "key": str(uuid4())}
    assert organiser.post(door(meetup), data, headers=JSON).json()["error"]
    assert not is_in(other)


def test_names_are_found_in_any_case(organiser, meetup):
    make_attendee(meetup, "Åke Öst")
    make_attendee(meetup, "Pirjo Niemi")

    page = organiser.get(door(meetup), {"q": "ÖST å"})
    assert [entry["row"].name for entry in page.context["rows"]] == ["Åke Öst"]
    assertContains(organiser.get(door(meetup), {"q": "xyz"}), "Kaikki listalla")


def test_who_waits_is_marked_and_who_cancelled_is_not_there(organiser, meetup):
    make_attendee(meetup, "Jonottaja", told_of_place_at=None)
    make_attendee(meetup, "Perunut", cancelled_at=NOON, cancelled_as="cannot")

    page = organiser.get(door(meetup))
    assertContains(page, "Odottaa paikkaa")
    assertNotContains(page, "Perunut")


@pytest.mark.parametrize("role", ["member", "treasurer", "coordinator"])
def test_to_others_the_door_is_not_there(client, settings, pirjo, role):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(make_user("a@esimerkki.example", role))

    assert client.get(door(pirjo.occurrence)).status_code == 404
    assert tap(client, pirjo, uuid4()).status_code == 404
    assert not is_in(pirjo)


def test_the_door_wants_a_second_factor_as_the_admin_does(client, user, pirjo):
    client.force_login(user)

    assert client.get(door(pirjo.occurrence)).status_code == 302
    assert tap(client, pirjo, uuid4()).status_code == 302
    assert not is_in(pirjo)


# --- the code


def test_the_code_leads_an_organiser_to_that_one_person(organiser, meetup, pirjo):
    make_attendee(meetup, "Muu")

    page = organiser.get(door_links.door_path(pirjo), follow=True)
    assert [entry["row"].name for entry in page.context["rows"]] == ["Pirjo Niemi"]
    assert not is_in(pirjo)


def test_the_code_is_the_registration_to_everybody_else(client, pirjo):
    response = client.get(door_links.door_path(pirjo))
    assertRedirects(response, link_path(pirjo))
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_false_code_leads_nowhere(client, db):
    assert client.get(reverse("events:at_door", args=["x"])).status_code == 404


@pytest.mark.parametrize("count", [1, 200])
def test_the_door_asks_as_often_for_two_hundred_as_for_one(organiser, meetup, count):
    for number in range(count):
        row = make_attendee(meetup, f"Nimi {number}")
        CheckIn.objects.create(key=uuid4(), registration=row, at=NOON)
    organiser.get(door(meetup))

    with CaptureQueriesContext(connection) as asked:
        assert organiser.get(door(meetup)).status_code == 200
    assert len(asked) == DOOR_QUERIES


DOOR_QUERIES = 14


def test_the_registration_page_and_its_mail_show_the_code(client, db):
    meetup = make_occurrence("T", takes_registrations=True, place="Kirjasto, Kuopio")
    row = registration.register(
        meetup, name="Pirjo", email="p@esimerkki.example", language="fi", at=NOON
    )

    assertContains(client.get(link_path(row)), "<svg")
    content = bytes(OutboxMail.objects.get().content)
    letter = message_from_bytes(content, policy=SMTP)
    [picture] = [part for part in letter.walk() if part["Content-ID"]]
    assert picture["Content-ID"] == f"<{door_links.PICTURE}>"
    assert picture.get_content_type() == "image/png"


def test_who_waits_has_no_code(client, meetup):
    meetup.place = "Kirjasto, Kuopio"
    meetup.save()
    waits = make_attendee(meetup, told_of_place_at=None)
    assertNotContains(client.get(link_path(waits)), "door-code")
