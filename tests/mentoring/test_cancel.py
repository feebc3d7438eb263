from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import OutboxMail
from mentoring import booking, cancel_links
from mentoring.booking import BookingError, Mentee
from mentoring.models import FreeTime, Session
from tests.support.mentoring import invitation, make_free_time


@pytest.fixture
def session(free_time, mentee):
    return booking.book(free_time, Mentee.of(mentee), at=timezone.now())


@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_b14_either_side_cancels_and_both_calendars_are_told(client, session, side):
    user = session.mentor.user if side == "mentor" else session.mentee
    client.force_login(user)
    OutboxMail.objects.all().delete()

    client.post(f"/tapaamiset/{session.pk}/peru/", {"why": "Olen kuumeessa"})

    session.refresh_from_db()
    assert session.is_cancelled
    assert session.cancelled_by_mentor == (side == "mentor")
    mails = OutboxMail.objects.all()
    assert {m.to for m in mails} == {session.mentor.user.email, session.mentee.email}
    for mail in mails:
        event = invitation(mail)
        assert (event["x-method"], event["STATUS"]) == ("CANCEL", "CANCELLED")
        assert (event["UID"], event["SEQUENCE"]) == (session.uid, 1)
        assert event["ATTENDEE"] == f"mailto:{mail.to}"
        assert event["ORGANIZER"] == "mailto:mentorit@esimerkki.example"


def test_the_time_is_free_again_when_the_mentee_cancels(session, free_time):
    booking.cancel(session, by_mentor=False, at=timezone.now())

    assert list(FreeTime.objects.bookable(timezone.now())) == [free_time]


def test_a_mentor_who_cannot_come_is_not_offered_to_the_next_one(session):
    booking.cancel(session, by_mentor=True, at=timezone.now())

    assert not FreeTime.objects.bookable(timezone.now()).exists()


def test_cancelling_twice_tells_nobody_twice(session):
    for _time in range(2):
        booking.cancel(session, by_mentor=False, at=timezone.now())

    assert OutboxMail.objects.filter(key__contains="cancelled").count() == 2
    session.refresh_from_db()
    assert session.sequence == 1


def test_looking_at_the_cancel_address_cancels_nothing(client, session):
    client.force_login(session.mentee)

    assert client.get(f"/tapaamiset/{session.pk}/peru/").status_code == 405
    session.refresh_from_db()
    assert not session.is_cancelled


def test_a_third_person_gets_404_for_a_session_of_others(client, session, stranger):
    client.force_login(stranger)

    for path in ("", "peru/", "kalenteri.ics"):
        response = client.post if path == "peru/" else client.get
        assert response(f"/tapaamiset/{session.pk}/{path}").status_code == 404
    session.refresh_from_db()
    assert not session.is_cancelled


def link(session: Session) -> str:
    return f"/tapaamiset/peru/{cancel_links.cancel_token(session)}/"


def test_b16_a_mail_scanner_that_opens_the_link_cancels_nothing(client, session):
    for ask in (client.get, client.head):
        assert ask(link(session)).status_code == 200

    session.refresh_from_db()
    assert not session.is_cancelled


def test_the_mentee_cancels_by_the_link_in_the_mail_without_signing_in(client, session):
    response = client.post(link(session), {"why": ""}, follow=True)

    session.refresh_from_db()
    assert session.is_cancelled
    assert not session.cancelled_by_mentor
    assert "Peruttu" in response.content.decode()


def test_the_link_is_not_told_to_other_sites(client, session):
    assert client.get(link(session)).headers["Referrer-Policy"] == "no-referrer"


def test_b15_the_old_link_after_cancelling_shows_that_it_is_cancelled(client, session):
    booking.cancel(session, by_mentor=True, at=timezone.now())

    response = client.get(link(session))

    assert "Peruttu" in response.content.decode()
    assert client.post(link(session)).status_code == 302
    session.refresh_from_db()
    assert session.sequence == 1


@pytest.mark.parametrize("token", ["x", "MQ:1abc:def", "\u00e4"])
def test_b17_a_false_link_gets_404(client, session, token):
    assert client.get(f"/tapaamiset/peru/{token}/").status_code == 404


def test_b17_a_link_of_another_purpose_cancels_nothing(client, session):
    from django.core import signing

    token = signing.dumps(str(session.pk), salt="membership.confirm")

    assert client.post(f"/tapaamiset/peru/{token}/").status_code == 404


def test_b17_a_link_of_one_session_does_not_cancel_another(client, session, mentee):
    other = booking.book(
        make_free_time(session.mentor, session.starts_at + timedelta(days=1)),
        Mentee.of(mentee),
        at=timezone.now(),
    )

    client.post(link(session))

    other.refresh_from_db()
    assert not other.is_cancelled


def test_the_link_ends_with_the_session(client, session):
    address = link(session)
    with time_machine.travel(session.ends_at, tick=False):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


def test_the_link_works_without_a_cookie_and_from_browsers_that_tell_no_origin(
    session,
):
    client = Client(enforce_csrf_checks=True)

    response = client.post(link(session), headers={"origin": "null"})

    assert response.status_code == 302
    session.refresh_from_db()
    assert session.is_cancelled


def test_the_page_of_the_link_has_no_address_of_anybody(client, session):
    page = client.get(link(session)).content.decode()

    assert session.mentee_email not in page
    assert session.mentor.user.email not in page


@pytest.mark.parametrize(
    ("why", "sentence"),
    [("x" * 501, "Lyhennä"), ("nolla\x00tavu", "merkki")],
    ids=["long", "NUL"],
)
def test_a_reason_that_cannot_be_kept_is_refused_with_a_sentence(
    client, session, why, sentence
):
    client.force_login(session.mentee)

    for path in (f"/tapaamiset/{session.pk}/peru/", link(session)):
        response = client.post(path, {"why": why})

        assert response.status_code == 200
        assert sentence in response.content.decode()
    session.refresh_from_db()
    assert not session.is_cancelled


def test_the_reason_is_told_to_the_other_as_it_was_written(client, session):
    why = "<b>Kuumetta</b> 😀 & nuha"
    client.force_login(session.mentee)

    client.post(f"/tapaamiset/{session.pk}/peru/", {"why": why})

    mail = OutboxMail.objects.get(
        to=session.mentor.user.email, key__contains="cancelled"
    )
    message = message_from_bytes(bytes(mail.content), policy=default)
    bodies = {
        kind: message.get_body(preferencelist=(kind,)).get_content()
        for kind in ("plain", "html")
    }
    assert why in bodies["plain"]
    assert "&lt;b&gt;Kuumetta&lt;/b&gt;" in bodies["html"]


def test_a_session_that_is_over_cannot_be_cancelled(session):
    with pytest.raises(BookingError):
        booking.cancel(
            session, by_mentor=True, at=session.ends_at + timedelta(seconds=1)
        )


def test_where_to_book_again_is_never_a_page_that_is_not_there(client, session):
    booking.cancel(session, by_mentor=False, at=timezone.now())
    client.force_login(session.mentee)
    path = f"/tapaamiset/{session.pk}/"
    assert (
        f'href="{session.mentor.get_absolute_url()}"'
        in client.get(path).content.decode()
    )

    session.mentor.consented_at = None
    session.mentor.save()

    page = client.get(path).content.decode()
    assert f'href="{session.mentor.get_absolute_url()}"' not in page
    assert 'class="btn btn--next" href="/mentorit/"' in page
