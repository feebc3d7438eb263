"""Signing up for an event: places, the waiting list, and the link in the mail."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import retention
from accounts.models import OutboxMail
from association.forms import sign_moment
from association.public_changes import current_stamp
from events import cancelling, registration
from events.models import Occurrence, Registration
from events.registration import RegistrationError
from events.registration_links import link_path
from tests.events.conftest import NOON
from tests.support.accounts import make_user
from tests.support.events import (
    LONG_AGO,
    TAKING_PART,
    make_event_page,
    make_occurrence,
)
from tests.support.registrations import make_meetup, sign_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def form(**fields):
    return {
        "name": "Pirjo Niemi",
        "email": "pirjo@esimerkki.example",
        "consent": "on",
        "drawn_at": sign_moment(NOON - timedelta(minutes=1)),
        **fields,
    }


def mails():
    rows = OutboxMail.objects.order_by("pk")
    return [(row.to, row.subject) for row in rows]


def subjects_to(name):
    return [subject for to, subject in mails() if name in to]


def parts_of(row):
    """The text of a mail, and its calendar file."""
    message = message_from_bytes(bytes(row.content), policy=SMTP)
    files = [one.get_content().decode() for one in message.iter_attachments()]
    return message.get_body(("plain",)).get_content(), "".join(files)


def test_the_first_ones_have_a_place_and_the_rest_wait():
    event = make_meetup()
    for name in ("Pirjo", "Hannele", "Timo"):
        sign_up(event, name)

    rows = event.registrations.in_order()
    assert [(row.number, row.queue_number) for row in rows] == [(1, 0), (2, 0), (3, 1)]
    assert event.places_left == 0
    assert subjects_to("hannele") == ["Sinulla on paikka: Tapaaminen"]
    assert subjects_to("timo") == ["Olet jonossa: Tapaaminen"]


def test_e16_who_cancels_gives_the_place_to_the_first_who_waits():
    event = make_meetup()
    first, *_others = [sign_up(event, n) for n in ("Pirjo", "Hannele", "Timo", "Kai")]
    registration.cancel(first, at=NOON)

    assert subjects_to("timo")[-1] == "Sinulla on paikka: Tapaaminen"
    assert len(subjects_to("kai")) == 1
    assert registration.cancel(first, at=NOON) is False
    assert len(mails()) == 6  # four came, one left, one got the place


def test_who_waits_and_cancels_gives_nobody_a_place():
    event = make_meetup()
    *_others, last = [sign_up(event, name) for name in ("Pirjo", "Hannele", "Timo")]
    registration.cancel(last, at=NOON)

    assert len(mails()) == 4


def test_the_same_person_twice_is_one_registration():
    event = make_meetup()
    first = sign_up(event, email="pirjo@esimerkki.example")
    again = sign_up(event, email="PIRJO@esimerkki.example")

    assert first == again
    assert len(mails()) == 1


def test_those_who_share_an_address_come_as_one_party():
    event = make_meetup(max_party=4)
    sign_up(event, "Pirjo", email="perhe@esimerkki.example", party_size=2)
    sign_up(event, "Timo", email="perhe@esimerkki.example")

    assert event.registrations.count() == 1
    assert event.places_left == 0


def test_the_database_knows_an_address_once():
    event = make_meetup()
    row = {"occurrence": event, "name": "P", "email": "p@esimerkki.example"}
    Registration.objects.create(**row, created_at=NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(**row, created_at=NOON)


@pytest.mark.parametrize(
    "fields",
    [
        {"day": date(2026, 11, 30)},
        {"cancelled_at": LONG_AGO, "cancelled_why_fi": "Sairaus."},
        {"published_at": None},
        {"published_at": NOON + timedelta(hours=1)},
    ],
    ids=["over", "cancelled", "draft", "not yet"],
)
def test_e26_nobody_signs_up_for_what_is_not_to_come(client, fields):
    event = make_meetup(**fields)
    with pytest.raises(RegistrationError):
        sign_up(event)

    assert client.post(event.register_url, form()).status_code in {200, 404}
    assert not Registration.objects.exists()


def test_an_event_that_does_not_ask_for_it_takes_nobody(client):
    event = make_occurrence()

    assertContains(client.get(event.register_url), "ei tarvitse ilmoittautua")
    assertNotContains(client.get(event.plain_url), event.register_url)
    client.post(event.register_url, form())
    assert not Registration.objects.exists()


# --- As a person does it ------------------------------------------------------------


def test_a_person_signs_up_and_is_told_by_mail(client):
    event = make_meetup(remote_link="https://tapaaminen.example/x")
    assertContains(client.get(event.plain_url), event.register_url)
    response = client.post(event.register_url, form())

    assertRedirects(response, f"{event.register_url}?sent=1")
    row = Registration.objects.get()
    assert (row.name, row.language) == ("Pirjo Niemi", "fi")
    assert subjects_to("pirjo") == ["Vahvista tulosi: Tapaaminen"]
    assert not row.is_confirmed

    client.post(link_path(row), {"do": "confirm"})
    assert subjects_to("pirjo")[1:] == ["Sinulla on paikka: Tapaaminen"]
    text, file = parts_of(OutboxMail.objects.order_by("pk").last())
    assert f"UID:event-{event.uid}@mentorit" in file
    assert "tapaaminen.example" not in text


def test_e20_what_is_answered_does_not_tell_who_is_known(client):
    event = make_meetup()
    first = client.post(event.register_url, form())
    client.post(link_path(Registration.objects.get()), {"do": "confirm"})
    second = client.post(event.register_url, form(name="Pirjo N"))

    assert (first.status_code, first.url) == (second.status_code, second.url)
    row = Registration.objects.get()
    assert row.name == "Pirjo Niemi"
    assert event.registrations.with_place().seats() == 1
    assert subjects_to("pirjo")[2:] == ["Olet jo ilmoittautunut: Tapaaminen"]


def test_a_program_in_the_trap_is_told_the_same(client):
    event = make_meetup()
    response = client.post(event.register_url, form(website="spam"))

    assert response.status_code == 302
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "P\x00"}, "name"),
        ({"email": "pirjo"}, "email"),
        ({"email": "😀"}, "email"),
        ({"email": "x" * 300 + "@esimerkki.example"}, "email"),
        ({"consent": ""}, "consent"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, fields, wrong):
    event = make_meetup()
    response = client.post(event.register_url, form(**fields))

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [wrong]
    assertContains(response, "Virhe:")
    if wrong != "email":
        assertContains(response, "pirjo@esimerkki.example")
    assert not Registration.objects.exists()


def test_one_network_does_not_take_all_places(client):
    event = make_meetup(capacity=50)
    for number in range(31):
        email = f"{number}@esimerkki.example"
        response = client.post(event.register_url, form(email=email))

    assert response.status_code == 200
    assert Registration.objects.count() == 30


def test_a_full_event_offers_the_waiting_list(client):
    event = make_meetup(capacity=1)
    page = make_event_page(event)
    client.get(page.url)
    sign_up(event)

    assertContains(client.get(page.url), "Liity jonoon")
    assertContains(client.get(event.register_url), "Liity jonoon")


@pytest.mark.parametrize(("capacity", "is_seen"), [(2, True), (None, False)])
def test_who_comes_renews_pages_only_where_they_tell_of_places(capacity, is_seen):
    event = make_meetup(capacity=capacity)
    stamps = [current_stamp()]
    row = sign_up(event)
    stamps.append(current_stamp())
    registration.cancel(row, at=NOON)
    stamps.append(current_stamp())

    assert (stamps[0] < stamps[1] < stamps[2]) is is_seen
    assert (stamps[0] == stamps[2]) is not is_seen


def test_the_page_closes_when_the_event_begins(client, noon):
    event = make_meetup(day=date(2026, 12, 10))
    noon.move_to(datetime(2026, 12, 10, 15, 59, 50, tzinfo=UTC))
    assertContains(client.get(event.plain_url), event.register_url)
    noon.move_to(datetime(2026, 12, 10, 16, 0, 1, tzinfo=UTC))
    assertNotContains(client.get(event.plain_url), event.register_url)


# --- The link in the mail -------------------------------------------------------------


def test_e27_the_link_shows_and_only_a_post_cancels():
    event = make_meetup(capacity=1)
    sign_up(event)
    waiting = sign_up(event, "Timo")
    browser = Client(enforce_csrf_checks=True, headers={"origin": "null"})
    path = link_path(waiting)
    shown = browser.get(path)

    assertContains(shown, "1")
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in shown.headers["Cache-Control"]
    waiting.refresh_from_db()
    assert waiting.cancelled_at is None

    assert browser.post(path, {"do": "cancel"}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.cancelled_at is not None
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize("token", ["x", "1", "MQ:1xVvth:sd0X6RUEFMGyBMOhmTz0HhqYgYej"])
def test_a_false_link_leads_nowhere(client, token):
    make_meetup()
    path = link_path(sign_up(make_meetup()))
    false = path.replace(path.split("/")[-2], token)

    assert client.get(false).status_code == 404
    assert client.post(false).status_code == 404


def test_the_link_ends_with_the_event(client, noon):
    row = sign_up(make_meetup())
    noon.move_to(datetime(2027, 10, 14, 16, 29, tzinfo=UTC))
    assert client.get(link_path(row)).status_code == 200
    noon.move_to(datetime(2027, 10, 14, 16, 30, 1, tzinfo=UTC))

    assert client.get(link_path(row)).status_code == 404
    assert client.post(link_path(row)).status_code == 404
    row.refresh_from_db()
    assert row.cancelled_at is None


# --- What else moves people ----------------------------------------------------------


def test_who_would_have_come_is_told_that_the_event_is_cancelled():
    event = make_meetup()
    sign_up(event)
    cancelling.cancel(event, {"fi": "Puhuja sairastui."}, at=NOON)
    assert subjects_to("pirjo")[-1] == "Peruttu: Tapaaminen"

    cancelling.hold_after_all(event, at=NOON)
    assert subjects_to("pirjo")[-1] == "Sinulla on paikka: Tapaaminen"


def test_who_waited_is_told_too_that_the_event_is_held_after_all():
    event = make_meetup(capacity=1)
    sign_up(event)
    sign_up(event, "Timo")
    cancelling.cancel(event, {"fi": "Puhuja sairastui."}, at=NOON)
    cancelling.hold_after_all(event, at=NOON)
    cancelling.hold_after_all(event, at=NOON)

    assert subjects_to("timo") == [
        "Olet jonossa: Tapaaminen",
        "Peruttu: Tapaaminen",
        "Olet jonossa: Tapaaminen",
    ]
    assert subjects_to("pirjo")[2:] == ["Sinulla on paikka: Tapaaminen"]


@pytest.fixture
def editor(client, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(make_user("t@esimerkki.example", "editor"))
    return client


def edit(editor, event, **fields):
    """Save the admin's form of an event, with these fields changed, having looked."""
    written = {
        "name_fi": "Tapaaminen", "kind": "other", "start_day": "2027-10-14",
        "start_time": "18.00", "end_time": "19.30", "is_remote": "on",
        "capacity": event.capacity, "takes_registrations": "on",
        "published_at": "1.1.2020 2.00", **TAKING_PART,
    }  # fmt: skip
    path, data = f"/admin/event/edit/{event.event_id}/", {**written, **fields}
    seen = editor.post(path, data)
    if not seen.context or "plan" not in seen.context:
        return seen
    return editor.post(path, {**data, "plan": seen.context["plan"].mark})


