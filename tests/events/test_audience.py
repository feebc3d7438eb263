"""Whom an event is for: only what is for everybody is public."""

from datetime import timedelta

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from events.models import Event, LastRemoval, Occurrence
from tests.events.test_admin import EVENTS, editor, form, save
from tests.support.accounts import make_user
from tests.support.events import make_event, make_event_page, make_occurrence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

__all__ = ["editor"]

PUBLIC = ["/kalenteri/", "/calendar/events.ics", "/calendar/all.ics", "/tapahtumat/"]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (None, {"everybody"}),
        ("treasurer", {"everybody"}),
        ("member", {"everybody", "members"}),
        ("mentor", {"everybody", "members", "mentors"}),
        ("board", {"everybody", "members", "mentors", "board"}),
        ("editor", {"everybody", "members", "mentors", "board"}),
    ],
)
def test_each_sees_what_is_for_their_role(client, role, seen):
    if role:
        client.force_login(make_user("a@esimerkki.example", role))
    found = set()
    for audience in Event.Audience.values:
        event = make_occurrence(audience=audience)
        if client.get(event.plain_url).status_code == 200:
            found.add(audience)
        assert client.get(event.ics_url).status_code == (
            200 if audience in seen else 404
        )

    assert found == seen


def test_what_is_for_members_alone_is_on_no_public_page_and_in_no_public_feed(client):
    make_event_page(make_event("Jäsenilta", audience="members"))
    make_event("Avoin ilta")

    for path in PUBLIC:
        assertNotContains(client.get(path), "Jäsenilta")
    assertContains(client.get("/kalenteri/"), "Avoin ilta")


def test_what_a_member_sees_is_kept_for_nobody_else(client):
    event = make_occurrence("Jäsenilta", audience="members")
    page = make_event_page(make_event("Jäsenpäivä", audience="members"))
    client.force_login(make_user("a@esimerkki.example", "member"))
    for path in (event.plain_url, page.url):
        assertContains(client.get(path), "Jäsen")
        assertContains(client.get(path), "Kenelle")

    client.logout()
    for path in (event.plain_url, page.url):
        assert client.get(path).status_code == 404


def test_an_event_that_is_no_longer_for_everybody_has_left_the_feed(editor):
    event = make_event(is_remote=True)
    save(editor, f"{EVENTS}edit/{event.pk}/", form(is_remote="on", audience="members"))

    assert LastRemoval.latest() is not None
    assertNotContains(editor.get("/calendar/events.ics"), "Mentorikahvit")


def test_the_list_is_narrowed_by_audience(editor):
    make_event("Hallituksen ilta", audience="board")
    make_event("Kaikille")
    found = editor.get(f"{EVENTS}?audience=board").context["object_list"]

    assert [event.name_fi for event in found] == ["Hallituksen ilta"]


def test_who_holds_it_is_told(client):
    event = make_occurrence(organiser="Kuopion vanhemmat", co_organisers="Kaupunki")

    assertContains(client.get(event.plain_url), "Kuopion vanhemmat, Kaupunki")


def test_the_online_address_is_told_from_the_set_time_on():
    occurrence = make_occurrence(remote_link="https://x.example/", remote_link_from=60)
    hour = occurrence.starts_at - timedelta(hours=1)

    assert occurrence.shows_remote_link(hour)
    assert not occurrence.shows_remote_link(hour - timedelta(seconds=1))
    cancelled = Occurrence(event=occurrence.event, cancelled_at=hour)
    for name in Event.TIMES:
        setattr(cancelled, name, getattr(occurrence, name))
    assert not cancelled.shows_remote_link(hour)
