"""Writing to the association, and who is told during a holiday."""

from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
import time_machine

from accounts import retention, timed_jobs
from accounts.models import OutboxMail
from association.forms import sign_moment
from association.models import AssociationSettings
from events.models import HolidayPeriod
from home import contacting
from home.emails import take_path
from home.models import ContactMessage
from tests.support.accounts import make_officer, make_user
from tests.support.events import make_holiday
from tests.support.home import make_contact_page, make_message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 12, 15, 12, tzinfo=ZoneInfo("Europe/Helsinki"))
NEXT_DAY = NOON + timedelta(days=1)
INBOX = "mentorit@esimerkki.example"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def board(client, settings):
    """Somebody of the board in the admin."""
    settings.ADMIN_NEEDS_SECOND_FACTOR = False
    user = make_user("satu@esimerkki.example", "board")
    client.force_login(user)
    return user


@pytest.fixture
def page():
    AssociationSettings(name="Mentorit ry", contact_email=INBOX).save()
    return make_contact_page(thanks="Vastaamme viikossa.")


@pytest.fixture
def holiday() -> HolidayPeriod:
    return make_holiday(date(2026, 12, 14), date(2027, 1, 10))


@pytest.fixture
def chair():
    return make_officer("chair", "Aino Lehtovaara", email="aino@esimerkki.example")


@pytest.fixture
def deputy():
    return make_officer("vice_chair", "Eero Salmela", email="eero@esimerkki.example")


def words(**changed: object) -> dict[str, object]:
    return {
        "name": "Pirjo Niemi",
        "email": "pirjo@esimerkki.example",
        "message": "Haluamme perustaa yhdistyksen.",
        "consent": "on",
        "website": "",
        "drawn_at": sign_moment(NOON - timedelta(minutes=1)),
        **changed,
    }


def recipients() -> list[str]:
    return sorted(OutboxMail.objects.values_list("to", flat=True))


def last_mail():
    row = OutboxMail.objects.order_by("pk").last()
    return message_from_bytes(bytes(row.content), policy=default)


def send(client, page, **changed: object):
    return client.post(page.url, words(**changed))


def test_a_message_is_kept_and_mailed_to_the_association(client, page):
    response = send(client, page)

    assert response.status_code == 302
    message = ContactMessage.objects.get()
    assert (message.name, message.is_urgent) == ("Pirjo Niemi", False)
    assert recipients() == [INBOX]
    assert last_mail()["Reply-To"] == "pirjo@esimerkki.example"
    text = last_mail().get_body(("plain",)).get_content()
    assert "Haluamme perustaa yhdistyksen." in text


def test_the_writer_is_told_when_an_answer_comes(client, page):
    response = client.post(page.url, words(), follow=True)

    assert "Vastaamme viikossa." in response.text
    assert 'role="status"' in response.text


def test_reloading_after_sending_sends_nothing(client, page):
    response = send(client, page)
    client.get(response.url)
    client.get(response.url)

    assert ContactMessage.objects.count() == 1


def test_without_consent_nothing_is_kept_and_nothing_typed_is_lost(client, page):
    given = words()
    del given["consent"]

    response = client.post(page.url, given)

    assert response.status_code == 200
    assert "Virhe:" in response.text
    assert "Haluamme perustaa yhdistyksen." in response.text
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"website": "https://osta.example"},
        {"drawn_at": sign_moment(NOON - timedelta(seconds=1))},
        {"drawn_at": "itse keksitty"},
        {"drawn_at": ""},
    ],
    ids=["trap filled", "too quick", "forged time", "no time"],
)
def test_a_program_is_shown_success_and_nothing_is_kept(client, page, changed):
    response = send(client, page, **changed)

    assert response.status_code == 302
    assert not ContactMessage.objects.exists()
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"name": ""},
        {"name": "x" * 10_000},
        {"name": "Pirjo\x00"},
        {"email": "pirjo"},
        {"email": "pirjo@esimerkki.example\nBcc: kaikki@esimerkki.example"},
        {"message": ""},
        {"message": "\x00"},
        {"message": "pitkä " * 20_000},
    ],
)
def test_bad_input_is_answered_by_a_sentence(client, page, changed):
    response = send(client, page, **changed)

    assert response.status_code == 200
    assert 'class="error-summary"' in response.text
    assert not ContactMessage.objects.exists()