def test_e19_more_room_is_told_to_those_who_wait(editor):
    event = make_meetup(capacity=1)
    sign_up(event)
    sign_up(event, "Timo")
    edit(editor, event, capacity=2)

    assert Occurrence.objects.get().capacity == 2
    assert subjects_to("timo")[-1] == "Sinulla on paikka: Tapaaminen"


@pytest.mark.parametrize(
    "moved",
    [
        {"start_time": "17.00"},
        {"end_time": "20.00"},
        {"start_day": "2027-10-21"},
        {"place": "Kuopion pääkirjasto"},
        {"place": "Kuopion pääkirjasto", "address": "Maaherrankatu 12"},
        {"place": "Kuopion pääkirjasto", "is_remote": ""},
    ],
)
def test_a_move_is_told_once_to_all_who_come_or_wait(editor, moved):
    event = make_meetup(capacity=1, remote_link="https://tapaaminen.example/x")
    sign_up(event)
    sign_up(event, "Timo", language="sv")
    link = {"remote_link": "https://tapaaminen.example/x"}
    edit(editor, event, **link, **moved)
    edit(editor, event, **link, **moved)  # a second time nothing moves

    assert subjects_to("pirjo")[1:] == ["Aika tai paikka muuttui: Tapaaminen"]
    assert subjects_to("timo")[1:] == ["Ny tid eller plats: Tapaaminen"]
    keys = set(OutboxMail.objects.values_list("key", flat=True))
    assert {f"{row.mail_key}-moved-1" for row in Registration.objects.all()} < keys


