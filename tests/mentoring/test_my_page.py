from datetime import timedelta

from django.utils import timezone

from accounts import retention
from accounts.personal_data import undeclared
from mentoring import booking
from mentoring.booking import Mentee
from mentoring.models import FreeTime, Session
from tests.support.mentoring import make_free_time, make_mentor
from tests.support.queries import queries_of


def text(client) -> str:
    return " ".join(client.get("/oma-sivu/").content.decode().split())


def booked(mentor, mentee, *, days: int = 1) -> Session:
    start = (timezone.now() + timedelta(days=days)).replace(second=0, microsecond=0)
    return booking.book(
        make_free_time(mentor, start), Mentee.of(mentee), at=timezone.now()
    )


def test_the_session_of_the_coming_days_is_the_next_step_of_both(
    client, mentor, mentee
):
    session = booked(mentor, mentee)

    for user, other in ((mentee, mentor.name), (mentor.user, session.mentee_name)):
        client.force_login(user)
        page = text(client)
        assert f'<h2 id="next-step-title">Tapaaminen: {other}</h2>' in page
        assert f'href="/tapaamiset/{session.pk}/"' in page


def test_a_mentor_without_free_times_is_asked_to_offer_some(client, mentor):
    client.force_login(mentor.user)

    assert "Tarjoa aikoja tapaamisille" in text(client)


def test_a_mentor_on_leave_is_asked_for_nothing(client, mentor):
    mentor.leave_from = timezone.localdate()
    mentor.save()
    client.force_login(mentor.user)

    assert "Tarjoa aikoja tapaamisille" not in text(client)


def test_without_sessions_the_page_tells_where_to_find_a_mentor(client, mentee):
    client.force_login(mentee)

    page = text(client)

    assert "Tapaamisia ei ole varattu." in page
    assert 'href="/mentorit/"' in page


def test_what_was_held_and_what_was_cancelled_can_be_looked_up(client, mentor, mentee):
    held, cancelled = booked(mentor, mentee), booked(mentor, mentee, days=2)
    booking.cancel(cancelled, by_mentor=False, at=timezone.now())
    ago = timedelta(days=9)
    Session.objects.filter(pk=held.pk).update(
        starts_at=held.starts_at - ago, ends_at=held.ends_at - ago
    )
    client.force_login(mentee)

    page = text(client)

    assert "Aiemmat tapaamiset" in page
    assert "Pidetty" in page
    assert "Peruttu" in page


def test_a_third_person_sees_nothing_of_others_sessions(
    client, mentor, mentee, stranger
):
    session = booked(mentor, mentee)
    client.force_login(stranger)

    page = text(client)

    assert str(session.pk) not in page
    assert mentor.name not in page
    assert session.mentee_name not in page


def test_the_page_costs_the_same_queries_for_many_sessions_as_for_one(
    client, mentor, mentee
):
    booked(mentor, mentee)
    client.force_login(mentee)
    client.get("/oma-sivu/")
    for_one = queries_of(lambda: client.get("/oma-sivu/"))
    for days in range(2, 12):
        booked(make_mentor(), mentee, days=days)

    assert queries_of(lambda: client.get("/oma-sivu/")) == for_one


def test_times_are_shown_in_the_persons_own_language(client, mentor, mentee):
    session = booked(mentor, mentee)
    client.force_login(mentee)

    page = client.get(f"/sv/moten/{session.pk}/").content.decode()

    assert "kl.\u00a0" in page
    assert "klo" not in page


def test_all_models_of_mentoring_are_in_the_registry_of_personal_data(db):
    assert [line for line in undeclared() if line.startswith("mentoring.")] == []


def test_what_is_two_years_old_is_forgotten(mentor, mentee):
    booked(mentor, mentee)
    soon = timezone.now() + timedelta(days=700)
    later = timezone.now() + timedelta(days=740)

    retention.run(soon)
    assert Session.objects.count() == 1
    retention.run(later)
    assert not Session.objects.exists()
    assert not FreeTime.objects.exists()