def test_script_and_emoji_are_only_words(client, page):
    send(client, page, message="<script>alert(1)</script> 🎄")

    html = last_mail().get_body(("html",)).get_content()
    assert "<script>alert" not in html
    assert "🎄" in html


def test_the_sixth_message_within_an_hour_waits(client, page):
    for number in range(contacting.PER_HOUR):
        send(client, page, message=f"Viesti {number}")

    response = send(client, page, message="Vielä yksi asia")

    assert "Vielä yksi asia" in response.text
    assert ContactMessage.objects.count() == contacting.PER_HOUR


def test_urgency_is_asked_only_during_a_holiday(client, page):
    assert 'name="is_urgent"' not in client.get(page.url).text

    send(client, page, is_urgent="on")

    assert not ContactMessage.objects.get().is_urgent


def test_during_a_holiday_the_page_says_so(client, page, holiday):
    html = client.get(page.url).text

    assert 'name="is_urgent"' in html
    assert "Joululoma" in html


def test_an_urgent_message_in_a_holiday_goes_to_the_chair(
    client, page, holiday, chair, deputy
):
    send(client, page, is_urgent="on")

    assert recipients() == ["aino@esimerkki.example", INBOX]


def test_an_ordinary_message_in_a_holiday_goes_to_the_association_alone(
    client, page, holiday, chair, deputy
):
    send(client, page)

    assert recipients() == [INBOX]


def test_without_a_chair_the_deputy_is_told_at_once(client, page, holiday, deputy):
    send(client, page, is_urgent="on")

    assert recipients() == ["eero@esimerkki.example", INBOX]


def test_the_deputy_is_not_told_on_the_same_day(chair, deputy):
    make_message(is_urgent=True, created_at=NOON)

    contacting.escalate(at=NOON + timedelta(hours=11))

    assert recipients() == []


def test_the_deputy_is_told_the_next_day_and_only_once(chair, deputy):
    make_message(is_urgent=True, created_at=NOON)

    contacting.escalate(at=NEXT_DAY)
    contacting.escalate(at=NEXT_DAY + timedelta(days=1))

    assert recipients() == ["eero@esimerkki.example"]


def test_the_deputy_is_not_told_of_what_somebody_has_taken(chair, deputy):
    message = make_message(is_urgent=True, created_at=NOON)
    contacting.take(message, by="Aino Lehtovaara", at=NOON)

    contacting.escalate(at=NEXT_DAY)

    assert recipients() == []


def test_the_deputy_is_not_told_of_what_can_wait(chair, deputy):
    make_message(is_urgent=False, created_at=NOON)

    contacting.escalate(at=NEXT_DAY)

    assert recipients() == []


def test_the_deputy_of_the_next_day_is_told(deputy):
    deputy.ends_on = NOON.date()
    deputy.save()
    make_officer(
        "vice_chair",
        "Outi Kallio",
        email="outi@esimerkki.example",
        starts_on=NEXT_DAY.date(),
    )
    make_message(is_urgent=True, created_at=NOON)

    contacting.escalate(at=NEXT_DAY)

    assert recipients() == ["outi@esimerkki.example"]


def test_the_morning_job_does_it():
    names = {job.name for job in timed_jobs.jobs()}

    assert {"urgent-messages", "retention", "publish-scheduled"} <= names
    assert contacting.escalate_job(NEXT_DAY) == "0 urgent message(s) waiting."