def test_e22_a_mail_of_a_move_says_what_holds_now(editor):
    event = make_meetup(capacity=1, remote_link="https://tapaaminen.example/x")
    sign_up(event)
    sign_up(event, "Timo")
    edit(editor, event, start_time="17.15", remote_link="https://tapaaminen.example/x")
    for_pirjo, for_timo = map(parts_of, OutboxMail.objects.order_by("-pk")[:2][::-1])

    assert "17.15" in for_pirjo[0]
    assert "SEQUENCE:1" in for_pirjo[1]
    assert "DTSTART:20271014T141500Z" in for_pirjo[1]
    assert f"UID:event-{event.uid}@mentorit" in for_pirjo[1]
    assert "Paikkasi on edelleen sinun." in for_pirjo[0]
    assert "17.15" in for_timo[0]
    assert "Olet yhä jonossa." in for_timo[0]
    assert not for_timo[1]


def test_what_is_no_move_is_told_to_nobody(editor):
    event = make_meetup()
    sign_up(event)
    edit(editor, event, name_fi="Iltatapaaminen")

    assert Occurrence.objects.get().name_fi == "Iltatapaaminen"
    assert len(mails()) == 1


def test_who_gets_a_place_with_the_move_hears_both(editor):
    event = make_meetup(capacity=1)
    sign_up(event)
    sign_up(event, "Timo")
    edit(editor, event, capacity=2, start_time="17.00")

    assert subjects_to("timo")[1:] == [
        "Sinulla on paikka: Tapaaminen",
        "Aika tai paikka muuttui: Tapaaminen",
    ]
    assert (
        "Paikkasi on edelleen sinun."
        in parts_of(OutboxMail.objects.order_by("pk").last())[0]
    )


