from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mentoring import booking
from mentoring.booking import Mentee
from mentoring.models import Mentor, Session
from tests.support.accounts import make_administrator, make_user
from tests.support.mentoring import (
    make_free_time,
    make_mentor,
    make_person,
    make_topic,
)
from tests.support.queries import queries_of

LISTS = ["mentors", "sessions", "free-times", "topics"]


@pytest.fixture
def coordinator(client, db, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    user = make_user("koordinaattori@esimerkki.example", "coordinator")
    client.force_login(user)
    return user


def a_session(number: int = 0, **fields) -> Session:
    mentor = make_mentor()
    mentor.topics.add(make_topic(f"Aihe {number}"))
    now = timezone.now()
    make_free_time(mentor, now + timedelta(days=99))
    time = make_free_time(mentor, now + timedelta(days=number + 1))
    return booking.book(time, Mentee.of(make_person(**fields)), at=now)


@pytest.mark.parametrize("name", LISTS)
def test_the_coordinator_sees_every_list_of_mentoring(client, coordinator, name):
    session = a_session()

    empty = Client()
    page = client.get(f"/admin/{name}/")

    assert page.status_code == 200
    assert empty.get(f"/admin/{name}/").status_code == 302
    if name != "topics":
        assert session.mentor.name in page.content.decode()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("mentors", "Lisää ensimmäinen"),
        ("sessions", "kun joku varaa"),
        ("free-times", "omalla sivullaan"),
    ],
)
def test_an_empty_list_says_how_something_gets_there(
    client, coordinator, name, sentence
):
    assert sentence in client.get(f"/admin/{name}/").content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_queries_for_twenty_rows_as_for_one(
    client, coordinator, name
):
    a_session()
    client.get(f"/admin/{name}/")
    for_one = queries_of(lambda: client.get(f"/admin/{name}/"))
    for number in range(1, 20):
        a_session(number)

    assert queries_of(lambda: client.get(f"/admin/{name}/")) == for_one <= 30


def test_sessions_are_found_by_either_name_in_any_case(client, coordinator):
    session = a_session(first_name="Äijö", last_name="Öhman")
    a_session(1)

    for words in ("ÄIJÖ", "öhman", session.mentor.name.upper()):
        page = client.get("/admin/sessions/", {"q": words}).content.decode()
        assert "1 tapaaminen" in page or page.count("/admin/sessions/inspect/") == 1


@pytest.mark.parametrize("words", ["\x00", " ", "'", "%", "x" * 5000])
@pytest.mark.parametrize("name", LISTS)
def test_strange_words_are_looked_for_without_harm(client, coordinator, name, words):
    a_session()

    assert client.get(f"/admin/{name}/", {"q": words}).status_code == 200


def test_the_coordinator_reads_nothing_of_what_is_talked_about(client, coordinator):
    session = a_session()
    session.wish, session.cancelled_why = "Salainen asia", "Salainen syy"
    session.save()

    for path in ("", f"inspect/{session.pk}/", "?export=csv"):
        response = client.get(f"/admin/sessions/{path}")
        content = b"".join(response) if response.streaming else response.content
        assert response.status_code == 200
        assert "Salainen" not in content.decode()


@pytest.mark.parametrize("name", ["sessions", "free-times"])
@pytest.mark.parametrize("what", ["new/", "edit/{}/", "delete/{}/"])
def test_nobody_writes_sessions_or_free_times_in_the_admin(
    client, coordinator, name, what
):
    session = a_session()
    pk = session.pk if name == "sessions" else session.mentor.free_times.first().pk

    assert client.post(f"/admin/{name}/{what.format(pk)}").status_code == 404
    assert Session.objects.get() == session


def mentor_form(mentor: Mentor, **changes) -> dict[str, object]:
    return {
        "name": mentor.name, "slug": mentor.slug, "user": mentor.user_id,
        "speaks_fi": "on", "area": mentor.area, "meets_remotely": "on",
        "introduction": mentor.introduction, "remote_link": mentor.remote_link,
        "portrait": mentor.portrait,
        "consented_at": timezone.localtime().strftime("%d.%m.%Y %H.%M"),
        **changes,
    }  # fmt: skip


def test_a_mentor_whose_topics_change_in_the_admin_is_shown_so_at_once(
    client, coordinator, mentor
):
    topic = make_topic("Viestintä")
    stranger = Client()
    assert "badge--ice" not in stranger.get(mentor.get_absolute_url()).content.decode()

    response = client.post(
        f"/admin/mentors/edit/{mentor.pk}/", mentor_form(mentor, topics=[topic.pk])
    )

    assert response.status_code == 302
    assert "Viestintä" in stranger.get(mentor.get_absolute_url()).content.decode()


def test_a_card_whose_consent_is_taken_back_is_gone_at_once(
    client, coordinator, mentor
):
    stranger = Client()
    assert stranger.get(mentor.get_absolute_url()).status_code == 200

    client.post(
        f"/admin/mentors/edit/{mentor.pk}/", mentor_form(mentor, consented_at="")
    )

    assert stranger.get(mentor.get_absolute_url()).status_code == 404
    assert mentor.name not in stranger.get("/mentorit/").content.decode()


def test_a_leave_that_ends_before_it_starts_is_refused_with_a_sentence(
    client, coordinator, mentor
):
    form = mentor_form(mentor, leave_from="2.12.2026", leave_until="1.12.2026")

    page = client.post(f"/admin/mentors/edit/{mentor.pk}/", form).content.decode()

    assert "Tauon täytyy päättyä vasta alkamisensa jälkeen." in page


@pytest.mark.parametrize("role", ["editor", "treasurer", "mentor", "member"])
@pytest.mark.parametrize("name", LISTS)
def test_other_roles_do_not_see_mentoring_in_the_admin(
    client, db, settings, role, name
):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    client.force_login(make_user("toinen@esimerkki.example", role))

    response = client.get(f"/admin/{name}/")

    assert response.status_code in {302, 403, 404}


def test_a_mentor_with_sessions_is_not_deleted_and_the_administrator_told_what_to_do(
    client, db, settings
):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    session = a_session()
    client.force_login(make_administrator())

    page = client.post(f"/admin/mentors/delete/{session.mentor.pk}/", follow=True)

    assert "Poista sen sijaan suostumus" in page.content.decode()
    assert Mentor.objects.filter(pk=session.mentor.pk).exists()


def test_a_person_who_mentors_cannot_be_deleted_by_mistake(client, db, settings):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    session = a_session()
    client.force_login(make_administrator())

    for user in (session.mentor.user, session.mentee):
        address = reverse("wagtailusers_users:delete", args=[user.pk])
        assert client.post(address).status_code in {200, 302}

    assert Mentor.objects.filter(pk=session.mentor.pk).exists()
    session.refresh_from_db()
    assert session.mentee is None
    assert session.mentee_name


def test_who_cannot_be_booked_waits_for_the_coordinator(client, coordinator):
    make_free_time(make_mentor(name="Tuula Tarjoaja"))
    make_mentor(name="Aino Ajaton")

    front = client.get("/admin/").text
    shown = client.get(reverse("mentors:index"), {"without_times": "true"}).text

    assert f"{reverse('mentors:index')}?without_times=true" in front
    assert "Aino Ajaton" in shown
    assert "Tuula Tarjoaja" not in shown
