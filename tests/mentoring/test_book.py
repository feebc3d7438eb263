from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import OutboxMail
from mentoring import booking
from mentoring.booking import BookingError, Mentee
from mentoring.models import FreeTime, Session, SessionQuarter
from tests.support.mentoring import (
    invitation,
    make_free_time,
    make_mentor,
    make_person,
    parts,
)

URL = "/mentorit/tuula-rantanen/varaa/"


def test_a_mentee_books_a_free_time(client, free_time, mentee):
    client.force_login(mentee)

    response = client.post(URL, {"time": free_time.pk, "wish": "Hallituksen valinta"})

    session = Session.objects.get()
    assert (session.mentee, session.wish) == (mentee, "Hallituksen valinta")
    assert (session.starts_at, session.ends_at) == (
        free_time.starts_at,
        free_time.ends_at,
    )
    assert response.headers["Location"] == f"/tapaamiset/{session.pk}/"


def test_both_get_an_invitation_that_calendars_take_in(free_time, mentee):
    session = booking.book(free_time, Mentee.of(mentee), at=timezone.now())

    mails = OutboxMail.objects.all()
    assert {mail.to for mail in mails} == {mentee.email, session.mentor.user.email}
    for mail in mails:
        event = invitation(mail)
        assert (event["x-method"], event["UID"]) == ("REQUEST", session.uid)
        assert event["SEQUENCE"] == 0
        assert event["DTSTART"].dt == session.starts_at
        assert event["ATTENDEE"] == f"mailto:{mail.to}"
        assert event["ORGANIZER"] == "mailto:mentorit@esimerkki.example"
        assert event["ORGANIZER"].params["CN"] == session.mentor.name


def test_the_invitation_is_a_named_part_of_the_mail_and_once_more_a_file(
    free_time, mentee
):
    booking.book(free_time, Mentee.of(mentee), at=timezone.now())

    for mail in OutboxMail.objects.all():
        kinds = [part.get_content_type() for part in parts(mail)]
        assert kinds == [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "text/calendar",
            "application/ics",
        ]
        *_others, calendar, file = parts(mail)
        assert calendar.get_param("method") == "REQUEST"
        assert calendar.get_content_charset() == "utf-8"
        assert file.get_filename() == "invite.ics"
        assert file.get_payload(decode=True).decode() == calendar.get_content()


def test_neither_mail_tells_the_address_of_the_other(free_time, mentee):
    session = booking.book(free_time, Mentee.of(mentee), at=timezone.now())

    for mail in OutboxMail.objects.all():
        addresses = {mentee.email, session.mentor.user.email} - {mail.to}
        for part in parts(mail):
            if not part.is_multipart():
                text = part.get_payload(decode=True).decode()
                assert not [address for address in addresses if address in text]


def test_a_stranger_is_asked_to_sign_in_and_comes_back_to_the_same_time(
    client, free_time
):
    response = client.get(URL, {"time": str(free_time.pk)})

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/kirjaudu/?next=/mentorit/")
    assert str(free_time.pk) in response.headers["Location"]


def test_looking_at_the_booking_page_books_nothing(client, free_time, mentee):
    client.force_login(mentee)

    page = client.get(URL, {"time": str(free_time.pk)}).content.decode()

    assert f'value="{free_time.pk}" checked' in " ".join(page.split()).replace(
        ' id="id_time_0"', ""
    )
    assert not Session.objects.exists()


def test_b30_a_time_that_somebody_else_took_is_refused_with_the_nearest_free_ones(
    client, mentor, free_time, mentee, stranger
):
    later = make_free_time(mentor, free_time.starts_at + timedelta(hours=1))
    booking.book(free_time, Mentee.of(stranger), at=timezone.now())
    client.force_login(mentee)

    response = client.post(URL, {"time": free_time.pk, "wish": "Säilyykö tämä?"})

    assert response.status_code == 200
    page = response.content.decode()
    assert "Joku ehti juuri varata sen ajan." in page
    assert "Säilyykö tämä?" in page
    assert str(later.pk) in page
    assert Session.objects.count() == 1


def test_a_time_that_has_passed_is_refused(free_time, mentee):
    with pytest.raises(BookingError, match="mennyt"):
        booking.book(free_time, Mentee.of(mentee), at=free_time.starts_at)