def test_e18_a_place_that_was_promised_is_not_taken_back_by_a_number(editor):
    event = make_meetup(capacity=3)
    for name in ("Pirjo", "Hannele"):
        sign_up(event, name)
    response = edit(editor, event, capacity=1)

    assert response.context["form"].errors == {
        "capacity": ["2 ihmiselle on jo luvattu paikka. Kirjoita vähintään se määrä."]
    }
    assert Occurrence.objects.get().capacity == 3
    edit(editor, event, capacity=2)
    assert Occurrence.objects.get().capacity == 2


def test_editors_see_who_comes_and_change_nothing(client, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    event = make_meetup(capacity=1)
    sign_up(event)
    sign_up(event, "Timo")
    client.force_login(make_user("t@esimerkki.example", "editor"))
    listing = client.get("/admin/registration/")

    assertContains(listing, "pirjo@esimerkki.example")
    assertContains(listing, "Jonossa, sijalla 1")
    assert client.get("/admin/registration/new/").status_code == 404


def test_who_came_is_forgotten_a_year_after_the_event():
    sign_up(make_meetup())
    day = datetime(2028, 10, 14, 4, tzinfo=UTC)

    retention.run(day - timedelta(days=1))
    assert Registration.objects.exists()
    retention.run(day + timedelta(days=1))
    assert not Registration.objects.exists()
    assert not mail.outbox