def test_looking_at_the_link_of_the_mail_takes_nothing(client, chair):
    message = make_message(is_urgent=True, created_at=NOON)
    path = take_path(message, chair)

    response = client.get(path)

    assert "Haluamme perustaa yhdistyksen." in response.text
    assert response["Referrer-Policy"] == "no-referrer"
    message.refresh_from_db()
    assert not message.is_taken


def test_the_chair_takes_a_message_by_the_link(client, chair):
    message = make_message(is_urgent=True, created_at=NOON)

    response = client.post(take_path(message, chair), follow=True)

    message.refresh_from_db()
    assert message.taken_by == "Aino Lehtovaara"
    assert "Aino Lehtovaara" in response.text


def test_the_first_to_take_a_message_answers_it(client, chair, deputy):
    message = make_message(is_urgent=True, created_at=NOON)
    client.post(take_path(message, deputy))

    client.post(take_path(message, chair))

    message.refresh_from_db()
    assert message.taken_by == "Eero Salmela"


def test_a_made_up_or_old_link_is_no_link(client, chair):
    path = take_path(make_message(), chair)

    assert client.get("/viesti/keksitty/").status_code == 404
    with time_machine.travel(NOON + timedelta(days=61)):
        assert client.get(path).status_code == 404


def test_the_link_ends_with_the_officers_term(client, chair):
    message = make_message(is_urgent=True, created_at=NOON)
    chair.ends_on = NOON.date()
    chair.save()
    path = take_path(message, chair)

    assert client.get(path).status_code == 200
    with time_machine.travel(NEXT_DAY, tick=False):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
    message.refresh_from_db()
    assert not message.is_taken


def test_messages_are_kept_for_a_year():
    old = make_message(created_at=NOON - timedelta(days=366))
    new = make_message(created_at=NOON - timedelta(days=364))

    retention.run(NOON)

    assert list(ContactMessage.objects.all()) == [new]
    assert old.pk


def test_the_board_takes_a_message_in_the_admin(client, board):
    message = make_message()

    response = client.post(f"/admin/contact_messages/take/{message.pk}/", follow=True)

    assert response.status_code == 200
    message.refresh_from_db()
    assert message.taken_by == str(board)


def test_an_editor_sees_no_messages(client, board):
    message = make_message()
    client.force_login(make_user("elli@esimerkki.example", "editor"))

    assert client.post(f"/admin/contact_messages/take/{message.pk}/").status_code == 404
    assert client.get("/admin/contact_messages/").status_code == 302
    assert "/admin/contact_messages/" not in client.get("/admin/").text


def test_what_waits_stands_on_the_boards_front_page(client, board):
    make_message()

    html = client.get("/admin/").text

    assert "/admin/contact_messages/?state=waiting" in html


def test_a_message_that_waits_is_filtered_and_exported(client, board):
    make_message(name="Odottaja")
    taken = make_message(name="Saanut vastauksen")
    contacting.take(taken, by="Aino", at=NOON)

    html = client.get("/admin/contact_messages/?state=waiting").text
    table = client.get("/admin/contact_messages/?export=csv").getvalue().decode()

    assert "Odottaja" in html
    assert "Saanut vastauksen" not in html
    assert "Odottaja" in table
    assert "Saanut vastauksen" in table


def test_the_empty_list_says_how_it_fills(client, board):
    html = client.get("/admin/contact_messages/").text

    assert "yhteydenottosivulla" in html


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_asks_the_database_as_often_for_twenty_as_for_one(
    client, board, count, django_assert_num_queries
):
    for number in range(count):
        make_message(name=f"Kirjoittaja {number}")
    client.get("/admin/contact_messages/")

    with django_assert_num_queries(LIST_QUERIES):
        client.get("/admin/contact_messages/")


LIST_QUERIES = 11


def test_the_phone_is_above_the_form(client):
    page = make_contact_page()
    AssociationSettings.objects.update(phone="050 000 0001")

    html = client.get(page.url).text

    assert html.index('href="tel:0500000001"') < html.index("<form")
    assert "Soita 050 000 0001" in html
