"""What members do on pages of their own: resign, and look at who else is a member."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import retention
from membership import register_reading
from membership.models import EndedAs, Membership, NoticeWay, RegisterReading
from tests.support.accounts import make_user
from tests.support.membership import mails, make_member, resign, set_rules
from tests.support.queries import queries_of

pytestmark = pytest.mark.django_db

LIST = "/oma-sivu/jasenet/"


def resigning(member) -> str:
    return f"/oma-sivu/eroa/{member.number}/"


@pytest.fixture
def member(client):
    row = make_member(last_name="Harju")
    client.force_login(row.user)
    return row


def test_looking_at_the_page_resigns_nobody_and_tells_what_follows(client, member):
    set_rules(resignation_delay_days=30)

    page = client.get(resigning(member)).content.decode()

    assert Membership.objects.get().ends_on is None
    assert f"jäsennumero {member.number}, eroan" in page
    assert "eikä kukaan voi kieltää" in page
    assert "jää maksettavaksi" in page


def test_b7_the_button_resigns_and_the_page_is_the_proof_also_the_second_time(
    client, member
):
    first = client.post(resigning(member), follow=True)
    ended = Membership.objects.get()
    again = client.post(resigning(member), follow=True)

    assert "Olet eronnut" in first.content.decode()
    assert (ended.ended_as, ended.notice_way) == (
        EndedAs.RESIGNED,
        NoticeWay.OWN_PAGE,
    )
    assert ended.decided_by == member.user
    assert f"jäsennumero {member.number}" in ended.notice_text
    assert ended == Membership.objects.get()
    assert "Olet eronnut" in again.content.decode()
    assert len(mails("resigned-")) == 1


def test_who_shares_the_sign_in_resigns_one_of_the_household(client):
    satu = make_member(email="koti@esimerkki.example")
    other = make_member(email="koti@esimerkki.example")
    client.force_login(satu.user)

    client.post(resigning(other))

    assert satu.memberships.get().ends_on is None
    assert other.memberships.get().ended_as == EndedAs.RESIGNED


def test_a_stranger_resigns_nobody(client, member):
    client.force_login(make_user("muu@esimerkki.example"))

    assert client.post(resigning(member)).status_code == 404
    assert Membership.objects.get().ends_on is None


def test_my_page_leads_to_both_and_says_when_the_membership_ends(client, member):
    page = client.get("/oma-sivu/").content.decode()
    assert resigning(member) in page
    assert LIST in page

    ends_on = timezone.localdate() + timedelta(days=30)
    resign(member, on=ends_on)

    page = client.get("/oma-sivu/").content.decode()
    assert "Katso eroilmoituksesi" in page
    assert f"Päättyy {ends_on.day}.{ends_on.month}.{ends_on.year}" in page


def test_b6_a_member_sees_names_and_municipalities_of_current_members_alone(
    client, member
):
    other = make_member(last_name="Vesa")
    gone = make_member(last_name="Entinen")
    resign(gone)

    page = client.get(LIST).content.decode()

    assert "Harju Satu Maaria" in page
    assert "Vesa Satu Maaria" in page
    assert "Kajaani" in page
    assert "Entinen" not in page
    assert other.email not in page
    assert "nioikeutettu" not in page


def test_b6_each_reading_is_written_down_once_a_day(client, member, board):
    client.get(LIST)
    client.get(LIST, {"q": "vesa"})

    reading = RegisterReading.objects.get()
    assert (reading.user, reading.read_on) == (member.user, timezone.localdate())
    assert str(member.user) in board.get("/admin/register_readings/").content.decode()


def test_b6_who_has_not_signed_in_is_led_there_and_a_former_member_sees_nothing(
    client, member
):
    resign(member)
    assert client.get(LIST).status_code == 404

    client.logout()
    answer = client.get(LIST)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/kirjaudu/")
    assert not RegisterReading.objects.exists()


def test_the_list_is_searched_by_name_in_any_case_and_order(client, member):
    make_member(last_name="Äijälä")

    page = client.get(LIST, {"q": "satu ÄIJÄLÄ"}).content.decode()

    assert "Äijälä Satu Maaria" in page
    assert "Harju Satu Maaria" not in page
    none = client.get(LIST, {"q": "Qwerty\0"}).content.decode()
    assert "Kenelläkään ei ole sellaista nimeä" in none


def test_the_list_asks_as_often_for_many_as_for_one(client, member):
    client.get(LIST)
    for_one = queries_of(lambda: client.get(LIST))
    for _ in range(3):
        make_member()

    assert queries_of(lambda: client.get(LIST)) == for_one <= 12


def test_a_reading_is_forgotten_after_a_year(member):
    now = timezone.now()
    register_reading.note(member.user, now)

    retention.run(now + timedelta(days=364))
    assert RegisterReading.objects.exists()
    retention.run(now + timedelta(days=367))
    assert not RegisterReading.objects.exists()
