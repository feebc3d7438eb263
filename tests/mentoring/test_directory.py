from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mentoring import booking
from mentoring.booking import BookingError, Mentee
from tests.support.mentoring import (
    make_free_time,
    make_mentor,
    make_person,
    make_photo,
    make_topic,
)
from tests.support.queries import queries_of


def names(response) -> list[str]:
    return [mentor.name for mentor in response.context["page"]]


def test_mentors_are_listed_in_the_order_of_the_alphabet(client, db):
    for name in ("Öhman Ulla", "Aalto Samira", "Äijälä Aino"):
        make_mentor(name=name)

    response = client.get("/mentorit/")

    assert names(response) == ["Aalto Samira", "Äijälä Aino", "Öhman Ulla"]


def test_who_has_not_agreed_to_be_shown_is_not_shown(client, db):
    make_mentor(consented_at=None, slug="piilossa")

    assert names(client.get("/mentorit/")) == []
    assert client.get("/mentorit/piilossa/").status_code == 404


def test_a_mentor_whose_sign_in_is_inactive_is_nowhere_and_not_bookable(
    client, mentor, free_time, mentee
):
    profile = mentor.get_absolute_url()
    assert client.get(profile).status_code == 200
    assert mentor.name in client.get("/").text
    mentor.user.is_active = False
    mentor.user.save()  # the kept pages know at once

    assert names(client.get("/mentorit/")) == []
    assert client.get(profile).status_code == 404
    assert mentor.name not in client.get("/").text
    assert not mentor.is_shown(timezone.localdate())
    with pytest.raises(BookingError):
        booking.book(free_time, Mentee.of(mentee), at=timezone.now())


def test_many_sign_ins_made_inactive_at_once_take_their_cards_along(
    client, mentor, settings
):
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    assert client.get(mentor.get_absolute_url()).status_code == 200
    admin = Client()
    admin.force_login(make_person(is_superuser=True))
    path = "/admin/bulk/accounts/user/set_active_state/"
    admin.post(f"{path}?id={mentor.user_id}", {"mark_as_active": "False"})

    mentor.user.refresh_from_db()
    assert not mentor.user.is_active
    assert client.get(mentor.get_absolute_url()).status_code == 404


def test_a_mentor_on_leave_is_not_shown_until_the_leave_is_over(client, mentor):
    today = timezone.localdate()
    mentor.leave_from, mentor.leave_until = today - timedelta(days=2), today
    mentor.save()
    assert names(client.get("/mentorit/")) == []

    mentor.leave_until = today - timedelta(days=1)
    mentor.save()
    assert names(client.get("/mentorit/")) == [mentor.name]


def test_the_list_is_narrowed_by_topic_language_and_way_of_meeting(client, mentor):
    topic = make_topic("Viestintä")
    other = make_mentor(speaks_sv=True, meets_on_site=True, area="Vaasa")
    other.topics.add(topic)

    for query in (f"topic={topic.slug}", "language=sv", "how=on_site"):
        assert names(client.get(f"/mentorit/?{query}")) == [other.name]


@pytest.mark.parametrize(
    "query",
    ["topic=ei-ole", "topic=%00", "language=xx", "how=%00", "p=999", "p=x", "p=%00"],
)
def test_a_wrong_query_narrows_nothing_and_breaks_nothing(client, mentor, query):
    assert names(client.get(f"/mentorit/?{query}")) == [mentor.name]


def test_the_list_tells_the_next_free_time(client, mentor, free_time):
    make_free_time(mentor, free_time.starts_at + timedelta(days=1))

    (shown,) = client.get("/mentorit/").context["page"]

    assert shown.next_time == free_time.starts_at


def test_an_empty_list_says_what_will_be_there(client, db):
    assert "Mentorit näkyvät täällä" in client.get("/mentorit/").content.decode()


def test_the_list_costs_the_same_queries_for_fifteen_mentors_as_for_one(
    client, db, tmp_path, settings
):
    settings.MEDIA_ROOT = tmp_path

    def add_mentor():
        mentor = make_mentor(photo=make_photo())
        mentor.topics.add(make_topic())
        make_free_time(mentor)

    add_mentor()
    for_one = queries_of(lambda: client.get("/mentorit/"))
    for _ in range(14):
        add_mentor()

    assert queries_of(lambda: client.get("/mentorit/")) == for_one <= MOST_QUERIES


def test_a_mentors_page_costs_the_same_queries_for_many_times_as_for_one(
    client, mentor, free_time
):
    address = mentor.get_absolute_url()
    for_one = queries_of(lambda: client.get(address))
    for hours in range(14):
        make_free_time(mentor, free_time.ends_at + timedelta(hours=hours))

    assert queries_of(lambda: client.get(address)) == for_one <= MOST_QUERIES


MOST_QUERIES = 20  # with those of the page around


def test_the_second_page_has_the_rest(client, db):
    for number in range(21):
        make_mentor(name=f"Mentori {number:02}")

    first, second = (client.get(f"/mentorit/?p={number}") for number in (1, 2))

    assert len(names(first)) == 20
    assert names(second) == ["Mentori 20"]
    assert 'href="?p=2"' in first.content.decode()


def test_what_one_stranger_asked_for_is_not_in_the_page_of_another(client, mentor):
    first = client.get("/mentorit/?salaisuus=kahvi&topic=&how=remote")
    second = Client().get("/mentorit/?how=remote&topic=")

    assert first.status_code == 200
    assert "kahvi" not in second.content.decode()


def test_the_remote_link_is_not_on_the_public_page(client, mentor, free_time):
    page = client.get(mentor.get_absolute_url()).content.decode()

    assert mentor.name in page
    assert mentor.remote_link not in page