def test_a_mentor_on_leave_cannot_be_booked(client, mentor, free_time, mentee):
    mentor.leave_from = timezone.localdate()
    mentor.save()
    client.force_login(mentee)

    assert client.get(URL).status_code == 404
    with pytest.raises(BookingError):
        booking.book(free_time, Mentee.of(mentee), at=timezone.now())


def test_a_mentor_cannot_book_their_own_time_for_themselves(mentor, free_time):
    with pytest.raises(BookingError, match="oma vapaa aikasi"):
        booking.book(free_time, Mentee.of(mentor.user), at=timezone.now())


def test_the_database_itself_refuses_an_overlap(mentor, free_time, mentee):
    first = booking.book(free_time, Mentee.of(mentee), at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionQuarter.objects.create(
            session=first, mentor=mentor, starts_at=first.starts_at
        )


def test_an_overlap_of_two_different_free_times_is_refused(mentor, free_time, mentee):
    """Should one have come about: offering refuses it already."""
    overlapping = make_free_time(mentor, free_time.starts_at + timedelta(minutes=10))
    booking.book(free_time, Mentee.of(mentee), at=timezone.now())

    with pytest.raises(BookingError):
        booking.book(overlapping, Mentee.of(make_person()), at=timezone.now())


def test_pressing_twice_gives_the_same_session_and_no_second_mail(
    client, free_time, mentee
):
    client.force_login(mentee)

    addresses = {
        client.post(URL, {"time": free_time.pk}).headers["Location"] for _ in range(3)
    }

    assert addresses == {f"/tapaamiset/{Session.objects.get().pk}/"}
    assert OutboxMail.objects.count() == 2


def test_a_name_as_long_as_names_may_be_fits(free_time):
    mentee = make_person(first_name="Å" * 150, last_name="Ö" * 150)

    session = booking.book(free_time, Mentee.of(mentee), at=timezone.now())

    session.refresh_from_db()
    assert session.mentee_name == f"{'Å' * 150} {'Ö' * 150}"


def test_b10_two_times_back_to_back_can_both_be_booked(mentor, free_time, mentee):
    after = make_free_time(mentor, free_time.ends_at)

    for time in (free_time, after):
        booking.book(time, Mentee.of(mentee), at=timezone.now())

    assert Session.objects.count() == 2


def test_one_mentors_booking_leaves_another_mentors_same_hour_free(free_time, mentee):
    other = make_free_time(make_mentor(), free_time.starts_at)

    booking.book(free_time, Mentee.of(mentee), at=timezone.now())

    assert list(FreeTime.objects.bookable(timezone.now())) == [other]


def test_b11_a_cancelled_time_can_be_booked_again_as_a_session_of_its_own(
    free_time, mentee
):
    now = timezone.now()
    first = booking.book(free_time, Mentee.of(mentee), at=now)
    booking.cancel(first, by_mentor=False, at=now)

    second = booking.book(free_time, Mentee.of(mentee), at=now)

    assert second.uid != first.uid


def test_the_mentor_books_for_a_mentee_who_has_no_sign_in(client, mentor, free_time):
    client.force_login(mentor.user)

    client.post(
        f"/oma-sivu/vapaat-ajat/{free_time.pk}/varaa/",
        {"name": "Aino Äijälä", "email": "aino@esimerkki.example", "language": "sv"},
    )

    session = Session.objects.get()
    assert (session.mentee, session.mentee_name) == (None, "Aino Äijälä")
    mail = OutboxMail.objects.get(to="aino@esimerkki.example")
    assert mail.subject.startswith("Mentorsamtal med Tuula Rantanen")
    text = next(p for p in parts(mail) if p.get_content_type() == "text/plain")
    assert "/sv/moten/avboka/" in text.get_content()


def test_the_mentor_may_book_somebody_who_signs_in_later(free_time):
    mentee = make_person(email="Aino@esimerkki.example")

    session = booking.book(
        free_time,
        Mentee.named("Aino", "aino@ESIMERKKI.example", "fi"),
        by_mentor=True,
        at=timezone.now(),
    )

    assert session.mentee == mentee


def test_another_mentor_gets_404_for_this_mentors_times(client, free_time):
    client.force_login(make_mentor().user)

    for what in ("varaa", "poista"):
        path = f"/oma-sivu/vapaat-ajat/{free_time.pk}/{what}/"
        assert client.post(path).status_code == 404
    assert FreeTime.objects.filter(pk=free_time.pk).exists()


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ("x" * 1001, "Tässä on 1001 merkkiä."),
        ("x" * 2_000_000, "Tässä on 2000000 merkkiä."),
        ("nolla\x00tavu", "merkki"),
    ],
    ids=["long", "2 MB", "NUL"],
)
def test_a_wish_that_cannot_be_kept_is_refused_with_a_sentence(
    client, free_time, mentee, wish, sentence
):
    client.force_login(mentee)

    response = client.post(URL, {"time": free_time.pk, "wish": wish})

    assert response.status_code == 200
    page = response.content.decode()
    assert sentence in page
    assert f'value="{free_time.pk}" id="id_time_0" checked' in page
    assert not Session.objects.exists()


