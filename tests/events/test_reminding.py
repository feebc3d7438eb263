"""The reminder the day before, thanks the day after, and what people thought of it."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts import outbox
from accounts.models import OutboxMail
from association.forms import sign_moment
from events import cancelling, registration, reminding
from events.models import Feedback
from events.registration_links import feedback_path
from tests.events.conftest import NOON
from tests.support.registrations import make_meetup, sign_up

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

DAY_BEFORE = datetime(2027, 10, 13, 15, tzinfo=UTC)
SOON = DAY_BEFORE + timedelta(minutes=1)
MORNING_AFTER = datetime(2027, 10, 15, 6, tzinfo=UTC)
SECRET = "https://tapaaminen.example/salainen"


@pytest.fixture
def queued(noon):
    """A reminder that waits to be sent, and its occurrence."""
    occurrence = make_meetup(capacity=1)
    sign_up(occurrence)
    noon.move_to(DAY_BEFORE)
    reminding.remind_all(DAY_BEFORE)
    return occurrence


def reminders():
    return OutboxMail.objects.filter(key__startswith="reminder-")


def test_who_has_a_place_is_reminded_once_the_day_before(noon):
    occurrence = make_meetup(capacity=1)
    row = sign_up(occurrence)
    sign_up(occurrence, "Timo")  # waits
    just_before = DAY_BEFORE - timedelta(minutes=1)
    assert reminding.remind_all(just_before) == "Added 0 reminder(s)."

    noon.move_to(DAY_BEFORE)
    assert reminding.remind_all(DAY_BEFORE) == "Added 1 reminder(s)."
    assert reminding.remind_all(DAY_BEFORE) == "Added 0 reminder(s)."
    assert [(mail.to, mail.subject) for mail in reminders()] == [
        (row.email, "Pian: Tapaaminen")
    ]


def test_who_signed_up_just_now_needs_no_reminder():
    occurrence = make_meetup()
    sign_up(occurrence, at=DAY_BEFORE - timedelta(hours=2))

    assert reminding.remind_all(DAY_BEFORE) == "Added 0 reminder(s)."


def test_a_reminder_that_still_holds_is_sent(queued, mailoutbox):
    outbox.send_due(SOON)

    assert "Pian: Tapaaminen" in [mail.subject for mail in mailoutbox]


def test_e21_what_is_cancelled_meanwhile_is_reminded_of_by_nobody(queued, mailoutbox):
    cancelling.cancel(queued, {"fi": "Puhuja sairastui."}, at=DAY_BEFORE)
    outbox.send_due(SOON)

    assert "Pian: Tapaaminen" not in [mail.subject for mail in mailoutbox]
    assert not reminders()


def test_e21_who_cannot_come_any_more_is_not_reminded(queued, mailoutbox):
    registration.cancel(queued.registrations.get(), at=DAY_BEFORE)
    outbox.send_due(SOON)

    assert "Pian: Tapaaminen" not in [mail.subject for mail in mailoutbox]


def test_e21_a_reminder_of_another_time_is_written_anew(queued, mailoutbox):
    type(queued).objects.filter(pk=queued.pk).update(sequence=1)
    outbox.send_due(SOON)
    assert not reminders()

    assert reminding.remind_all(DAY_BEFORE) == "Added 1 reminder(s)."


@pytest.mark.parametrize(("minutes", "is_in_it"), [(7 * 24 * 60, True), (60, False)])
def test_the_online_address_is_in_the_reminder_once_its_hour_has_come(
    noon, minutes, is_in_it
):
    sign_up(make_meetup(remote_link=SECRET, remote_link_from=minutes))
    noon.move_to(DAY_BEFORE)
    reminding.remind_all(DAY_BEFORE)

    assert (SECRET.encode() in bytes(reminders().get().content)) is is_in_it


def test_who_was_there_is_thanked_once_the_morning_after():
    occurrence = make_meetup(capacity=1)
    sign_up(occurrence)
    sign_up(occurrence, "Timo")
    assert reminding.thank_all(MORNING_AFTER) == "Thanked 1 participant(s)."
    assert reminding.thank_all(MORNING_AFTER) == "Thanked 0 participant(s)."

    mail = OutboxMail.objects.order_by("pk").last()
    assert mail.subject == "Kiitos, että tulit: Tapaaminen"
    assert feedback_path(occurrence).split("/")[1].encode() in bytes(mail.content)


def test_where_a_name_list_was_kept_only_who_came_is_thanked():
    occurrence = make_meetup()
    came, _missed = sign_up(occurrence), sign_up(occurrence, "Timo")
    type(came).objects.filter(pk=came.pk).update(checked_in_at=occurrence.starts_at)

    assert reminding.thank_all(MORNING_AFTER) == "Thanked 1 participant(s)."


@pytest.mark.parametrize("fields", [{"wants_feedback": False}, {"is_cancelled": True}])
def test_nobody_is_thanked_for_what_does_not_ask_or_was_not_held(fields):
    is_cancelled = fields.pop("is_cancelled", False)
    occurrence = make_meetup(**fields)
    sign_up(occurrence)
    if is_cancelled:
        cancelling.cancel(occurrence, {"fi": "Sairaus."}, at=NOON)

    assert reminding.thank_all(MORNING_AFTER) == "Thanked 0 participant(s)."


# --- Feedback -----------------------------------------------------------------------


def answers(**fields):
    return {
        "content": "5",
        "arrangements": "4",
        "usefulness": "3",
        "words": "Lisää aikaa keskustelulle.",
        "drawn_at": sign_moment(MORNING_AFTER - timedelta(minutes=1)),
        **fields,
    }


def test_feedback_is_kept_without_who_and_when(client, noon):
    occurrence = make_meetup()
    path = feedback_path(occurrence)
    noon.move_to(MORNING_AFTER)
    assertContains(client.get(path), "Puoli minuuttia")
    assertRedirects(client.post(path, answers()), f"{path}?sent=1")

    row = Feedback.objects.get()
    assert (row.content, row.arrangements, row.usefulness) == (5, 4, 3)
    names = {field.name for field in Feedback._meta.concrete_fields}
    assert names == {"id", "occurrence", *Feedback.SCALES, "words"}


@pytest.mark.parametrize("wrong", [{"content": ""}, {"content": "6"}, {"content": "x"}])
def test_what_is_wrong_is_said_and_the_words_are_kept(client, noon, wrong):
    path = feedback_path(make_meetup())
    noon.move_to(MORNING_AFTER)
    response = client.post(path, answers(**wrong))

    assert list(response.context["form"].errors) == ["content"]
    assertContains(response, "Lisää aikaa keskustelulle.")
    assert not Feedback.objects.exists()


def test_a_program_in_the_trap_leaves_no_feedback(client, noon):
    path = feedback_path(make_meetup())
    noon.move_to(MORNING_AFTER)
    response = client.post(path, answers(website="x"))

    assert response.status_code == 302
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "moment", [DAY_BEFORE, MORNING_AFTER + timedelta(days=61)], ids=["before", "late"]
)
def test_feedback_is_asked_for_two_months_from_the_end(client, noon, moment):
    path = feedback_path(make_meetup())
    noon.move_to(moment)

    assert client.get(path).status_code == 404


def test_the_page_of_feedback_names_nobody(client, noon):
    occurrence = make_meetup()
    sign_up(occurrence)
    noon.move_to(MORNING_AFTER)

    assertNotContains(client.get(feedback_path(occurrence)), "pirjo")


@pytest.mark.parametrize("count", [1, 200])
def test_reminding_looks_as_often_whoever_was_reminded_already(
    count, django_assert_num_queries, noon
):
    occurrence = make_meetup(capacity=None)
    rows = [
        occurrence.registrations.model(
            occurrence=occurrence, name="N", email=f"{number}@esimerkki.example",
            created_at=NOON, confirmed_at=NOON, number=number + 1,
            told_of_place_at=NOON,
        )
        for number in range(count)
    ]  # fmt: skip
    occurrence.registrations.model.objects.bulk_create(rows)
    noon.move_to(DAY_BEFORE)
    reminding.remind_all(DAY_BEFORE)

    with django_assert_num_queries(3):
        reminding.remind_all(DAY_BEFORE)