def test_10_mb_are_refused_by_the_door(client, free_time, mentee):
    client.force_login(mentee)

    response = client.post(URL, {"time": free_time.pk, "wish": "x" * 10_000_000})

    assert response.status_code in {200, 400, 413}
    assert not Session.objects.exists()


@pytest.mark.parametrize("wish", ["<script>alert(1)</script>", "😀 & <b>", "ääkkösiä"])
def test_a_wish_is_shown_as_it_was_written(client, free_time, mentee, wish):
    client.force_login(mentee)

    response = client.post(URL, {"time": free_time.pk, "wish": wish}, follow=True)

    assert Session.objects.get().wish == wish
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("time", ["", "1", "ei-mikään", "\x00"])
def test_a_time_that_is_none_is_refused_with_a_sentence(
    client, free_time, mentee, time
):
    client.force_login(mentee)

    response = client.post(URL, {"time": time, "wish": "Säilyykö tämä?"})

    assert response.status_code == 200
    page = response.content.decode()
    sentence = "Valitse toinen." if time else "Valitse jokin vapaista ajoista."
    assert sentence in page
    assert "Säilyykö tämä?" in page
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Täytä tämä."),
        ("name", "x" * 121, "Lyhennä"),
        ("email", "", "sähköposti"),
        ("email", "aino.esimerkki.example", "@-merkki"),
        ("email", "aino@esimerkki.example\nBcc: kaikki@esimerkki.example", "rivi"),
        ("email", '"aino"@esimerkki.example', "Tarkista osoite"),
        ("email", '"a b"@esimerkki.example', "Osoitteessa on välilyönti"),
        ("language", "xx", "Valitse toinen."),
        ("wish", "nolla\x00tavu", "merkki"),
    ],
)
def test_a_bad_booking_for_a_mentee_is_refused_and_what_was_typed_stays(
    client, mentor, free_time, field, value, sentence
):
    client.force_login(mentor.user)
    form = {"name": "Aino Äijälä", "email": "aino@esimerkki.example", "language": "fi",
            "wish": "Puhutaan rahasta"}  # fmt: skip
    path = f"/oma-sivu/vapaat-ajat/{free_time.pk}/varaa/"

    response = client.post(path, {**form, field: value})

    page = response.content.decode()
    assert response.status_code == 200
    assert sentence in page
    if field != "wish":
        assert "Puhutaan rahasta" in page
    assert not Session.objects.exists()


def test_the_mentor_of_a_taken_time_sees_what_is_still_free(client, mentor, free_time):
    later = make_free_time(mentor, free_time.starts_at + timedelta(hours=1))
    booking.book(free_time, Mentee.of(make_person()), at=timezone.now())
    client.force_login(mentor.user)

    response = client.post(
        f"/oma-sivu/vapaat-ajat/{free_time.pk}/varaa/",
        {"name": "Aino", "email": "aino@esimerkki.example", "language": "fi"},
    )

    page = response.content.decode()
    assert "Joku ehti juuri varata sen ajan." in page
    assert f"/oma-sivu/vapaat-ajat/{later.pk}/varaa/" in page


def test_a_third_person_gets_404_for_every_address_of_a_mentors_times(
    client, free_time, stranger
):
    client.force_login(stranger)

    for path in ("", f"{free_time.pk}/poista/", f"{free_time.pk}/varaa/"):
        for ask in (client.get, client.post):
            assert ask(f"/oma-sivu/vapaat-ajat/{path}").status_code == 404
